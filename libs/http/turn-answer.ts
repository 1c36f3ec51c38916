import type { Dialect, Encoder, StreamOf } from '#contract/dialects/dialect';
import { isTerminal } from '#contract/events';
import type { Frame } from '#contract/sse';
import type { HttpAnswer } from '#ports/http';
import { noContent, streamed } from './answers.ts';

type Frames = AsyncGenerator<Frame, void, undefined>;

/** Events as they come, in the words of a dialect. */
export interface SseForm {
  readonly dialect: Dialect;
  readonly stream: StreamOf;
}

/** `json` is the terminal event alone, with white space before it while it is awaited. */
export type TurnForm = SseForm | 'json';

/**
 * Answers with a turn. Its first event, or its being accepted, is awaited before there is an answer: a refusal still has
 * its status then. Without any there is nothing to stream, and the answer is 204.
 *
 * @param accepted - Resolves when the turn will not be refused any more, though it may have nothing to say for a while.
 * @throws {CoachError} what the turn refuses with.
 */
export async function answerTurn(frames: Frames, form: TurnForm, accepted: Promise<void>): Promise<HttpAnswer> {
  const first = frames.next();
  const found = await Promise.race([first, accepted.then(() => 'silent' as const)]);
  if (found !== 'silent' && found.done) return noContent();
  const begun = { frames, first };
  if (form === 'json') {
    const body = encoded(begun, terminalOnly, { opening: BLANK });
    return streamed(body, { contentType: 'application/json; charset=utf-8', heartbeat: BLANK });
  }
  const { dialect, stream } = form;
  // Without an event the head is sent with a heartbeat, so that the reader knows that we are here.
  const body = encoded(begun, dialect.createEncoder(stream), { opening: found === 'silent' ? dialect.heartbeat : '' });
  return streamed(body, {
    contentType: 'text/event-stream; charset=utf-8',
    heartbeat: dialect.heartbeat,
    headers: dialect.headers,
  });
}

/** A turn whose first event has been asked for. */
interface Begun {
  readonly frames: Frames;
  readonly first: ReturnType<Frames['next']>;
}

async function* encoded(
  { frames, first }: Begun,
  encoder: Encoder,
  { opening }: { readonly opening: string },
): AsyncGenerator<string, void, undefined> {
  try {
    if (opening !== '') yield opening;
    for (let next = await first; !next.done; next = await frames.next()) yield encoder.encode(next.value);
    yield encoder.end();
  } finally {
    await frames.return();
  }
}

/**
 * JSON may have white space in front, so line breaks keep the connection alive until the turn is over. The first one
 * takes the head along: Lambda sends it with the body's first bytes.
 */
const BLANK = '\n';

const terminalOnly: Encoder = {
  encode: ({ event }) => (isTerminal(event) ? JSON.stringify(event) : ''),
  end: () => '',
};
