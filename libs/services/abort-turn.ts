import { NO_USAGE } from '#contract/usage';
import { CoachError } from '#ports/errors';
import type { TurnRef } from '#ports/turn-records';
import { type CloseDeps, closeTurn, isUnfinished, type Unfinished } from './turn/close-turn.ts';
import { isOver } from './turn/look.ts';
import { MAX_LOOKS } from './turn/parameters.ts';
import { type TurnStatus, turnStatus } from './turn-status.ts';

/**
 * Stops a turn: when this returns, its reservation is released and its session free, whether or not the producer has
 * heard of it; its next heartbeat will tell it. A finished turn is left as it is. A turn that has not come yet is ended
 * before it begins.
 *
 * @param opensSessions - Turns of this coach may open their session, which then has their id: a stop may come before it.
 * @throws {CoachError} `not_found` when there is no such session.
 */
export async function abortTurn(ref: TurnRef, deps: CloseDeps, opensSessions = false): Promise<TurnStatus> {
  for (let looks = 1; looks <= MAX_LOOKS; looks += 1) {
    const found = await deps.turns.find(ref);
    const mayComeYet = opensSessions && ref.sessionId === ref.turnId && !found.isDeleted;
    if (!found.session && !mayComeYet) throw new CoachError('not_found', 'no such session');
    if (!found.turn) {
      if (await leaveWord(ref, deps)) break;
    } else if (isOver(found.turn) || !isUnfinished(found) || (await closeTurn(ref, found as Unfinished, deps))) {
      break;
    }
  }
  return turnStatus(ref, deps);
}

/** So that a claim on its way finds the turn ended. */
function leaveWord(ref: TurnRef, { turns, clock }: CloseDeps): Promise<boolean> {
  const { turnId, sessionId } = ref;
  const event = { type: 'aborted' as const, turnId, sessionId, aiResponse: '', usage: NO_USAGE };
  const { aiResponse: _, ...outcome } = event;
  return turns.leaveTombstone({ ref, now: clock.now(), outcome, frame: { id: { epoch: 1, seq: 1 }, event } });
}
