import { getDefaultHighWaterMark, Writable } from 'node:stream';

/** How one answer leaves the worker. */
export interface ResponseChannel {
  open(contentType: string): void;
  /** Calls `taken` when the next chunk may come. */
  chunk(data: string | Uint8Array, taken: () => void): void;
  end(): void;
}

/** The runtime's own errors have a name of their own; handlers can tell them apart by it. */
export class InvalidStreamingOperation extends Error {
  override readonly name = 'Runtime.InvalidStreamingOperation';
}

/** What a handler is given: most of a Writable, without being one. As in AWS's runtime. */
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
 * The response stream of AWS's Node runtime: the same calls have the same effects, the odd ones too. `end()` without
 * a `write()` loses what `HttpResponseStream.from` said, because only `write` sends the prelude.
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

/** Status and headers of the answer; they go out with its first `write`, so the last call before that counts. */
export function withHttpPrelude(stream: ResponseStream, prelude: unknown): ResponseStream {
  stream.setContentType(PRELUDE_CONTENT_TYPE);
  const head = JSON.stringify(prelude);
  stream._onBeforeFirstWrite = (write) => {
    write(head);
    write(new Uint8Array(DELIMITER_BYTES));
  };
  return stream;
}
