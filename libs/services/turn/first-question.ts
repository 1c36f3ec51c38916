import type { CoachEvent } from '#contract/events';
import { createEventQueue, type EventQueue } from './event-queue.ts';
import { beginCall, type ModelCall } from './model-call.ts';
import type { Attempt } from './open-attempt.ts';
import { askOf, type Question } from './question.ts';
import { startSideStage } from './side-stage.ts';
import type { TurnDeps } from './turn-deps.ts';

/** What the model is asked first, and the call where it is under way. */
export interface FirstQuestion {
  readonly question: Question;
  readonly call: ModelCall | undefined;
  /** What the coach's stage has returned. */
  readonly prepared: unknown;
}

export interface Preparation {
  /** Events of the coach's stage, to be sent once the claim is acknowledged. */
  readonly events: EventQueue;
  readonly first: Promise<FirstQuestion>;
}

/**
 * Begins beside the claim: the coach's stage, if it has one, and the model request as soon as it is known. What was read
 * says that the claim will pass. When it does not, the attempt's stop aborts both before an event has left.
 */
export function beginQuestion<Body, State>(attempt: Attempt<Body, State>, deps: TurnDeps): Preparation {
  const { coach, planned, stop } = attempt;
  const withCall = (question: Question, prepared?: unknown): FirstQuestion => {
    const mayAsk = planned.isCovered && !stop.signal.aborted;
    return { question, prepared, call: mayAsk ? beginCall(deps.model, question.request, stop.signal) : undefined };
  };
  if (!coach.prepare) {
    const events = createEventQueue();
    events.close();
    return { events, first: Promise.resolve(withCall(planned.question)) };
  }
  const { events, result } = startSideStage((signal) => prepare(attempt, signal), {
    ...deps,
    name: 'prepare',
    parent: stop.signal,
    limitMs: coach.limits.side?.prepareMs ?? 0,
  });
  const first = result.then((prepared) => withCall(preparedQuestion(attempt, prepared, deps), prepared));
  return { events, first };
}

async function* prepare<Body, State>(
  { coach, planned, workFor, hasSideRoom }: Attempt<Body, State>,
  signal: AbortSignal,
): AsyncGenerator<CoachEvent, unknown, undefined> {
  if (!coach.prepare || !(await hasSideRoom)) return undefined;
  return yield* coach.prepare(planned.question.context, workFor(signal));
}

/** The prompt with what was prepared; without it when it is more than the hold has room for. */
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
