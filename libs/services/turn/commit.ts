import type { Frame } from '#contract/sse';
import { chargeOf } from '#contract/usage';
import { CoachError } from '#ports/errors';
import { startJobs } from '../start-jobs.ts';
import { countsAsTurn, returned } from './access.ts';
import { type Ending, outcomeOf } from './ending.ts';
import type { Attempt } from './open-attempt.ts';
import type { TurnDeps } from './turn-deps.ts';

/**
 * Makes the ending true in one transaction, sends it, and hands over the jobs that it ordered.
 * Storage that does not answer leaves the turn to the next attempt: a terminal event is stored before it is sent.
 *
 * @returns false when the turn had ended otherwise, or could not be ended.
 */
export async function* commit<Body, State>(
  { planned, progress, hold, used }: Attempt<Body, State>,
  { event, events, changes, counts }: Ending,
  deps: TurnDeps,
): AsyncGenerator<Frame, boolean, undefined> {
  const { frames, tail } = await progress.close([...events, event]);
  const usage = used();
  const wasShown = changes.state === 'completed' || progress.hasShown();
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
      ...changes,
      messageSeq: planned.claim.message.seq,
      countsAsTurn: countsAsTurn(changes.state, wasShown),
      ...returned(planned.grant, wasShown),
    });
  try {
    const isOurs = await finish().catch(async (error: unknown) => {
      // Of a turn that is ours, only a hold that has moved can refuse the end.
      if (!(error instanceof CoachError) || error.code !== 'internal') throw error;
      await hold.recount();
      return finish();
    });
    if (!isOurs) return false;
  } catch (error) {
    deps.telemetry.log('error', 'a turn could not be ended', { error, turnId: planned.claim.ref.turnId });
    return false;
  }
  yield* frames;
  for (const [metric, value] of Object.entries(counts)) deps.telemetry.count(metric, {}, value);
  await startJobs(changes.jobs, deps);
  return true;
}
