import type { TurnStatus } from '#contract/turn-responses';
import { NO_USAGE } from '#contract/usage';
import { CoachError } from '#ports/errors';
import type { TurnRecord, TurnRef } from '#ports/turn-records';
import { type CloseDeps, closeTurn, isUnfinished, type Unfinished } from './turn/close-turn.ts';
import { isAlive, isOver } from './turn/decide.ts';
import { MAX_DECISIONS, STOP_POLL_MS, STOP_WAIT_MS } from './turn/parameters.ts';
import { turnStatus } from './turn-status.ts';

/**
 * Stops a turn. The stop asks the producer, which ends its own turn with everything that it has sent. A turn that still
 * runs after a while, whose producer is dead, or that is parked, is ended from outside. When this returns, the reservation
 * is settled and the session is free. A finished turn is not changed. A stop that arrives before its turn is stored.
 *
 * @param opensSessions - Turns of this coach may create their session, which then has the turn's id. A stop may arrive
 * before it.
 * @throws {CoachError} `not_found` when the session does not exist.
 */
export async function abortTurn(ref: TurnRef, deps: CloseDeps, opensSessions = false): Promise<TurnStatus> {
  const { turns, clock } = deps;
  const giveUpAt = clock.now() + STOP_WAIT_MS;
  for (let reads = 1; reads <= MAX_DECISIONS; reads += 1) {
    const found = await turns.find(ref);
    const mayComeYet = opensSessions && ref.sessionId === ref.turnId && !found.isDeleted;
    if (!found.session && !mayComeYet) throw new CoachError('not_found', 'no such session');
    const { turn } = found;
    if (!turn) {
      if (await storeStop(ref, deps)) break;
    } else if (isOver(turn) || !isUnfinished(found)) break;
    else if (isAlive(turn, clock.now()) && clock.now() < giveUpAt) await askProducer(ref, turn, giveUpAt, deps);
    else if (await closeTurn(ref, found as Unfinished, deps)) break;
  }
  return turnStatus(ref, deps);
}

/** Resolves when the turn does not run in this epoch any more, or the time is up. */
async function askProducer(ref: TurnRef, { epoch, stopAt }: TurnRecord, until: number, deps: CloseDeps): Promise<void> {
  const { turns, clock } = deps;
  if (stopAt === undefined && !(await turns.requestStop(ref, epoch, clock.now()))) return;
  while (clock.now() < until) {
    await clock.sleep(STOP_POLL_MS);
    const turn = await turns.read(ref);
    if (turn?.state !== 'running' || turn.epoch !== epoch) return;
  }
}

/** Stores the stop, so that a later claim finds the turn ended. */
function storeStop(ref: TurnRef, { turns, clock }: CloseDeps): Promise<boolean> {
  const { turnId, sessionId } = ref;
  const event = { type: 'aborted' as const, turnId, sessionId, aiResponse: '', usage: NO_USAGE };
  const { aiResponse: _, ...outcome } = event;
  return turns.leaveTombstone({ ref, now: clock.now(), outcome, frame: { id: { epoch: 1, seq: 1 }, event } });
}
