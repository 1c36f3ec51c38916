import { createDeadline, createTimer } from './deadline.ts';
import type { Limits } from './limits.ts';
import type { TurnPath } from './paths.ts';
import type { Connectivity } from './ports.ts';
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
  readonly connectivity: Connectivity;
  readonly now: () => number;
}

/** Between the events: no byte has arrived for a while, or the first one, or one after that. */
export type Sign = 'silent' | 'heard';

/** Every failure that is not a refusal of our server is the same to the caller. */
export const asFailure = (error: unknown): Refusal | Unreachable =>
  error instanceof Refusal || error instanceof Unreachable
    ? error
    : new Unreachable('the connection broke', { cause: error });

/** Whether a read takes longer than so many milliseconds; false as soon as it ends. */
function createSilence(ms: number) {
  let resolve: (isSilent: boolean) => void = () => undefined;
  const timer = createTimer(() => resolve(true));
  const during = (read: Promise<unknown>) =>
    new Promise<boolean>((done) => {
      resolve = done;
      timer.within(ms);
      const end = () => done(false);
      read.then(end, end);
    });
  return { during, close: timer.close };
}

/** Sends the request. @throws {Refusal | Unreachable} for everything that is no stream of ours. */
async function open({ path, token, body }: StreamRequest, { fetch, now }: ConnectDeps, signal: AbortSignal) {
  const response = await fetch(path.url, {
    method: path.method,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body,
    signal,
  });
  if (response.status === 204) return undefined;
  const type = path.number === 3 ? 'application/json' : 'text/event-stream';
  const isOurs = response.ok && response.headers.get('content-type')?.startsWith(type);
  if (!isOurs || !response.body) throw await failureOf(response, now());
  // A reader, because not every browser can iterate over streams.
  return response.body.getReader();
}

/**
 * One attempt: requests a turn and yields its events until the stream ends, with or without a terminal event. Yields
 * nothing for 204.
 *
 * @throws {Refusal} when our server refuses, before the first event.
 * @throws {Unreachable} for anything else that isn't a stream of ours, when no byte arrives in time, when the page comes
 *   back to a silent stream, and when the server ends a follow.
 */
export async function* connect(
  request: StreamRequest,
  deps: ConnectDeps,
  leave: AbortSignal,
): AsyncGenerator<ReceivedEvent | Sign, void, undefined> {
  const { limits, now } = deps;
  const deadline = createDeadline(leave);
  const silence = createSilence(limits.silentMs);
  let begunAt: number | undefined;
  let heardAt: number | undefined;
  let [isDropped, isFollowOver, isSilent] = [false, false, true];
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  const stopListening = deps.connectivity.onRetryNow(() => {
    if (heardAt === undefined || performance.now() - heardAt < limits.dropAfterMs) return;
    isDropped = true;
    deadline.abort(new Unreachable('no byte in time'));
  });
  const onComment = (comment: string) => {
    isFollowOver = comment === 'again';
  };
  try {
    deadline.within(limits.headersMs);
    reader = await open(request, deps, deadline.signal);
    if (!reader) return;
    begunAt = now();
    const take = request.path.number === 3 ? createWhole() : createBlocks(onComment);
    for (let isOver = false; !isOver; ) {
      heardAt = performance.now();
      deadline.within(limits.stallMs);
      const read = reader.read();
      if (await silence.during(read)) {
        isSilent = true;
        yield 'silent';
      }
      const { done, value } = await read;
      deadline.clear();
      if (isSilent) yield 'heard';
      isSilent = false;
      for (const block of take(value)) {
        const received = receivedFrom(block);
        if (received) yield received;
      }
      isOver = done;
    }
    if (isFollowOver) throw new Unreachable('the server has ended a follow');
  } catch (error) {
    const lasted = begunAt !== undefined && now() - begunAt >= limits.lastedMs;
    // A server that ends every follow at once is not asked without end.
    const isFree = isDropped || (isFollowOver && lasted);
    throw Object.assign(asFailure(error), { begun: begunAt !== undefined, lasted, isFree });
  } finally {
    stopListening();
    deadline.close();
    silence.close();
    // The stream may be broken already.
    await reader?.cancel().catch(() => undefined);
  }
}
