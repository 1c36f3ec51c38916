import type { CoachEvent } from '#contract/events';
import { type AnswerDeps, type AnswerRequest, answer, type Production } from './answer.ts';
import { BrokenOff } from './model-call.ts';
import { MAX_RESTARTS } from './parameters.ts';

export interface ProduceDeps extends AnswerDeps {
  /**
   * Begins the next epoch: whatever was shown in this one no longer counts.
   * @returns the events that the epoch opens with.
   * @throws {Fenced} when the turn is no longer ours.
   */
  readonly restart: () => Promise<readonly CoachEvent[]>;
}

/**
 * Yields thinking, tools and answer as they come, and returns the whole. A model that breaks off in the middle is asked
 * again from the start, once, in a new epoch; what tools had staged until then is forgotten.
 *
 * @throws {ModelFailure} when it stays busy, refuses, or cannot take the request.
 */
export async function* produce(
  request: AnswerRequest,
  deps: ProduceDeps,
): AsyncGenerator<CoachEvent, Production, undefined> {
  let retries = 0;
  for (let restarts = 0; ; restarts += 1) {
    try {
      const begun = restarts === 0 ? request.begun : undefined;
      const whole = yield* answer({ ...request, begun }, deps);
      return { ...whole, retries: whole.retries + retries };
    } catch (error) {
      if (!(error instanceof BrokenOff)) throw error;
      if (restarts >= MAX_RESTARTS) throw error.cause;
      retries += error.retries + 1;
      deps.signal.throwIfAborted();
      yield* await deps.restart();
    }
  }
}
