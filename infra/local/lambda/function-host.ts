import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { type FunctionBackend, type FunctionFailure, type ResponseSink, THROTTLED } from './backend.ts';
import { createStartQueue } from './start-queue.ts';
import { startWorkerThread, type WorkerThread } from './worker-thread.ts';

export interface FunctionSpec {
  /** Name of the folder in `functions/`. */
  readonly name: string;
  /** Physical name in the template. */
  readonly functionName: string;
  readonly functionArn: string;
  readonly modulePath: string;
  readonly exportName: string;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  /** Invocations at once, above which Lambda throttles; 0 stops the function. `undefined` reserves none. */
  readonly reservedConcurrency?: number | undefined;
  /** Environment variables, except those that Lambda sets. */
  readonly environment: Readonly<Record<string, string>>;
}

export interface FunctionHostDeps {
  readonly clockMemory: SharedArrayBuffer;
  readonly compileCachePath?: string;
  readonly onOutput: (output: Readable) => void;
  /** Receives a sentence when this machine is too slow for the load. */
  readonly say?: (line: string) => void;
}

/** Invocations that begin at once, each with its reads and its claim. */
const BEGIN_AT_ONCE = 32;

/** A wait of this length is said. */
const SLOW_MS = 5_000;

export interface FunctionHost extends FunctionBackend {
  readonly spec: FunctionSpec;
  /** Loads the function, so that its first request does not wait. @returns the failure, if it cannot be loaded. */
  warm(): Promise<FunctionFailure | undefined>;
  /** Kills the worker at once, like a crash. The next invocation starts another. */
  kill(): Promise<void>;
  /** Number of running invocations. */
  running(): number;
  /** Kills the worker permanently. */
  close(): Promise<void>;
}

/**
 * Runs one Lambda function in its own worker thread.
 *
 * All invocations run concurrently in that thread, up to the reserved concurrency; only some begin at once. After a crash, or if the module could
 * not be loaded, the next invocation starts a new thread. When an invocation times out, the thread takes no new ones
 * and ends when its others have finished. On Lambda only the environment of that invocation would be killed.
 */
export function createFunctionHost(spec: FunctionSpec, deps: FunctionHostDeps): FunctionHost {
  const threads = new Set<WorkerThread>();
  let current: WorkerThread | undefined;
  let closed = false;
  let active = 0;
  const queue = createStartQueue({
    atOnce: BEGIN_AT_ONCE,
    slowMs: SLOW_MS,
    now: () => performance.now(),
    onSlow: (waiting) =>
      deps.say?.(`${spec.name}: this machine is too slow for so many requests at once, ${waiting} more are waiting.`),
  });

  const start = (): WorkerThread => {
    const leave = () => {
      if (current === thread) current = undefined;
    };
    const thread = startWorkerThread({
      setup: {
        clockMemory: deps.clockMemory,
        modulePath: spec.modulePath,
        exportName: spec.exportName,
        functionArn: spec.functionArn,
        ...(deps.compileCachePath && { compileCachePath: deps.compileCachePath }),
      },
      environment: { ...platformEnvironment(spec), ...spec.environment },
      timeoutMs: spec.timeoutMs,
      onOutput: deps.onOutput,
      onTimeout: () => {
        leave();
        if (thread.running() === 0) void thread.terminate();
      },
      onGone: leave,
      onExit: () => threads.delete(thread),
    });
    threads.add(thread);
    current = thread;
    return thread;
  };

  const stopAll = async () => {
    current = undefined;
    await Promise.all([...threads].map((thread) => thread.terminate()));
  };

  return {
    name: spec.name,
    functionArn: spec.functionArn,
    isStopped: spec.reservedConcurrency === 0,
    spec,
    warm: () => (current ?? start()).loaded,
    running: () => [...threads].reduce((sum, thread) => sum + thread.running(), 0),
    async invoke(payload: string, sink: ResponseSink) {
      if (closed) return sink.fail({ errorType: 'Runtime.ExitError', errorMessage: 'the local stack is stopping' });
      if (active >= (spec.reservedConcurrency ?? Number.POSITIVE_INFINITY)) return sink.fail(THROTTLED);
      active += 1;
      try {
        await queue.run(sink, async (answer) => {
          const thread = current ?? start();
          await thread.invoke(randomUUID(), payload, answer);
          if (thread !== current && thread.running() === 0) await thread.terminate();
        });
      } finally {
        active -= 1;
      }
    },
    kill: stopAll,
    async close() {
      closed = true;
      await stopAll();
    },
  };
}

/** Variables that Lambda sets for every function. */
function platformEnvironment(spec: FunctionSpec): Record<string, string> {
  return {
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: spec.functionName,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(spec.memoryMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${spec.functionName}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    LAMBDA_TASK_ROOT: spec.modulePath.replace(/[^/\\]*$/, ''),
    _HANDLER: `index.${spec.exportName}`,
    TZ: ':UTC',
    LANG: 'en_US.UTF-8',
  };
}
