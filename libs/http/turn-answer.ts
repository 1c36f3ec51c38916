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

export interface Around {
  readonly clock: Clock;
  /** Resolves when the turn will not be refused any more, though it may have nothing to say for a while. */
  readonly accepted: Promise<void>;
}

/**
 * Answers with a turn. Its first event, or its being accepted, is awaited before there is an answer: a refusal still has
 * its status then. Without any there is nothing to stream, and the answer is 204.
 * @throws {CoachError} what the turn refuses with.
 */
export async function answerTurn(frames: Frames, form: TurnForm, { clock, accepted }: Around): Promise<HttpAnswer> {
  const first = frames.next();
  const found = await Promise.race([first, accepted.then(() => 'silent' as const)]);
  if (found !== 'silent' && found.done) return noContent();
  const begun = startingWith(first, frames);
  return form === 'json'
    ? streamed('application/json; charset=utf-8', terminalOnly(begun, clock))
    : streamed('text/event-stream; charset=utf-8', sse(begun, form, clock, found === 'silent'), form.dialect.headers);
}

async function* startingWith(first: ReturnType<Frames['next']>, rest: Frames): Frames {
  const { value, done } = await first;
  if (done) return;
  yield value;
  yield* rest;
}

/** @param isSilent - There is no event yet: the head is sent with a heartbeat, so that the reader knows that we are here. */
async function* sse(
  frames: Frames,
  { dialect, stream }: SseForm,
  clock: Clock,
  isSilent: boolean,
): AsyncGenerator<string, void, undefined> {
  if (isSilent) yield dialect.heartbeat;
  const encoder = dialect.createEncoder(stream);
  for await (const part of withHeartbeat(frames, { beat: dialect.heartbeat, everyMs: SILENCE_MS, clock })) {
    yield typeof part === 'string' ? part : encoder.encode(part);
  }
  yield encoder.end();
}

/**
 * JSON may have white space in front, so line breaks keep the connection alive until the turn is over. The first one
 * takes the head along: Lambda sends it with the body's first bytes.
 */
async function* terminalOnly(frames: Frames, clock: Clock): AsyncGenerator<string, void, undefined> {
  yield '\n';
  const terminal = (async function* () {
    for await (const { event } of frames) if (isTerminal(event)) yield JSON.stringify(event);
  })();
  yield* withHeartbeat(terminal, { beat: '\n', everyMs: SILENCE_MS, clock });
}
