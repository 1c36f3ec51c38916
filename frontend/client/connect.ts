import { createDeadline, type Deadline } from './deadline.ts';
import type { Limits } from './limits.ts';
import { type ReceivedEvent, readEvents } from './read-events.ts';
import { failureOf, Refusal, Unreachable } from './refusal.ts';

export interface StreamRequest {
  readonly url: string;
  readonly token: string;
  readonly body: string;
}

export interface ConnectDeps {
  readonly fetch: typeof fetch;
  readonly limits: Limits;
  readonly now: () => number;
}

/** Whatever broke on the way is one thing to the caller, unless the server itself refused. */
const asFailure = (error: unknown): Refusal | Unreachable =>
  error instanceof Refusal || error instanceof Unreachable
    ? error
    : new Unreachable('the connection broke', { cause: error });

async function* bytesOf(body: ReadableStream<Uint8Array>, deadline: Deadline, stallMs: number) {
  // A reader, since not every browser iterates over streams.
  const reader = body.getReader();
  try {
    for (;;) {
      deadline.within(stallMs);
      const { done, value } = await reader.read();
      deadline.rest();
      if (done) return;
      yield value;
    }
  } finally {
    // The stream may be broken already; there is nobody to tell.
    await reader.cancel().catch(() => undefined);
  }
}

/**
 * One attempt: posts a turn and reads what comes back until the stream ends, well or not.
 *
 * @throws {Refusal} when our server refused, before the first event.
 * @throws {Unreachable} for anything else that isn't a stream of ours, and when it falls silent.
 */
export async function* connect(
  { url, token, body }: StreamRequest,
  { fetch, limits, now }: ConnectDeps,
  leave: AbortSignal,
): AsyncGenerator<ReceivedEvent, void, undefined> {
  const deadline = createDeadline(leave);
  try {
    deadline.within(limits.headersMs);
    const response = await fetch(url, {
      method: 'POST',
      headers: { accept: 'text/event-stream', 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body,
      signal: deadline.signal,
    });
    const isStream = response.ok && response.headers.get('content-type')?.startsWith('text/event-stream');
    if (!isStream || !response.body) throw await failureOf(response, now());
    yield* readEvents(bytesOf(response.body, deadline, limits.stallMs));
  } catch (error) {
    throw asFailure(error);
  } finally {
    deadline.close();
  }
}
