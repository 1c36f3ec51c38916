import type { Frame } from '#contract/sse';
import { chargeOf } from '#contract/usage';
import type { CoachKind } from '#domain/coach';
import { CoachError, Fenced } from '#ports/errors';
import { createMeter, type Meter } from '../metering/meter.ts';
import { startJobs } from '../start-jobs.ts';
import { returned } from './access.ts';
import { completed, type Ending, failed, outcomeOf } from './ending.ts';
import { keepAlive } from './heartbeat.ts';
import type { ModelCall } from './model-call.ts';
import type { Plan } from './plan.ts';
import { produce } from './produce.ts';
import { createSummary, type Summary } from './summary.ts';
import { openTokenHold, type TokenHold } from './token-hold.ts';
import type { Asked, TurnDeps } from './turn-deps.ts';
import { createTurnProgress, type TurnProgress } from './turn-progress.ts';

/** A turn that is ours. */
export interface Claimed<Body, State> {
  readonly planned: Plan<Body, State>;
  /** The first model call, when it is under way. */
  readonly begun: ModelCall | undefined;
  /** Stops the production; the reason is what it throws. */
  readonly stop: AbortController;
}

interface Running<Body, State> extends Claimed<Body, State> {
  readonly coach: CoachKind<Body, State>;
  readonly progress: TurnProgress;
  readonly meter: Meter;
  readonly hold: TokenHold;
  readonly summary: Summary;
}

/**
 * Produces a claimed turn to its end: completed, failed, or fenced by another attempt.
 * When fenced it says nothing more, and writes nothing.
 *
 * @returns whether the turn's end was said.
 */
export async function* attempt<Body, State>(
  coach: CoachKind<Body, State>,
  claimed: Claimed<Body, State>,
  asked: Asked,
  deps: TurnDeps,
): AsyncGenerator<Frame, boolean, undefined> {
  const progress = createTurnProgress(claimed.planned, deps);
  const summary = createSummary(claimed.planned.claim, asked, deps);
  const meter = createMeter(claimed.planned.usedBefore);
  const hold = holdOf(claimed.planned, progress, meter, deps);
  const running = { ...claimed, coach, progress, meter, hold, summary };
  const ending = yield* produceUntilOver(running, asked.deadline, deps);
  const isEnded = ending !== undefined && (yield* commit(running, ending, deps));
  if (isEnded) summary.ended(ending.event, progress.epoch(), running.meter.read());
  else summary.fenced(progress.epoch());
  return isEnded;
}

const holdOf = <Body, State>(
  { claim, reservation }: Plan<Body, State>,
  { epoch }: TurnProgress,
  { read: used }: Meter,
  { turns }: TurnDeps,
): TokenHold =>
  openTokenHold({
    turns,
    ref: claim.ref,
    period: claim.reservation.period,
    limit: claim.reservation.limit,
    reservation,
    epoch,
    used,
  });

/** @returns how the turn is to end, `undefined` when it is no longer ours to end. */
async function* produceUntilOver<Body, State>(
  running: Running<Body, State>,
  deadline: AbortSignal,
  deps: TurnDeps,
): AsyncGenerator<Frame, Ending | undefined, undefined> {
  const { progress, meter, stop } = running;
  const over = new AbortController();
  const outOfTime = () => stop.abort(new CoachError('deadline_exceeded', 'the function is running out of time'));
  deadline.addEventListener('abort', outOfTime, { once: true });
  const heartbeat = keepAlive({
    ...deps,
    beat: (leaseUntil) => progress.beat(leaseUntil, meter.read()),
    checkpoint: progress.checkpoint,
    until: over.signal,
    stop,
  });
  try {
    return yield* events(running, deps);
  } catch (error) {
    if (error instanceof Fenced) return undefined;
    deps.telemetry.log('error', 'a turn failed', { error, turnId: running.planned.claim.ref.turnId });
    return failed(running.planned.claim.ref, error);
  } finally {
    over.abort();
    stop.abort(new Fenced('the attempt is over'));
    deadline.removeEventListener('abort', outOfTime);
    await heartbeat;
  }
}

async function* events<Body, State>(
  { coach, planned, begun, stop, progress, meter, hold, summary }: Running<Body, State>,
  deps: TurnDeps,
): AsyncGenerator<Frame, Ending, undefined> {
  const restart = async () => {
    await progress.restart();
    return progress.opening();
  };
  for (const event of progress.opening()) yield progress.record(event);
  const producing = produce(
    { request: planned.request, tools: planned.tools, maxSteps: coach.maxSteps, begun },
    { ...deps, sub: planned.claim.ref.sub, meter, hold, signal: stop.signal, restart },
  );
  for (;;) {
    const { value, done } = await producing.next();
    if (done) {
      summary.produced(value);
      return completed(coach, planned, value, {
        usage: meter.read(),
        now: deps.clock.now(),
        newId: deps.ids.ulid,
      });
    }
    summary.shown(value);
    yield progress.record(value);
  }
}

/**
 * Makes the ending true in one transaction, says so, and hands over what it ordered.
 * Storage that does not answer leaves the turn to the next attempt: an end that may not be stored is not said.
 *
 * @returns false when the turn had ended otherwise, or could not be ended.
 */
async function* commit<Body, State>(
  { planned, progress, meter, hold }: Running<Body, State>,
  { event, changes, counts }: Ending,
  deps: TurnDeps,
): AsyncGenerator<Frame, boolean, undefined> {
  const { frame, tail } = await progress.close(event);
  const usage = meter.read();
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
      ...returned(planned.grant, progress.hasDelivered() || planned.usedBefore.outputTokens > 0),
    });
  try {
    const isOurs = await finish().catch(async (error: unknown) => {
      // A hold that has moved is the only thing that can stand against the end of a turn that is ours.
      if (!(error instanceof CoachError) || error.code !== 'internal') throw error;
      await hold.recount();
      return finish();
    });
    if (!isOurs) return false;
  } catch (error) {
    deps.telemetry.log('error', 'a turn could not be ended', { error, turnId: planned.claim.ref.turnId });
    return false;
  }
  yield frame;
  for (const [metric, value] of Object.entries(counts)) deps.telemetry.count(metric, {}, value);
  await startJobs(changes.jobs, deps);
  return true;
}
