import { NO_USAGE } from '#contract/usage';
import { CoachError } from '#ports/errors';
import type { TurnRef } from '#ports/turn-records';
import { type CloseDeps, closeTurn, isUnfinished, type Unfinished } from './turn/close-turn.ts';
import { isOver } from './turn/decide.ts';
import { MAX_DECISIONS } from './turn/parameters.ts';
import { type TurnStatus, turnStatus } from './turn-status.ts';

/**
 * Stops a turn. When this returns, its reservation is settled and its session is free, even if the producer does not
 * know yet: it learns of the stop with its next heartbeat. A finished turn is not changed. A stop that arrives before
 * its turn is stored.
 *
 * @param opensSessions - Turns of this coach may open their session, which then has the turn's id. A stop may arrive
 * before it.
 * @throws {CoachError} `not_found` when the session does not exist.
 */
export async function abortTurn(ref: TurnRef, deps: CloseDeps, opensSessions = false): Promise<TurnStatus> {
  for (let reads = 1; reads <= MAX_DECISIONS; reads += 1) {
    const found = await deps.turns.find(ref);
    const mayComeYet = opensSessions && ref.sessionId === ref.turnId && !found.isDeleted;
    if (!found.session && !mayComeYet) throw new CoachError('not_found', 'no such session');
    if (!found.turn) {
      if (await storeStop(ref, deps)) break;
    } else if (isOver(found.turn) || !isUnfinished(found) || (await closeTurn(ref, found as Unfinished, deps))) {
      break;
    }
  }
  return turnStatus(ref, deps);
}

/** Stores the stop, so that a later claim finds the turn ended. */
function storeStop(ref: TurnRef, { turns, clock }: CloseDeps): Promise<boolean> {
  const event = {
    type: 'aborted' as const,
    turnId: ref.turnId,
    sessionId: ref.sessionId,
    aiResponse: '',
    usage: NO_USAGE,
  };
  const { aiResponse: _, ...outcome } = event;
  return turns.leaveTombstone({ ref, now: clock.now(), outcome, frame: { id: { epoch: 1, seq: 1 }, event } });
}
