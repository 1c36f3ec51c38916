import { fileURLToPath } from 'node:url';
import { createLocalClock } from '#infra/local/clock';
import { createFunctionUrl } from '#infra/local/gateways/function-url';
import { createFunctionHost } from '#infra/local/lambda/function-host';
import { measureServer } from '../streaming/measure-server.ts';

const host = createFunctionHost(
  {
    name: 'bench',
    functionName: 'bench',
    functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:bench',
    modulePath: fileURLToPath(new URL('./local-handler.ts', import.meta.url)),
    exportName: 'handler',
    timeoutMs: 300_000,
    memoryMb: 1_024,
    environment: {},
  },
  { clockMemory: createLocalClock().memory, onOutput: (output) => output.pipe(process.stderr, { end: false }) },
);
await host.warm();

const gateway = createFunctionUrl({
  backend: host,
  cors: undefined,
  urlId: 'bench',
  now: Date.now,
  faults: { next: () => undefined },
});

/** A Function URL of the local stack: its gateway, a worker thread, the runtime shim, and the same handler. */
await measureServer((request, response) => void gateway(request, response));
