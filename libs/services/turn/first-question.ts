import type { CoachEvent } from '#contract/events';
import { imageKeys } from '#domain/uploads/request-images';
import { createEventQueue, type EventQueue } from './event-queue.ts';
import { beginCall, type ModelCall } from './model-call.ts';
import type { Attempt } from './open-attempt.ts';
import { askOf, type Question, type ShorterPast } from './question.ts';
import { startSideStage } from './side-stage.ts';
import type { TurnDeps } from './turn-deps.ts';
import type { WithImages } from './turn-images.ts';

/** The first model request, and its call if it was sent already. */
export interface FirstQuestion {
  readonly question: Question;
  readonly shorter: ShorterPast | undefined;
  readonly call: ModelCall | undefined;
  /** The result of the coach's `prepare`. */
  readonly prepared: unknown;
}

export interface Preparation {
  /** Events of the coach's `prepare`, to be sent once the claim is acknowledged. */
  readonly events: EventQueue;
  readonly first: Promise<FirstQuestion>;
}

/**
 * Starts the coach's `prepare`, if it has one, beside the claim, and sends the model request as soon as it is known and
 * may be sent: its images are read beside the claim, and it is sent beside the claim where the plan allows it, because the reads of admission predict that the claim will
 * succeed, otherwise once the claim is acknowledged. When the claim fails, the attempt's stop aborts both before an
 * event is sent.
 */
export function beginQuestion<Body, State>(attempt: Attempt<Body, State>, deps: TurnDeps): Preparation {
  const { coach, planned, stop, claimed } = attempt;
  const images = beginImages(attempt, deps);
  const withCall = async (keyed: Question, prepared?: unknown): Promise<FirstQuestion> => {
    const asked = { question: keyed, shorter: planned.question.shorter };
    const { question, shorter } = images === undefined ? asked : (await images)(asked);
    if (!planned.isCovered) return { question, shorter, prepared, call: undefined };
    if (!planned.asksBesideClaim) await claimed;
    const mayAsk = !stop.signal.aborted;
    const call = mayAsk ? beginCall(deps.model, question.request, stop.signal) : undefined;
    return { question, shorter, prepared, call };
  };
  if (!coach.prepare) {
    const events = createEventQueue();
    events.close();
    return { events, first: handledLater(withCall(planned.question)) };
  }
  const { events, result } = startSideStage((signal) => prepare(attempt, signal), {
    ...deps,
    name: 'prepare',
    parent: stop.signal,
    limitMs: coach.limits.side?.prepareMs ?? 0,
  });
  const first = result.then((prepared) => withCall(preparedQuestion(attempt, prepared, deps), prepared));
  return { events, first: handledLater(first) };
}

/** Starts to read the images of the request. `undefined` when it has none, so that its turn waits for nothing. */
function beginImages<Body, State>(
  { planned: { question }, stop }: Attempt<Body, State>,
  deps: TurnDeps,
): Promise<WithImages> | undefined {
  if (!question.request.messages.some(({ content }) => imageKeys(content).length > 0)) return undefined;
  // Loaded here, because a turn without images never needs it.
  const load = async () => (await import('./turn-images.ts')).loadImages(question, deps, stop.signal);
  return handledLater(load());
}

/** Its error is the turn's, also when the turn ends before it. */
function handledLater<Value>(promise: Promise<Value>): Promise<Value> {
  promise.catch(() => undefined);
  return promise;
}

async function* prepare<Body, State>(
  { coach, planned, workFor, hasSideRoom }: Attempt<Body, State>,
  signal: AbortSignal,
): AsyncGenerator<CoachEvent, unknown, undefined> {
  if (!coach.prepare || !(await hasSideRoom)) return undefined;
  return yield* coach.prepare(planned.question.context, workFor(signal));
}

/** The prompt with the prepared part. Drops that part when it exceeds the room in the hold. */
function preparedQuestion<Body, State>(
  { coach, planned }: Attempt<Body, State>,
  prepared: unknown,
  { telemetry }: TurnDeps,
): Question {
  if (prepared === undefined) return planned.question;
  const question = askOf(coach, planned.question.context, prepared);
  if (question.inputTokens <= planned.question.inputTokens) return question;
  telemetry.count('PreparedTooLong', { kind: coach.kind });
  return planned.question;
}
