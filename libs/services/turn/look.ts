import type { EventId } from '#contract/ids';
import type { ProblemCode } from '#contract/problems';
import type { CoachKind } from '#domain/coach';
import { isoOf } from '#ports/clock';
import { CoachError } from '#ports/errors';
import type { Json } from '#ports/model';
import type { SessionRecord } from '#ports/session-records';
import type { TurnRecord, TurnRef } from '#ports/turn-records';
import type { Loaded } from '#ports/turns';
import { GRACE_MS, MAX_EPOCHS } from './parameters.ts';

export interface TurnRequest<Body> {
  readonly ref: TurnRef;
  readonly body: Body;
  /** Of everything in the body but the cursor. */
  readonly bodyHash: string;
  readonly parentTurnId: string | undefined;
  /** It names no session, so it opens one, under its own id. */
  readonly opensSession?: boolean;
  /** The last event that the client has seen. */
  readonly cursor: EventId | undefined;
}

/** What is to be done with a turn, by what was read of it. */
export type Look =
  | { readonly do: 'replay'; readonly turn: TurnRecord }
  | { readonly do: 'follow'; readonly turn: TurnRecord }
  /** Another turn holds the session; whether it is alive has to be read. */
  | { readonly do: 'wait'; readonly turnId: string }
  /** It cannot go on; `code` is what ends it. */
  | { readonly do: 'giveUp'; readonly code: ProblemCode }
  /** It was paid for once, but is not there: read by halves, or removed with its session. */
  | { readonly do: 'doubt' }
  | { readonly do: 'claim'; readonly session: SessionRecord; readonly previous: TurnRecord | undefined };

/**
 * Decides by what was read; the claim's conditions then hold it to that.
 * A turn that exists is looked at before its session: its repetition is answered also when the session has ended since.
 *
 * @throws {CoachError} every refusal that needs no prompt.
 */
export function look<Body, State>(
  coach: CoachKind<Body, State>,
  request: TurnRequest<Body>,
  loaded: Loaded,
  now: number,
): Look {
  const { bodyHash, parentTurnId } = request;
  const { turn } = loaded;
  if (!turn && !loaded.session && !loaded.isDeleted && loaded.reservation) return { do: 'doubt' };
  const session = sessionFor(coach, request, loaded, now);
  if (turn) {
    if (!turn.isTombstone && turn.bodyHash !== bodyHash) throw new CoachError('turn_mismatch', 'same id, other body');
    if (isOver(turn)) return { do: 'replay', turn };
    return isAlive(turn, now) ? { do: 'follow', turn } : goOn(turn, session, now);
  }
  const refusal = refusalOf(session, now);
  if (refusal) throw refusal;
  if (session.activeTurn) return { do: 'wait', turnId: session.activeTurn };
  const { lastTurn, lastCompletedTurn, parkedTurn } = session;
  if (parentTurnId !== undefined && ![lastTurn, lastCompletedTurn, parkedTurn].includes(parentTurnId)) {
    throw new CoachError('predecessor_mismatch', 'the session has moved on');
  }
  if (coach.turnLimit !== null && session.turnsUsed >= coach.turnLimit) {
    throw new CoachError('turn_limit_reached', `${coach.turnLimit} turns used`);
  }
  return { do: 'claim', session, previous: undefined };
}

/** @throws {CoachError} `not_found` when there is none, and this does not open it. */
export function sessionFor<Body, State>(
  coach: CoachKind<Body, State>,
  request: Pick<TurnRequest<Body>, 'ref' | 'opensSession'>,
  loaded: Loaded,
  now: number,
): SessionRecord {
  const session = loaded.session ?? openedBy(coach, request, loaded, now);
  if (!session) throw notFound();
  return session;
}

/** The session as this turn's claim will make it. Its version tells that it does not exist yet. */
function openedBy<Body, State>(
  { kind, opening, idleMs }: CoachKind<Body, State>,
  { ref, opensSession }: Pick<TurnRequest<Body>, 'ref' | 'opensSession'>,
  { isDeleted }: Loaded,
  now: number,
): SessionRecord | undefined {
  if (!opensSession || isDeleted || opening === undefined) return undefined;
  const createdAt = isoOf(now);
  return {
    kind,
    sessionId: ref.sessionId,
    status: 'active',
    expiresAt: idleMs === null ? null : isoOf(now + idleMs),
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
    state: opening as Json,
  };
}

/** The version of a session that its first turn has yet to open. */
const UNOPENED = 0;

export const isUnopened = ({ version }: SessionRecord): boolean => version === UNOPENED;

/** A turn whose producer is dead goes on, unless its session has closed meanwhile or it has been tried too often. */
function goOn(turn: TurnRecord, session: SessionRecord, now: number): Look {
  const refusal = refusalOf(session, now);
  if (refusal) return { do: 'giveUp', code: refusal.code };
  if (turn.epoch >= MAX_EPOCHS) return { do: 'giveUp', code: 'attempts_exhausted' };
  const isFree = session.activeTurn === null || session.activeTurn === turn.turnId;
  return isFree ? { do: 'claim', session, previous: turn } : { do: 'wait', turnId: session.activeTurn };
}

export const isOver = ({ state }: TurnRecord): boolean => state !== 'running' && state !== 'parked';

export const isAlive = ({ state, leaseUntil }: TurnRecord, now: number): boolean =>
  state === 'running' && now <= leaseUntil + GRACE_MS;

export const notFound = (): CoachError => new CoachError('not_found', 'no such session');

export const inProgress = (turnId: string): CoachError =>
  new CoachError('turn_in_progress', 'another turn is running', { details: { turnId }, retryAfterMs: 1_000 });

/** Expiry is decided by the clock on every look, whatever the stored status says: TTL and sweeps come late. */
export function refusalOf({ status, expiresAt }: SessionRecord, now: number): CoachError | undefined {
  if (status === 'ended') return new CoachError('session_ended', 'the session has ended');
  const isPast = status === 'expired' || (expiresAt !== null && expiresAt <= isoOf(now));
  return isPast ? new CoachError('session_expired', 'the session has expired', { details: { expiresAt } }) : undefined;
}
