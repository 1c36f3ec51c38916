import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { createLocalClock, type LocalClock } from '../clock.ts';
import { createFaults, type Faults } from '../faults/faults.ts';
import { returnAnswer, type ScriptedFunction, scriptFunction } from '../gateways/scripted-function.ts';
import { createPermissions } from '../iam/permissions.ts';
import type { ResponseSink } from '../lambda/backend.ts';
import { serveLoopback } from '../loopback-server.ts';
import { type AsyncInvocations, openAsyncInvocations } from './async-invocations.ts';
import { createInvokeApi } from './invoke-api.ts';
import { type QueueConsumers, startQueueConsumers } from './queue-consumers.ts';
import { openQueues, type Queues } from './queues.ts';

export const QUEUE = 'arn:aws:sqs:us-east-1:123456789012:failures';
export const DEAD = 'arn:aws:sqs:us-east-1:123456789012:dead';
export const DAY_MS = 86_400_000;

export type Play = (sink: ResponseSink, event: Record<string, unknown>) => void | Promise<void>;

export const succeed = (sink: ResponseSink): void => returnAnswer(sink, null);
export const fail = (sink: ResponseSink): void => sink.fail({ errorType: 'Error', errorMessage: 'no luck' });

/** Resources that `reopen` closes and opens again, like a restart. */
interface Opened {
  /** The functions `p-build`, which is invoked, and `p-mark`, which consumes failures. */
  readonly job: ScriptedFunction;
  readonly consumer: ScriptedFunction;
  readonly queues: Queues;
  readonly invocations: AsyncInvocations;
  readonly consumers: QueueConsumers;
  readonly url: string;
  /** Invokes `p-build`, or another function, asynchronously. */
  start(payload?: string, name?: string): Promise<{ readonly StatusCode?: number | undefined }>;
  readonly client: LambdaClient;
  close(): Promise<void>;
}

export interface InvokeStage {
  readonly clock: LocalClock;
  readonly faults: Faults;
  readonly folder: string;
  /** Behaviour of the functions at each invocation. */
  readonly does: { work: Play; consume: Play };
  now(): Opened;
  /** @param between - Runs while everything is closed. */
  reopen(between?: () => void | Promise<void>): Promise<void>;
  end(): Promise<void>;
}

/** Everything that an asynchronous invocation needs, with scripted functions, for tests. */
export async function scriptInvoke(): Promise<InvokeStage> {
  const folder = await mkdtemp(join(tmpdir(), 'coachstream-invoke-'));
  const stage = {
    clock: createLocalClock(),
    faults: createFaults(1),
    folder,
    does: { work: succeed, consume: succeed },
  };
  let opened = await open(stage);
  return {
    ...stage,
    now: () => opened,
    async reopen(between) {
      await opened.close();
      await between?.();
      opened = await open(stage);
    },
    async end() {
      await opened.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

type Stage = Pick<InvokeStage, 'clock' | 'faults' | 'folder' | 'does'>;

async function open({ clock, faults, folder, does }: Stage): Promise<Opened> {
  const job = { ...scriptFunction((sink, event) => does.work(sink, event)), name: 'build' };
  const consumer = { ...scriptFunction((sink, event) => does.consume(sink, event)), name: 'mark' };
  const functions = new Map([
    ['p-build', job],
    ['p-mark', consumer],
  ]);
  const queues = openQueues({
    file: join(folder, 'queues.log'),
    clock,
    specs: [
      { arn: QUEUE, visibilityMs: 360_000, retentionMs: 14 * DAY_MS, redrive: { arn: DEAD, maxReceives: 2 } },
      { arn: DEAD, visibilityMs: 30_000, retentionMs: 14 * DAY_MS, redrive: undefined },
    ],
  });
  const mapping = { queueArn: QUEUE, functionName: 'p-mark', batchSize: 1, reportsFailures: false };
  const consumers = startQueueConsumers({ specs: [mapping], functions, queues, clock });
  const invocations = openAsyncInvocations({
    file: join(folder, 'invocations.log'),
    functions,
    specs: new Map([['p-build', { retryAttempts: 2, maxAgeMs: 3_600_000, onFailure: QUEUE }]]),
    clock,
    sendToQueue: queues.send,
  });
  const server = await serveLoopback(
    0,
    createInvokeApi({ functions, invocations, faults: faults.of('invoke'), permissions: createPermissions(new Map()) }),
  );
  const client = new LambdaClient({
    endpoint: server.url,
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  return {
    job,
    consumer,
    queues,
    invocations,
    consumers,
    url: server.url,
    client,
    start: (payload = '{"a":1}', name = 'p-build') =>
      client.send(new InvokeCommand({ FunctionName: name, InvocationType: 'Event', Payload: Buffer.from(payload) })),
    async close() {
      invocations.close();
      consumers.close();
      queues.close();
      client.destroy();
      await server.close();
    },
  };
}
