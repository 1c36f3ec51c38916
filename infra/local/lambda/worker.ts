import { randomBytes } from 'node:crypto';
import { enableCompileCache } from 'node:module';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { failAfterEnd } from './after-end.ts';
import { type FromWorker, type ToWorker, WINDOW_BYTES, type WorkerSetup } from './protocol.ts';
import {
  type BufferedHandler,
  failureOf,
  type HandlerContext,
  type InvocationChannel,
  installRuntimeGlobals,
  loadHandler,
  runInvocation,
  type StreamingHandler,
} from './runtime.ts';
import { shiftDate } from './shifted-date.ts';

/**
 * The inner side of a function's worker thread: one module graph and one environment. Invocations run concurrently and
 * share the module's state. On Lambda each environment runs one invocation at a time.
 */
const setup = workerData as WorkerSetup;
const port = parentPort as MessagePort;

/** Per running invocation: bytes in transit, and the write that waits for an acknowledgement. */
const inTransit = new Map<string, { bytes: number; resume: (() => void) | undefined }>();

const post = (message: FromWorker) => port.postMessage(message);

const afterEnd = failAfterEnd((id, address) =>
  log(id, { errorType: 'WorkAfterEnd', errorMessage: `${address} was requested after the end of the invocation` }),
);

async function start(): Promise<void> {
  if (setup.compileCachePath) enableCompileCache(setup.compileCachePath);
  shiftDate(setup.clockMemory);
  installRuntimeGlobals();
  try {
    const handler = await loadHandler(setup.modulePath, setup.exportName);
    port.on('message', (message: ToWorker) => receive(handler, message));
    post({ type: 'ready' });
  } catch (error) {
    log('', error);
    post({ type: 'broken', failure: failureOf(error) });
  }
}

function receive(handler: BufferedHandler | StreamingHandler, message: ToWorker): void {
  if (message.type === 'taken') taken(message.id, message.sizeBytes);
  else void run(handler, message);
}

async function run(
  handler: BufferedHandler | StreamingHandler,
  { id, payload, timeoutMs }: ToWorker & { type: 'invoke' },
): Promise<void> {
  inTransit.set(id, { bytes: 0, resume: undefined });
  await afterEnd.run(id, () => runInvocation(handler, JSON.parse(payload), contextOf(id, timeoutMs), channelOf(id)));
  inTransit.delete(id);
  post({ type: 'done', id });
}

function channelOf(id: string): InvocationChannel {
  return {
    open: (contentType) => post({ type: 'open', id, contentType }),
    chunk(data, done) {
      // A copy: small buffers are views of a pool, and postMessage would transfer the whole pool.
      post({ type: 'chunk', id, data: typeof data === 'string' ? data : Uint8Array.from(data) });
      const way = inTransit.get(id);
      if (!way) return done();
      way.bytes += typeof data === 'string' ? Buffer.byteLength(data) : data.length;
      if (way.bytes > WINDOW_BYTES) way.resume = done;
      else done();
    },
    end: () => post({ type: 'end', id }),
    fail(failure) {
      log(id, failure);
      post({ type: 'fail', id, failure });
    },
  };
}

function taken(id: string, sizeBytes: number): void {
  const way = inTransit.get(id);
  if (!way) return;
  way.bytes -= sizeBytes;
  if (way.bytes > WINDOW_BYTES || !way.resume) return;
  const { resume } = way;
  way.resume = undefined;
  resume();
}

function contextOf(awsRequestId: string, timeoutMs: number): HandlerContext {
  const endsAt = performance.now() + timeoutMs;
  return {
    awsRequestId,
    functionName: process.env['AWS_LAMBDA_FUNCTION_NAME'],
    functionVersion: process.env['AWS_LAMBDA_FUNCTION_VERSION'],
    invokedFunctionArn: setup.functionArn,
    memoryLimitInMB: process.env['AWS_LAMBDA_FUNCTION_MEMORY_SIZE'],
    logGroupName: process.env['AWS_LAMBDA_LOG_GROUP_NAME'],
    logStreamName: process.env['AWS_LAMBDA_LOG_STREAM_NAME'],
    xRayTraceId: `Root=1-${Math.floor(Date.now() / 1000).toString(16)}-${randomBytes(12).toString('hex')}`,
    // Timeouts are timers, which the local clock does not move, so this must not depend on it either.
    getRemainingTimeInMillis: () => Math.floor(endsAt - performance.now()),
  };
}

/** Writes the line that Lambda logs when an invocation fails. */
function log(requestId: string, error: unknown): void {
  const failure = error instanceof Error ? failureOf(error) : error;
  const line = {
    timestamp: new Date().toISOString(),
    level: 'ERROR',
    requestId,
    message: 'Invoke Error',
    ...(failure as object),
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

await start();
