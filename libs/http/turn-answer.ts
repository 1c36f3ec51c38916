import type { Dialect, StreamOf } from '#contract/dialects/dialect';
import { isTerminal } from '#contract/events';
import type { Frame } from '#contract/sse';
import type { Clock } from '#ports/clock';
import type { HttpAnswer } from '#ports/http';
import { noContent, streamed } from './answers.ts';
import { SILENCE_MS, withHeartbeat } from './with-heartbeat.ts';

type Frames = AsyncGenerator<Frame, void, undefined>;

/** Events as they come, in the words of a dialect. */
export interface SseForm {
  readonly dialect: Dialect;
  readonly stream: StreamOf;
}

/** `json` is the terminal event alone, with white space before it while it is awaited. */
export type TurnForm = SseForm | 'json';

/**
 * Answers with a turn. Its first event is awaited before there is an answer: a refusal still has its status then. Without
 * any there is nothing to stream, and the answer is 204.
 * @throws {CoachError} what the turn refuses with.
 */
export async function answerTurn(frames: Frames, form: TurnForm, clock: Clock): Promise<HttpAnswer> {
  const first = await frames.next();
  if (first.done) return noContent();
  const begun = startingWith(first.value, frames);
  return form === 'json'
    ? streamed('application/json; charset=utf-8', terminalOnly(begun, clock))
    : streamed('text/event-stream; charset=utf-8', sse(begun, form, clock), form.dialect.headers);
}

async function* startingWith(first: Frame, rest: Frames): Frames {
  yield first;
  yield* rest;
}

async function* sse(
  frames: Frames,
  { dialect, stream }: SseForm,
  clock: Clock,
): AsyncGenerator<string, void, undefined> {
  const encoder = dialect.createEncoder(stream);
  for await (const part of withHeartbeat(frames, { beat: dialect.heartbeat, everyMs: SILENCE_MS, clock })) {
    yield typeof part === 'string' ? part : encoder.encode(part);
  }
  yield encoder.end();
}

/** JSON may have white space in front, so line breaks keep the connection alive until the turn is over. */
async function* terminalOnly(frames: Frames, clock: Clock): AsyncGenerator<string, void, undefined> {
  const terminal = (async function* () {
    for await (const { event } of frames) if (isTerminal(event)) yield JSON.stringify(event);
  })();
  yield* withHeartbeat(terminal, { beat: '\n', everyMs: SILENCE_MS, clock });
}
