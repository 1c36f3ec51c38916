import { createDeadline } from './deadline.ts';
import type { Limits } from './limits.ts';
import type { TurnPath } from './paths.ts';
import { createBlocks, createWhole, type ReceivedEvent, receivedFrom } from './read-events.ts';
import { failureOf, Refusal, Unreachable } from './refusal.ts';

export interface StreamRequest {
  readonly path: TurnPath;
  readonly token: string;
  /** `null` when a turn is only read. */
  readonly body: string | null;
}

export interface ConnectDeps {
  readonly fetch: typeof fetch;
  readonly limits: Limits;
  readonly now: () => number;
}

/** Every failure that is not a refusal of our server is the same to the caller. */
const asFailure = (error: unknown): Refusal | Unreachable =>
  error instanceof Refusal || error instanceof Unreachable
    ? error
    : new Unreachable('the connection broke', { cause: error });

/**
 * One attempt: requests a turn and yields its events until the stream ends, with or without a terminal event. Yields
 * nothing for 204.
 *
 * @throws {Refusal} when our server refuses, before the first event.
 * @throws {Unreachable} for anything else that isn't a stream of ours, and when no byte arrives in time.
 */
export async function* connect(
  { path, token, body }: StreamRequest,
  { fetch, limits, now }: ConnectDeps,
  leave: AbortSignal,
): AsyncGenerator<ReceivedEvent, void, undefined> {
  const deadline = createDeadline(leave);
  let begunAt: number | undefined;
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  try {
    deadline.within(limits.headersMs);
    const response = await fetch(path.url, {
      method: path.method,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body,
      signal: deadline.signal,
    });
    if (response.status === 204) return;
    const type = path.number === 3 ? 'application/json' : 'text/event-stream';
    const isOurs = response.ok && response.headers.get('content-type')?.startsWith(type);
    if (!isOurs || !response.body) throw await failureOf(response, now());
    begunAt = now();
    // A reader, because not every browser can iterate over streams.
    reader = response.body.getReader();
    const take = path.number === 3 ? createWhole() : createBlocks();
    for (let isOver = false; !isOver; ) {
      deadline.within(limits.stallMs);
      const { done, value } = await reader.read();
      deadline.clear();
      for (const block of take(value)) {
        const received = receivedFrom(block);
        if (received) yield received;
      }
      isOver = done;
    }
  } catch (error) {
    const lasted = begunAt !== undefined && now() - begunAt >= limits.lastedMs;
    throw Object.assign(asFailure(error), { begun: begunAt !== undefined, lasted });
  } finally {
    deadline.close();
    // The stream may be broken already.
    await reader?.cancel().catch(() => undefined);
  }
}
