import type { Dialect, Encoder, StreamOf } from '#contract/dialects/dialect';
import { isTerminal } from '#contract/events';
import type { Frame } from '#contract/sse';
import type { HttpAnswer } from '#ports/http';
import { noContent, streamed } from './answers.ts';

/** Returns `again` when the stream ends before its turn does, because the reader had its time. */
type Frames = AsyncGenerator<Frame, unknown, undefined>;

/** SSE in one dialect. */
export interface SseForm {
  readonly dialect: Dialect;
  readonly stream: StreamOf;
}

/** `json` is the terminal event alone, after white space that keeps the connection open. */
export type TurnForm = SseForm | 'json';

/**
 * Answers with a turn. It waits for the first event or for the acceptance, so that a refusal still gets its own status.
 * A turn without events is answered with 204.
 *
 * @param accepted - Resolves when the turn can no longer be refused. Its first event may still be far away.
 * @throws {CoachError} every refusal of the turn.
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
  // Lambda sends the head with the first bytes. Without an event, a heartbeat is those bytes.
  const body = encoded(begun, dialect.createEncoder(stream), { opening: found === 'silent' ? dialect.heartbeat : '' });
  return streamed(body, {
    contentType: 'text/event-stream; charset=utf-8',
    heartbeat: dialect.heartbeat,
    headers: dialect.headers,
  });
}

/** A turn whose first event has been requested. */
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
    let next = await first;
    for (; !next.done; next = await frames.next()) yield encoder.encode(next.value);
    yield encoder.end(next.value === 'again');
  } finally {
    await frames.return(undefined);
  }
}

/**
 * JSON may begin with white space, so line breaks keep the connection open until the turn ends. Lambda sends the head with
 * the first of them.
 */
const BLANK = '\n';

const terminalOnly: Encoder = {
  encode: ({ event }) => (isTerminal(event) ? JSON.stringify(event) : ''),
  end: () => '',
};
