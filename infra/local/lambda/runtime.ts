import type { FunctionFailure } from './backend.ts';
import { createResponseStream, type ResponseChannel, type ResponseStream, withHttpPrelude } from './response-stream.ts';

/** The context of an invocation. */
export interface HandlerContext {
  readonly awsRequestId: string;
  readonly functionName: string | undefined;
  readonly functionVersion: string | undefined;
  readonly invokedFunctionArn: string;
  readonly memoryLimitInMB: string | undefined;
  readonly logGroupName: string | undefined;
  readonly logStreamName: string | undefined;
  readonly xRayTraceId: string;
  getRemainingTimeInMillis(): number;
}

export type BufferedHandler = (event: unknown, context: HandlerContext) => unknown;
export type StreamingHandler = (event: unknown, stream: ResponseStream, context: HandlerContext) => unknown;

const STREAMING = Symbol.for('aws.lambda.runtime.handler.streaming');

/** Defines the global `awslambda` of Lambda's Node runtime. */
export function installRuntimeGlobals(): void {
  Object.assign(globalThis, {
    awslambda: {
      streamifyResponse: (handler: object) => Object.assign(handler, { [STREAMING]: 'response' }),
      HttpResponseStream: { from: withHttpPrelude },
    },
  });
}

/** A failure of the runtime, not of the handler. */
class RuntimeError extends Error {
  override readonly name: string;

  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

/**
 * Loads a function as Lambda does: once, including the top-level code of its module.
 *
 * @throws Error when the export does not exist or takes a callback, which Node 24 on Lambda rejects.
 */
export async function loadHandler(modulePath: string, exportName: string): Promise<BufferedHandler | StreamingHandler> {
  const module = (await import(modulePath)) as Record<string, unknown>;
  const handler = module[exportName] ?? (module['default'] as Record<string, unknown> | undefined)?.[exportName];
  if (typeof handler !== 'function') {
    throw new RuntimeError('Runtime.HandlerNotFound', `${exportName} is undefined or not a function`);
  }
  if (handler.length >= 3 && !isStreaming(handler)) {
    throw new RuntimeError(
      'Runtime.CallbackHandlerDeprecated',
      'callback handlers are not supported from Node.js 24 on',
    );
  }
  return handler as BufferedHandler;
}

const isStreaming = (handler: object): boolean => Reflect.get(handler, STREAMING) === 'response';

/** Receives the response of one invocation. `fail` may be called at any point. */
export interface InvocationChannel extends ResponseChannel {
  fail(failure: FunctionFailure): void;
}

/** Runs one invocation to its end. Never rejects, because failures are passed to `channel`. */
export async function runInvocation(
  handler: BufferedHandler | StreamingHandler,
  event: unknown,
  context: HandlerContext,
  channel: InvocationChannel,
): Promise<void> {
  try {
    if (isStreaming(handler)) await runStreaming(handler as StreamingHandler, event, context, channel);
    else await runBuffered(handler as BufferedHandler, event, context, channel);
  } catch (error) {
    channel.fail(failureOf(error));
  }
}

async function runBuffered(
  handler: BufferedHandler,
  event: unknown,
  context: HandlerContext,
  channel: InvocationChannel,
): Promise<void> {
  const result = await handler(event, context);
  let payload: string;
  try {
    payload = JSON.stringify(result === undefined ? null : result);
  } catch {
    throw new RuntimeError('Runtime.JSONStringifyError', 'Unable to stringify response body');
  }
  channel.open('application/json');
  channel.chunk(payload, () => undefined);
  channel.end();
}

async function runStreaming(
  handler: StreamingHandler,
  event: unknown,
  context: HandlerContext,
  channel: InvocationChannel,
): Promise<void> {
  const stream = createResponseStream(channel);
  const finished = finishOf(stream);
  // Report the handler's own failure, even if the stream fails first.
  finished.catch(() => undefined);
  const returned = handler(event, stream, context);
  if (!isPromise(returned)) throw new Error('Streaming does not support non-async handlers.');
  await returned;
  // A handler that returns without ending the stream waits here until the timeout, as on Lambda.
  await finished;
}

/** Resolves when the stream ends. @throws Error when it is destroyed before. */
function finishOf(stream: ResponseStream): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.once('finish', resolve);
    stream.once('error', reject);
    stream.once('close', () => reject(new Error('Response stream is not finished.')));
  });
}

const isPromise = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function';

export function failureOf(error: unknown): FunctionFailure {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  return { errorType: error.name, errorMessage: error.message, trace: error.stack?.split('\n') ?? [] };
}
