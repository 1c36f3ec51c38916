import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FunctionBackend } from '../backend.ts';
import { type RuntimeApi, startRuntimeApi } from './runtime-api.ts';

export interface RicBackend extends FunctionBackend {
  close(): Promise<void>;
}

/** Path of AWS's runtime client, if it is installed. It is an optional dependency. */
export function findRic(): string | undefined {
  try {
    return createRequire(import.meta.url).resolve('aws-lambda-ric');
  } catch {
    return undefined;
  }
}

export interface RicOptions {
  readonly ric: string;
  /** `<file without extension>.<export>`, relative to the folder of this module. */
  readonly handler: string;
  readonly timeoutMs: number;
}

const ARN = 'arn:aws:lambda:us-east-1:123456789012:function:conformance';

/** Runs a handler in a process of AWS's runtime client, which is killed at a timeout and restarted when it exits. */
export async function createRicBackend(options: RicOptions): Promise<RicBackend> {
  const api = await startRuntimeApi(ARN);
  let child: ChildProcess;
  let closed = false;
  const start = () => {
    child = spawnRic(options, api);
    child.once('exit', () => {
      api.processGone({ errorType: 'Runtime.ExitError', errorMessage: 'Runtime exited' });
      if (!closed) start();
    });
  };
  start();
  return {
    name: 'ric',
    functionArn: ARN,
    async invoke(payload, sink) {
      const ended = Promise.withResolvers<void>();
      let timer: NodeJS.Timeout | undefined;
      const begun = () => {
        timer = setTimeout(() => child.kill('SIGKILL'), options.timeoutMs);
      };
      api.offer({
        id: randomUUID(),
        payload,
        sink,
        timeoutMs: options.timeoutMs,
        begun,
        finished: ended.resolve,
      });
      await ended.promise;
      clearTimeout(timer);
    },
    async close() {
      closed = true;
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await gone;
      await api.server.close();
    },
  };
}

function spawnRic({ ric, handler }: RicOptions, api: RuntimeApi): ChildProcess {
  const addon = fileURLToPath(new URL('./ric-addon.cjs', import.meta.url));
  return spawn(process.execPath, ['--require', addon, ric], {
    stdio: 'ignore',
    env: {
      AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${api.server.port}`,
      _HANDLER: handler,
      LAMBDA_TASK_ROOT: dirname(fileURLToPath(import.meta.url)),
      AWS_LAMBDA_FUNCTION_NAME: 'conformance',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
      AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/conformance',
      AWS_LAMBDA_LOG_STREAM_NAME: 'local',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    },
  });
}
