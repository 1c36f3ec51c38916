import type { ProblemCode } from '#contract/problems';
import { type CoachKind, sessionLimitsOf } from '#domain/coach';
import { CoachError } from '#ports/errors';
import type { SessionRecord } from '#ports/session-records';
import type { TurnRecord } from '#ports/turn-records';
import type { Loaded } from '#ports/turns';
import { GRACE_MS, MAX_EPOCHS } from './parameters.ts';
import { checkTurnLimit, refusalOf, sessionOf } from './session-of-turn.ts';
import type { TurnRequest } from './turn-request.ts';

/** What to do with a turn, based on what was read. */
export type Decision =
  | { readonly do: 'replay'; readonly turn: TurnRecord }
  | { readonly do: 'follow'; readonly turn: TurnRecord }
  /** Another turn holds the session. Read it to see if it is alive. */
  | { readonly do: 'wait'; readonly turnId: string }
  /** The turn cannot continue. `code` is what ends it; none when a stop was asked for. */
  | { readonly do: 'giveUp'; readonly code: ProblemCode | undefined }
  /** There is a reservation, but no turn: the read was torn, or the session was removed. Read again. */
  | { readonly do: 'unresolved' }
  | { readonly do: 'claim'; readonly session: SessionRecord; readonly previous: TurnRecord | undefined };

/**
 * Decides from what was read. The claim's conditions then check that nothing has changed since. Checks the turn before
 * its session, so that a repeated request is answered even when the session has ended since.
 *
 * @throws {CoachError} every refusal that needs no prompt.
 */
export function decide<Body, State>(
  coach: CoachKind<Body, State>,
  request: TurnRequest<Body>,
  loaded: Loaded,
  now: number,
): Decision {
  const { bodyHash, parentTurnId } = request;
  const { turn } = loaded;
  const isTorn = !turn && !loaded.session && !loaded.isClosed && loaded.reservation && !loaded.isIdTaken;
  if (isTorn) return { do: 'unresolved' };
  const session = sessionOf(coach, request, loaded, now);
  // The reservation's key has no session, so this turn's claim could never pass.
  if (loaded.isIdTaken) throw new CoachError('turn_mismatch', 'the id is taken by another session or other work');
  if (turn) {
    if (!turn.isTombstone && turn.bodyHash !== bodyHash) throw new CoachError('turn_mismatch', 'same id, other body');
    if (isOver(turn)) return { do: 'replay', turn };
    return isAlive(turn, now) ? { do: 'follow', turn } : resume(turn, session, now);
  }
  const refusal = refusalOf(session, now);
  if (refusal) throw refusal;
  if (session.activeTurn) return { do: 'wait', turnId: session.activeTurn };
  const { lastTurn, lastCompletedTurn, parkedTurn } = session;
  if (parentTurnId !== undefined && ![lastTurn, lastCompletedTurn, parkedTurn].includes(parentTurnId)) {
    throw new CoachError('predecessor_mismatch', 'the session has moved on');
  }
  checkTurnLimit(sessionLimitsOf(coach, loaded.user.tier), session);
  return { do: 'claim', session, previous: undefined };
}

/** Resumes a turn whose producer is dead, unless it was stopped, its session has closed or it was tried too often. */
function resume(turn: TurnRecord, session: SessionRecord, now: number): Decision {
  if (turn.stopAt !== undefined) return { do: 'giveUp', code: undefined };
  const refusal = refusalOf(session, now);
  if (refusal) return { do: 'giveUp', code: refusal.code };
  if (turn.epoch >= MAX_EPOCHS) return { do: 'giveUp', code: 'attempts_exhausted' };
  const isFree = session.activeTurn === null || session.activeTurn === turn.turnId;
  return isFree ? { do: 'claim', session, previous: turn } : { do: 'wait', turnId: session.activeTurn };
}

export const isOver = ({ state }: TurnRecord): boolean => state !== 'running' && state !== 'parked';

export const isAlive = ({ state, leaseUntil }: TurnRecord, now: number): boolean =>
  state === 'running' && now <= leaseUntil + GRACE_MS;

export const inProgress = (turnId: string): CoachError =>
  new CoachError('turn_in_progress', 'another turn is running', { details: { turnId }, retryAfterMs: 1_000 });
