import type { CoachEvent } from '#contract/events';
import type { Frame } from '#contract/sse';
import { chargeOf } from '#contract/usage';
import type { ContextualEvent } from '#domain/coach';
import type { Clock } from '#ports/clock';
import { CoachError, Fenced, Stopped } from '#ports/errors';
import type { Production } from './answer.ts';
import { chargeLost } from './charge-lost.ts';
import { commit } from './commit.ts';
import { completed, type Ending, failed, stopped } from './ending.ts';
import type { FirstQuestion, Preparation } from './first-question.ts';
import { keepAlive } from './heartbeat.ts';
import type { Attempt } from './open-attempt.ts';
import { BESIDE_WAIT_MS } from './parameters.ts';
import { produce } from './produce.ts';
import { type SideStage, startSideStage, withSideEvents } from './side-stage.ts';
import { createSummary, type Summary } from './summary.ts';
import type { Asked, TurnDeps } from './turn-deps.ts';

/** A turn that this attempt has claimed. */
export interface Claimed<Body, State> {
  readonly attempt: Attempt<Body, State>;
  readonly preparation: Preparation;
}

/**
 * Produces a claimed turn to its end: completed, failed, or fenced by another attempt. A fenced producer sends nothing
 * more and writes nothing.
 *
 * @returns whether the turn's terminal event was sent.
 */
export async function* produceTurn<Body, State>(
  claimed: Claimed<Body, State>,
  asked: Asked,
  deps: TurnDeps,
): AsyncGenerator<Frame, boolean, undefined> {
  const { attempt } = claimed;
  const summary = createSummary(attempt.planned.claim, asked, deps);
  const ending = yield* produceUntilOver(claimed, summary, asked.deadline, deps);
  const ended = ending && (yield* commit(attempt, ending, deps));
  if (ended) summary.ended(ended, attempt.progress.epoch(), attempt.used());
  else {
    summary.fenced(attempt.progress.epoch());
    await payForTheRest(attempt, deps);
  }
  return ended !== undefined;
}

/** The turn pays only for what a fenced producer had stored. */
async function payForTheRest<Body, State>(
  { planned, progress, used }: Attempt<Body, State>,
  deps: TurnDeps,
): Promise<void> {
  const tokens = chargeOf(used()) - chargeOf(progress.storedUsage());
  if (tokens > 0) await chargeLost(planned.claim, { tokens, isUnclaimed: false }, deps);
}

/** @returns how the turn ends; `undefined` when another process ends it. */
async function* produceUntilOver<Body, State>(
  claimed: Claimed<Body, State>,
  summary: Summary,
  deadline: AbortSignal,
  deps: TurnDeps,
): AsyncGenerator<Frame, Ending | undefined, undefined> {
  const { progress, used, stop, planned } = claimed.attempt;
  const over = new AbortController();
  const outOfTime = () => stop.abort(new CoachError('deadline_exceeded', 'the function is running out of time'));
  if (deadline.aborted) outOfTime(); // while the turn was claimed
  deadline.addEventListener('abort', outOfTime, { once: true });
  const heartbeat = keepAlive({
    ...deps,
    beat: (leaseUntil) => progress.beat(leaseUntil, used()),
    check: progress.check,
    checkpoint: progress.checkpoint,
    until: over.signal,
    stop,
  });
  try {
    return yield* events(claimed, summary, deps);
  } catch (error) {
    if (error instanceof Fenced) return undefined;
    if (error instanceof Stopped) return stoppedNow(claimed.attempt, deps);
    deps.telemetry.log('error', 'a turn failed', { error, turnId: planned.claim.ref.turnId });
    return failed(planned.claim.ref, error);
  } finally {
    over.abort();
    stop.abort(new Fenced('the attempt is over'));
    deadline.removeEventListener('abort', outOfTime);
    await heartbeat;
  }
}

/** Keeps all text that was sent, and charges every call. */
const stoppedNow = <Body, State>({ planned, progress, used }: Attempt<Body, State>, { clock, ids }: TurnDeps): Ending =>
  stopped(planned.claim, progress.text(), { usage: used(), now: clock.now(), newId: ids.ulid });

async function* events<Body, State>(
  { attempt, preparation }: Claimed<Body, State>,
  summary: Summary,
  deps: TurnDeps,
): AsyncGenerator<Frame, Ending, undefined> {
  const { progress, planned, used } = attempt;
  for (const event of progress.opening()) yield progress.record(event);
  const beside = startBeside(attempt, deps);
  const answering = answer(attempt, preparation, deps);
  const all = beside ? withSideEvents(answering, beside.events, isAnswerText) : answering;
  for (;;) {
    const { value, done } = await all.next();
    if (done) {
      summary.produced(value.production);
      const noted = beside && (await resultInTime(beside, deps.clock));
      attempt.stop.signal.throwIfAborted();
      const side = { prepared: value.prepared, noted };
      return completed(attempt.coach, planned, value.production, side, {
        usage: used(),
        now: deps.clock.now(),
        newId: deps.ids.ulid,
      });
    }
    summary.shown(value);
    yield progress.record(value);
  }
}

const isAnswerText = ({ type }: CoachEvent): boolean => type === 'chunk';

/** Prepares, then answers. */
async function* answer<Body, State>(
  { coach, planned, progress, meter, hold, stop, hasSideRoom, shorterWindow }: Attempt<Body, State>,
  { events: prepared, first }: Preparation,
  deps: TurnDeps,
): AsyncGenerator<CoachEvent, { readonly production: Production; readonly prepared: unknown }, undefined> {
  for (let event = await prepared.next(); event; event = await prepared.next()) yield event;
  stop.signal.throwIfAborted();
  await hasSideRoom; // throws when the hold could not be extended
  const { question, shorter, call, ...stage }: FirstQuestion = await first;
  if (!coach.beside) hold.closeSide();
  const restart = async () => {
    await progress.restart();
    return progress.opening();
  };
  const production = yield* produce(
    {
      request: question.request,
      tools: question.tools,
      maxSteps: coach.limits.maxSteps,
      begun: call,
      shorter,
    },
    {
      ...deps,
      sub: planned.claim.ref.sub,
      counts: planned.counts,
      meter,
      hold,
      signal: stop.signal,
      restart,
      onShorterWindow: (messages) => {
        shorterWindow.messages = messages;
      },
    },
  );
  return { production, prepared: stage.prepared };
}

function startBeside<Body, State>(
  { coach, planned, workFor, hasSideRoom, stop }: Attempt<Body, State>,
  deps: TurnDeps,
): SideStage<ContextualEvent, unknown> | undefined {
  const { beside } = coach;
  if (!beside) return undefined;
  return startSideStage(
    async function* (signal) {
      if (!(await hasSideRoom)) return undefined;
      return yield* beside.call(coach, planned.question.context, workFor(signal));
    },
    { ...deps, name: 'beside', parent: stop.signal },
  );
}

/** The commit waits a limited time for the work. Later work is aborted, and its input stays charged. */
async function resultInTime(stage: SideStage<ContextualEvent, unknown>, clock: Clock): Promise<unknown> {
  const over = new AbortController();
  await Promise.race([stage.result, clock.sleep(BESIDE_WAIT_MS, over.signal)]);
  over.abort();
  stage.stop(new Error('the answer is finished'));
  return stage.result;
}
