import { nextTick } from 'node:process';
import type { Clock } from '#ports/clock';
import type { HttpAnswer } from '#ports/http';

/** The part of Lambda's response stream that is used. The stream is no `instanceof Writable`. */
export interface ResponseStream {
  write(chunk: string): boolean;
  end(callback: () => void): unknown;
  once(event: 'drain' | 'error' | 'close', listener: (error?: unknown) => void): unknown;
  off(event: 'drain' | 'error' | 'close', listener: (error?: unknown) => void): unknown;
}

/**
 * Longest silence of a stream, in milliseconds. Well below the idle timeouts on the way to a browser (30 s and more).
 */
const SILENCE_MS = 10_000;

/**
 * A body that is available at once is written in pieces of about this size. Otherwise one turn of the event loop would
 * buffer all of it.
 */
const JOINED_CHARACTERS = 16_384;

/**
 * Writes a body at the pace of its reader and ends the stream. When the reader has gone, the body is still read to its
 * end and discarded, because the turn that produces it must still commit.
 *
 * The head is sent with the first write, and an `end()` without a write loses it, so there always is a write.
 * @see https://github.com/aws/aws-lambda-nodejs-runtime-interface-client/issues/97
 */
export async function writeBody(
  { body, heartbeat }: Pick<HttpAnswer, 'body' | 'heartbeat'>,
  stream: ResponseStream,
  clock: Clock,
): Promise<void> {
  const writer = createWriter(stream, clock);
  const over = new AbortController();
  if (heartbeat !== undefined) void keepAlive(writer, heartbeat, clock, over.signal);
  try {
    if (typeof body === 'string') {
      writer.add(body);
    } else {
      for await (const part of body) {
        const behind = writer.behind();
        if (behind !== undefined) await behind;
        writer.add(part);
      }
    }
  } finally {
    over.abort();
    writer.flush();
  }
  await writer.end();
}

/** Writes `heartbeat` in every silence until aborted. */
async function keepAlive(writer: Writer, heartbeat: string, clock: Clock, until: AbortSignal): Promise<void> {
  while (!until.aborted) {
    const leftMs = SILENCE_MS - writer.silentMs();
    if (leftMs > 0) await clock.sleep(leftMs, until);
    else writer.beat(heartbeat);
  }
}

interface Writer {
  add(part: string): void;
  flush(): void;
  /** Resolves when the reader has caught up. `undefined` when it already has. */
  behind(): Promise<void> | undefined;
  /** Milliseconds since the last write. */
  silentMs(): number;
  beat(heartbeat: string): void;
  end(): Promise<void>;
}

/**
 * Joins parts that arrive in the same turn of the event loop to one write. It flushes when no more parts can arrive in
 * that turn, so no part waits for another: a burst of tokens costs one write, and a single token is not delayed.
 */
function createWriter(stream: ResponseStream, clock: Clock): Writer {
  let [joined, hasBegun, isGone] = ['', false, false];
  let writtenAt = clock.now();
  let behind: Promise<void> | undefined;
  const leave = () => {
    isGone = true;
  };
  stream.once('error', leave);
  stream.once('close', leave);

  const write = (chunk: string) => {
    hasBegun = true;
    writtenAt = clock.now();
    if (isGone || stream.write(chunk)) return;
    behind = drained(stream).then(() => {
      behind = undefined;
    });
  };
  const flush = () => {
    if (joined === '') return;
    const chunk = joined;
    joined = '';
    write(chunk);
  };

  return {
    add(part) {
      if (joined === '') nextTick(flush); // runs after all promises that are ready to continue
      joined += part;
      if (joined.length >= JOINED_CHARACTERS) flush();
    },
    flush,
    behind: () => behind,
    silentMs: () => clock.now() - writtenAt,
    beat(heartbeat) {
      if (behind === undefined) write(heartbeat);
      else writtenAt = clock.now(); // unread data needs no further heartbeat
    },
    async end() {
      if (!hasBegun) write('');
      if (!isGone) await new Promise<void>((resolve) => stream.end(resolve));
    },
  };
}

function drained(stream: ResponseStream): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const events = ['drain', 'error', 'close'] as const;
  const wake = () => {
    for (const event of events) stream.off(event, wake);
    resolve();
  };
  for (const event of events) stream.once(event, wake);
  return promise;
}
