import type { CoachEvent } from '#contract/events';
import { type AnswerDeps, type AnswerRequest, answer, isTooLong, type Production } from './answer.ts';
import { BrokenOff } from './model-call.ts';
import { MAX_RESTARTS } from './parameters.ts';
import type { ShorterPast } from './question.ts';

export interface ProduceDeps extends AnswerDeps {
  /**
   * Begins the next epoch. Everything that was shown in this one no longer counts.
   * @returns the first events of the new epoch.
   * @throws {Fenced} when another producer owns the turn.
   */
  readonly restart: () => Promise<readonly CoachEvent[]>;
}

/**
 * Yields thinking, tools and text as the model streams them, and returns the complete answer. Restarts once, in a new
 * epoch, when the model breaks off after it has shown output. A restart drops the staged writes.
 *
 * @throws {ModelFailure} when the model stays busy, refuses, or rejects the request.
 */
export async function* produce(
  request: AnswerRequest,
  deps: ProduceDeps,
): AsyncGenerator<CoachEvent, Production, undefined> {
  let retries = 0;
  let { shorter } = request;
  const onShorterWindow = (windowMessages: number) => {
    shorter = undefined;
    deps.onShorterWindow?.(windowMessages);
  };
  for (let restarts = 0; ; restarts += 1) {
    try {
      const asked = restarts === 0 ? request : { ...request, ...withoutOlderHalf(request, shorter), begun: undefined };
      const whole = yield* answer(asked, { ...deps, onShorterWindow });
      return { ...whole, retries: whole.retries + retries };
    } catch (error) {
      if (!(error instanceof BrokenOff)) throw error;
      if (restarts >= MAX_RESTARTS) throw error.cause;
      if (isTooLong(error.cause) && shorter) onShorterWindow(shorter.windowMessages);
      retries += error.retries + 1;
      deps.signal.throwIfAborted();
      yield* await deps.restart();
    }
  }
}

/** After the model has refused the request as too long, the whole window is never sent again. */
const withoutOlderHalf = (
  { request, shorter }: AnswerRequest,
  unused: ShorterPast | undefined,
): Pick<AnswerRequest, 'request' | 'shorter'> =>
  shorter && !unused
    ? { request: { ...request, messages: shorter.messages }, shorter: undefined }
    : { request, shorter };
