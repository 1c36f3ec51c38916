import type { TerminalEvent } from '#contract/events';
import type { Frame } from '#contract/sse';
import { chargeOf } from '#contract/usage';
import { CoachError, WriteRefused } from '#ports/errors';
import { startJobs } from '../start-jobs.ts';
import { countsAsTurn, returned } from './access.ts';
import { type Ending, failed, outcomeOf } from './ending.ts';
import type { Attempt } from './open-attempt.ts';
import type { TurnDeps } from './turn-deps.ts';

/**
 * Stores the ending in one transaction, sends it, and hands over the jobs that it created. A turn whose ending storage
 * refuses for its content fails at once. When storage does not answer, the next attempt ends the turn: a terminal event
 * is stored before it is sent.
 *
 * @returns the event that ended the turn; `undefined` when the turn had ended otherwise, or could not be ended.
 */
export async function* commit<Body, State>(
  attempt: Attempt<Body, State>,
  { event, events, changes, counts }: Ending,
  deps: TurnDeps,
): AsyncGenerator<Frame, TerminalEvent | undefined, undefined> {
  const { planned, progress, hold, used, shorterWindow } = attempt;
  const { frames, tail } = await progress.close([...events, event]);
  const usage = used();
  const wasShown = progress.hasShown();
  const finish = () =>
    deps.turns.finish({
      ref: planned.claim.ref,
      epoch: progress.epoch(),
      now: deps.clock.now(),
      outcome: outcomeOf(event),
      usage,
      charge: chargeOf(usage),
      reservation: { ...hold.reservation(), period: planned.claim.reservation.period },
      tail,
      ...(shorterWindow.messages !== undefined && { windowMessages: shorterWindow.messages }),
      ...changes,
      messageSeq: planned.claim.message.seq,
      countsAsTurn: countsAsTurn(changes.state, wasShown),
      ...returned(planned.grant, wasShown),
    });
  try {
    const isOurs = await finish().catch(async (error: unknown) => {
      // While this producer owns the turn, only a changed hold can make the commit fail.
      if (!(error instanceof CoachError) || error.code !== 'internal') throw error;
      await hold.recount();
      return finish();
    });
    if (!isOurs) return undefined;
  } catch (error) {
    deps.telemetry.log('error', 'a turn could not be ended', { error, turnId: planned.claim.ref.turnId });
    const isRefused = error instanceof WriteRefused && changes.state !== 'failed';
    return isRefused ? yield* commit(attempt, failed(planned.claim.ref, error), deps) : undefined;
  }
  yield* frames;
  for (const [metric, value] of Object.entries(counts)) deps.telemetry.count(metric, {}, value);
  await startJobs(changes.jobs, deps);
  return event;
}
