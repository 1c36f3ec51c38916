import type { Readable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import type { FunctionFailure, ResponseSink } from './backend.ts';
import { type FromWorker, TAKEN_BYTES, type ToWorker, type WorkerSetup } from './protocol.ts';

export interface WorkerThreadDeps {
  readonly setup: WorkerSetup;
  /** The whole environment; nothing is inherited. */
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** Receives the function's standard output and error. */
  readonly onOutput: (output: Readable) => void;
  /** Called when an invocation times out. Lambda would kill its environment. */
  readonly onTimeout: () => void;
  /** Called when the worker takes no more invocations. The thread itself may still be ending. */
  readonly onGone: () => void;
  /** Called when the thread has ended. */
  readonly onExit: () => void;
}

export interface WorkerThread {
  /** @returns a promise that resolves when the invocation has finished. */
  invoke(id: string, payload: string, sink: ResponseSink): Promise<void>;
  /** Resolves when the function's module has been loaded, or with the failure. */
  readonly loaded: Promise<FunctionFailure | undefined>;
  /** Number of invocations that have neither finished nor timed out. */
  running(): number;
  /** Fails all running invocations at once, like a crash of the process. */
  terminate(): Promise<void>;
}

interface Running {
  readonly sink: ResponseSink;
  readonly finished: () => void;
  timer: NodeJS.Timeout | undefined;
  takenBytes: number;
  answered: boolean;
}

/** Starts a thread for a function: the outer side of `worker.ts`. */
export function startWorkerThread(deps: WorkerThreadDeps): WorkerThread {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    env: { ...deps.environment },
    workerData: deps.setup,
    stdout: true,
    stderr: true,
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  const runs = new Map<string, Running>();
  const state: { ready: boolean; gone: FunctionFailure | undefined } = { ready: false, gone: undefined };
  const loaded = Promise.withResolvers<FunctionFailure | undefined>();

  const post = (message: ToWorker) => worker.postMessage(message);
  const finish = (id: string) => {
    const run = runs.get(id);
    if (!run) return;
    runs.delete(id);
    clearTimeout(run.timer);
    run.finished();
  };
  const failAll = (failure: FunctionFailure) => {
    for (const [id, run] of [...runs]) {
      if (!run.answered) run.sink.fail(failure);
      finish(id);
    }
  };
  const startTimer = (id: string, run: Running) => {
    run.timer = setTimeout(() => {
      if (!run.answered) run.sink.fail(timedOut(id, deps.timeoutMs));
      finish(id);
      deps.onTimeout();
    }, deps.timeoutMs);
  };
  const die = (failure: FunctionFailure) => {
    if (state.gone) return;
    state.gone = failure;
    deps.onGone();
    loaded.resolve(failure);
    failAll(failure);
  };

  worker.on('message', (message: FromWorker) => {
    if (message.type === 'ready') {
      state.ready = true;
      loaded.resolve(undefined);
      for (const [id, run] of runs) startTimer(id, run);
    } else if (message.type === 'broken') {
      die(message.failure);
      worker.terminate();
    } else {
      receive(runs.get(message.id), message, post, finish);
    }
  });
  // An uncaught error in a thread crashes only its function.
  worker.on('error', (error) => die({ errorType: 'Runtime.ExitError', errorMessage: String(error) }));
  worker.on('exit', (code) => {
    die({ errorType: 'Runtime.ExitError', errorMessage: `Runtime exited with error: exit status ${code}` });
    deps.onExit();
  });
  deps.onOutput(worker.stdout);
  deps.onOutput(worker.stderr);

  return {
    loaded: loaded.promise,
    running: () => runs.size,
    async invoke(id, payload, sink) {
      if (state.gone) return sink.fail(state.gone);
      const ended = Promise.withResolvers<void>();
      const run: Running = { sink, finished: ended.resolve, timer: undefined, takenBytes: 0, answered: false };
      runs.set(id, run);
      if (state.ready) startTimer(id, run);
      post({ type: 'invoke', id, payload, timeoutMs: deps.timeoutMs });
      await ended.promise;
    },
    async terminate() {
      die({ errorType: 'Runtime.ExitError', errorMessage: 'Runtime exited with error: signal: killed' });
      await terminateOnce(worker);
    },
  };
}

const endings = new WeakMap<Worker, Promise<number>>();

/** Terminates once, because each call of `terminate` would add another exit listener. */
function terminateOnce(worker: Worker): Promise<number> {
  const ending = endings.get(worker) ?? worker.terminate();
  endings.set(worker, ending);
  return ending;
}

function receive(
  run: Running | undefined,
  message: Exclude<FromWorker, { type: 'ready' | 'broken' }>,
  post: (message: ToWorker) => void,
  finish: (id: string) => void,
): void {
  if (message.type === 'done') finish(message.id);
  if (!run || run.answered) return;
  if (message.type === 'end' || message.type === 'fail') run.answered = true;
  if (message.type === 'open') run.sink.open(message.contentType);
  if (message.type === 'chunk') passOn(run, message.id, message.data, post);
  if (message.type === 'end') run.sink.end();
  if (message.type === 'fail') run.sink.fail(message.failure);
}

/** Passes a chunk to the sink, and acknowledges to the thread when several have been taken. */
function passOn(run: Running, id: string, data: string | Uint8Array, post: (message: ToWorker) => void): void {
  const bytes = typeof data === 'string' ? Buffer.from(data) : data;
  const taken = () => {
    run.takenBytes += bytes.length;
    if (run.takenBytes < TAKEN_BYTES) return;
    post({ type: 'taken', id, sizeBytes: run.takenBytes });
    run.takenBytes = 0;
  };
  const waiting = run.sink.write(bytes);
  if (waiting instanceof Promise) void waiting.finally(taken);
  else taken();
}

const timedOut = (id: string, timeoutMs: number): FunctionFailure => ({
  errorType: 'Sandbox.Timedout',
  errorMessage: `RequestId: ${id} Error: Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`,
});
