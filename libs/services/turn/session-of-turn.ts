import { type CoachKind, expiryOf, type SessionLimits, sessionLimitsOf } from '#domain/coach';
import { isoOf } from '#ports/clock';
import { CoachError } from '#ports/errors';
import type { Json } from '#ports/model';
import type { SessionRecord } from '#ports/session-records';
import type { Loaded } from '#ports/turns';
import type { TurnRequest } from './turn-request.ts';

/** The version of a session that its first turn has yet to create. */
const UNOPENED = 0;

export const isUnopened = ({ version }: SessionRecord): boolean => version === UNOPENED;

export const notFound = (): CoachError => new CoachError('not_found', 'no such session');

type Asked<Body> = Pick<TurnRequest<Body>, 'ref' | 'opensSession'>;

/** @throws {CoachError} `not_found` when the session does not exist and this turn does not create it. */
export function sessionOf<Body, State>(
  coach: CoachKind<Body, State>,
  request: Asked<Body>,
  loaded: Loaded,
  now: number,
): SessionRecord {
  const session = loaded.session ?? openedBy(coach, request, loaded, now);
  if (!session) throw notFound();
  return session;
}

/** The session as this turn's claim will create it, without its state, which may need what the coach reads. */
function openedBy<Body, State>(
  coach: CoachKind<Body, State>,
  { ref, opensSession }: Asked<Body>,
  { isClosed, user }: Loaded,
  now: number,
): SessionRecord | undefined {
  if (!opensSession || isClosed || !coach.open) return undefined;
  const createdAt = isoOf(now);
  return {
    kind: coach.kind,
    sessionId: ref.sessionId,
    status: 'active',
    expiresAt: expiryOf(sessionLimitsOf(coach, user.tier), createdAt, now),
    title: null,
    activeTurn: null,
    parkedTurn: null,
    lastTurn: null,
    lastCompletedTurn: null,
    turnsUsed: 0,
    tokensIn: 0,
    tokensOut: 0,
    nextSeq: 0,
    version: UNOPENED,
    createdAt,
    updatedAt: createdAt,
    used: {},
    state: null,
  };
}

/** The session with the state that its first turn gives it; any other session as it is. */
export const withOpening = <Body, State, Own>(
  coach: Pick<CoachKind<Body, State, Own>, 'open'>,
  session: SessionRecord,
  body: Body,
  own: Own,
): SessionRecord =>
  isUnopened(session) && coach.open ? { ...session, state: coach.open(body, own) as Json } : session;

/** Compares the expiry with the clock at every read, because the stored status may be old: TTL and sweeps run late. */
export function refusalOf({ status, expiresAt }: SessionRecord, now: number): CoachError | undefined {
  if (status === 'ended') return new CoachError('session_ended', 'the session has ended');
  const isPast = status === 'expired' || (expiresAt !== null && expiresAt <= isoOf(now));
  return isPast ? new CoachError('session_expired', 'the session has expired', { details: { expiresAt } }) : undefined;
}

/** @throws {CoachError} `turn_limit_reached` */
export function checkTurnLimit(
  { turnLimit }: Pick<SessionLimits, 'turnLimit'>,
  { turnsUsed, parkedTurn }: SessionRecord,
): void {
  const counted = turnsUsed - (parkedTurn === null ? 0 : 1); // because the next turn fails the parked one
  if (turnLimit !== null && counted >= turnLimit) {
    throw new CoachError('turn_limit_reached', `${turnLimit} turns used`, { details: { limit: 'turns' } });
  }
}
