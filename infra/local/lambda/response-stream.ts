import { getDefaultHighWaterMark, Writable } from 'node:stream';

/** Sends one response from the worker. */
export interface ResponseChannel {
  open(contentType: string): void;
  /** Calls `taken` when the next chunk may be sent. */
  chunk(data: string | Uint8Array, taken: () => void): void;
  end(): void;
}

/** The runtime's errors have their own name, so that handlers can recognize them. */
export class InvalidStreamingOperation extends Error {
  override readonly name = 'Runtime.InvalidStreamingOperation';
}

/** What a handler receives: most methods of a Writable, but not a Writable. The same as in AWS's runtime. */
export type ResponseStream = Pick<Writable, (typeof METHODS)[number] | (typeof READABLE)[number]> & {
  setContentType(contentType: string): void;
  destroyed: boolean;
  _onBeforeFirstWrite: BeforeFirstWrite | undefined;
};

type BeforeFirstWrite = (write: (data: string | Uint8Array) => void) => void;

const METHODS = [
  'cork',
  'destroy',
  'end',
  'uncork',
  'write',
  'addListener',
  'on',
  'once',
  'prependListener',
  'prependOnceListener',
  'off',
  'removeListener',
  'removeAllListeners',
  'setMaxListeners',
  'getMaxListeners',
  'listeners',
  'rawListeners',
  'listenerCount',
  'eventNames',
  'emit',
] as const;

const READABLE = [
  'writableFinished',
  'writableObjectMode',
  'writableEnded',
  'writableNeedDrain',
  'writableHighWaterMark',
  'writableCorked',
  'writableLength',
  'writable',
] as const;

const DEFAULT_CONTENT_TYPE = 'application/octet-stream';

/**
 * The response stream of AWS's Node runtime. The same calls have the same effects, even unusual ones: `end()` without a
 * `write()` drops the prelude of `HttpResponseStream.from`, because only `write` sends it.
 *
 * @see https://github.com/aws/aws-lambda-nodejs-runtime-interface-client/issues/97
 */
export function createResponseStream(channel: ResponseChannel): ResponseStream {
  const state = { contentType: DEFAULT_CONTENT_TYPE, written: false, opened: false };
  const open = () => {
    if (state.opened) return;
    state.opened = true;
    channel.open(state.contentType);
  };
  const inner = new Writable({
    highWaterMark: getDefaultHighWaterMark(false),
    decodeStrings: false,
    write(data: string | Uint8Array, encoding, taken) {
      open();
      channel.chunk(typeof data === 'string' && encoding !== 'utf8' ? Buffer.from(data, encoding) : data, taken);
    },
    final(finished) {
      open();
      channel.end();
      finished();
    },
  });
  const stream = outside(inner);
  const send = inner.write.bind(inner) as (data: unknown, ...rest: unknown[]) => boolean;
  const write = (data: unknown, ...rest: unknown[]): boolean => {
    if (!state.written) stream._onBeforeFirstWrite?.((prelude) => send(prelude));
    const room = send(isBytes(data) ? data : JSON.stringify(data), ...rest);
    state.written = true;
    return room;
  };
  return Object.assign(stream, {
    write: write as Writable['write'],
    setContentType(contentType: string) {
      if (state.written) throw new InvalidStreamingOperation('Cannot set content-type, too late.');
      state.contentType = contentType;
    },
  });
}

const isBytes = (data: unknown): boolean => typeof data === 'string' || data instanceof Uint8Array;

function outside(inner: Writable): ResponseStream {
  const stream: Record<string, unknown> = { _onBeforeFirstWrite: undefined };
  for (const method of METHODS) {
    stream[method] = (inner[method] as (...values: unknown[]) => unknown).bind(inner);
  }
  for (const property of READABLE) Object.defineProperty(stream, property, { get: () => inner[property] });
  Object.defineProperty(stream, 'destroyed', { get: () => inner.destroyed });
  return stream as unknown as ResponseStream;
}

const PRELUDE_CONTENT_TYPE = 'application/vnd.awslambda.http-integration-response';
const DELIMITER_BYTES = 8;

/** Sets status and headers of the response. The first `write` sends them, so the last call before it wins. */
export function withHttpPrelude(stream: ResponseStream, prelude: unknown): ResponseStream {
  stream.setContentType(PRELUDE_CONTENT_TYPE);
  const head = JSON.stringify(prelude);
  stream._onBeforeFirstWrite = (write) => {
    write(head);
    write(new Uint8Array(DELIMITER_BYTES));
  };
  return stream;
}
