import type { PoolOptions, PoolRunnerInitializer, PoolWorker, WorkerRequest } from 'vitest/node';
import { ThreadsPoolWorker } from 'vitest/node';

/** After so many runs a thread is replaced, so that what tests leave behind does not add up. */
const MAX_RUNS = 200;

type Listener = (message: unknown) => void;

/** A thread that has loaded the product and waits for the next mutant. */
interface Thread {
  readonly worker: ThreadsPoolWorker;
  readonly environment: string;
  runs: number;
}

let waiting: Thread | undefined;

/**
 * Runs mutants one after another in the same thread. Vitest would start a thread for each of them, which takes longer
 * than most of its tests. Code that runs while a module loads needs a new thread, because modules load only once.
 */
export const retainedThreads: PoolRunnerInitializer = { name: 'retained-threads', createPoolWorker };

function createPoolWorker(options: PoolOptions): PoolWorker {
  const { project, environment } = options;
  const onMessage = new Set<Listener>();
  let thread: Thread | undefined;
  let isReused = false;
  let isKept = false;

  const current = (): Thread => {
    if (thread === undefined) throw new Error('a thread is used before its start');
    return thread;
  };
  const answer = (type: 'started' | 'stopped') =>
    queueMicrotask(() => {
      for (const listener of [...onMessage]) listener({ type, __vitest_worker_response__: true });
    });
  const canBeShared = () => project.getProvidedContext()['mutantActivation' as never] === 'runtime';

  return {
    name: 'threads',
    on(event, listener) {
      if (event === 'message') onMessage.add(listener);
      current().worker.on(event, listener);
    },
    off(event, listener) {
      onMessage.delete(listener);
      current().worker.off(event, listener);
    },
    deserialize: (data) => data,
    async start() {
      isReused = canBeShared() && waiting?.environment === environment.name;
      if (isReused) thread = waiting;
      else {
        await waiting?.worker.stop();
        thread = { worker: new ThreadsPoolWorker(options), environment: environment.name, runs: 0 };
        await thread.worker.start();
      }
      waiting = undefined;
    },
    send(message) {
      if (message.type === 'start' && isReused) return answer('started');
      if (message.type === 'run') {
        current().runs += 1;
        return current().worker.send(withNames(message, project.config.testNamePattern));
      }
      if (message.type !== 'stop') return current().worker.send(message);
      isKept = canBeShared() && current().runs < MAX_RUNS && project.vitest.state.errorsSet.size === 0;
      return isKept ? answer('stopped') : current().worker.send(message);
    },
    async stop() {
      if (isKept) {
        for (const listener of onMessage) current().worker.off('message', listener);
        waiting = thread;
      } else await current().worker.stop();
      thread = undefined;
    },
  };
}

/** The tests to run. A new thread gets them with its configuration, which a waiting one does not get again. */
function withNames(message: WorkerRequest & { type: 'run' }, testNamePattern: RegExp | undefined): WorkerRequest {
  const files = message.context.files.map((file) => ({ ...file, testNamePattern }));
  return { ...message, context: { ...message.context, files } } as WorkerRequest;
}
