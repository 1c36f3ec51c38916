import type { TurnStatus } from '#contract/turn-responses';
import { NO_USAGE } from '#contract/usage';
import { CoachError } from '#ports/errors';
import type { TurnRecord, TurnRef } from '#ports/turn-records';
import { type CountDeps, countRequest } from './count-request.ts';
import { writeRate } from './rates.ts';
import { type CloseDeps, closeTurn, isUnfinished, type Unfinished } from './turn/close-turn.ts';
import { isAlive, isOver } from './turn/decide.ts';
import { MAX_DECISIONS, STOP_POLL_MS, STOP_WAIT_MS } from './turn/parameters.ts';
import { turnStatus } from './turn-status.ts';

/** A stop of a turn that does not exist counts as a write. One that exists can always be stopped. */
export type AbortDeps = CloseDeps & CountDeps;

/**
 * Stops a turn. Asks the producer first, which then ends its own turn with everything that it has sent. Ends the turn
 * from outside when it still runs after a while, its producer is dead, or it is parked. When this returns, the
 * reservation is settled and the session is free. Does not change a finished turn. Stores a stop that arrives before
 * its turn.
 *
 * @param opensSessions - Whether turns of this coach may create their session, under the turn's id. A stop may arrive
 * before it.
 * @throws {CoachError} `not_found` when the session does not exist; `rate_limited` when the turn does not exist.
 */
export async function abortTurn(ref: TurnRef, deps: AbortDeps, opensSessions = false): Promise<TurnStatus> {
  let askedEpoch = 0;
  let isCounted = false;
  for (let reads = 1; reads <= MAX_DECISIONS; reads += 1) {
    const found = await deps.turns.find(ref);
    const mayComeYet = opensSessions && ref.sessionId === ref.turnId && !found.isClosed;
    if (!found.session && !mayComeYet) throw new CoachError('not_found', 'no such session');
    const { turn } = found;
    if (!turn) {
      if (!isCounted) await countRequest(ref.sub, writeRate(deps.clock.now()), deps);
      isCounted = true;
      if (await storeStop(ref, deps)) break;
    } else if (isOver(turn) || !isUnfinished(found)) break;
    else if (isAlive(turn, deps.clock.now()) && askedEpoch !== turn.epoch) {
      if (await askProducer(ref, turn, deps)) askedEpoch = turn.epoch;
    } else if (await closeTurn(ref, found as Unfinished, deps)) break;
  }
  return turnStatus(ref, deps);
}

/**
 * Asks for the stop, unless it was asked for already. Resolves when the turn does not run in this epoch any more, or the
 * producer's time is up. That time begins when the request is stored: a slow request, or another process's clock, takes
 * none of it.
 *
 * @returns false when the turn did not run in this epoch any more.
 */
async function askProducer(ref: TurnRef, { epoch, stopAt }: TurnRecord, { turns, clock }: CloseDeps): Promise<boolean> {
  if (stopAt === undefined && !(await turns.requestStop(ref, epoch, clock.now()))) return false;
  const until = clock.now() + STOP_WAIT_MS;
  while (clock.now() < until) {
    await clock.sleep(STOP_POLL_MS);
    const now = await turns.read(ref);
    if (now?.state !== 'running' || now.epoch !== epoch) break;
  }
  return true;
}

/** Stores the stop, so that a later claim finds the turn ended. */
function storeStop(ref: TurnRef, { turns, clock }: CloseDeps): Promise<boolean> {
  const { turnId, sessionId } = ref;
  const event = { type: 'aborted' as const, turnId, sessionId, aiResponse: '', usage: NO_USAGE };
  const { aiResponse: _, ...outcome } = event;
  return turns.leaveTombstone({ ref, now: clock.now(), outcome, frame: { id: { epoch: 1, seq: 1 }, event } });
}
