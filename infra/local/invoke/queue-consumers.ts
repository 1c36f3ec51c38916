import { createHash } from 'node:crypto';
import type { LocalClock } from '../clock.ts';
import { type FunctionBackend, invokeBuffered } from '../lambda/backend.ts';
import type { MappingSpec } from '../template/jobs.ts';
import { LOCAL_REGION } from '../template/local-values.ts';
import { startDueLoop } from './due-loop.ts';
import type { Message, Queues } from './queues.ts';

export interface QueueConsumers {
  /** Number of messages that a function has not consumed yet, including those in progress. */
  size(functionName: string): number;
  /** Registers a listener that is called after each batch. */
  onSettled(listener: () => void): void;
  close(): void;
}

export interface QueueConsumersDeps {
  readonly specs: readonly MappingSpec[];
  readonly functions: ReadonlyMap<string, FunctionBackend>;
  readonly queues: Queues;
  readonly clock: LocalClock;
}

/** Event source mappings: each passes the messages of a queue to a function, batch by batch. */
export function startQueueConsumers({ specs, functions, queues, clock }: QueueConsumersDeps): QueueConsumers {
  const listeners = new Set<() => void>();
  const settled = () => {
    for (const listener of listeners) listener();
  };
  const consumers = specs.flatMap((spec) => {
    const fn = functions.get(spec.functionName);
    return fn ? [startConsumer(spec, fn, queues, clock, settled)] : [];
  });
  queues.onSend(() => {
    for (const { loop } of consumers) loop.poke();
  });
  return {
    size: (functionName) =>
      specs
        .filter((spec) => spec.functionName === functionName)
        .reduce((sum, { queueArn }) => sum + queues.size(queueArn), 0),
    onSettled: (listener) => void listeners.add(listener),
    close() {
      for (const consumer of consumers) consumer.close();
    },
  };
}

function startConsumer(spec: MappingSpec, fn: FunctionBackend, queues: Queues, clock: LocalClock, settled: () => void) {
  let busy = false;
  let closed = false;
  const consume = async () => {
    const batch = queues.receive(spec.queueArn, spec.batchSize);
    if (batch.length === 0) return;
    busy = true;
    const { payload, failure } = await invokeBuffered(fn, JSON.stringify(sqsEvent(batch, clock.now())));
    busy = false;
    if (closed) return;
    const failed = failure ? new Set(batch.map(({ id }) => id)) : failedIds(spec, payload);
    for (const { id } of batch.filter((message) => !failed.has(message.id))) queues.delete(id);
    settled();
    loop.poke();
  };
  const nextDue = () => (busy ? undefined : queues.nextVisibleAt(spec.queueArn));
  const loop = startDueLoop(clock, nextDue, () => void consume());
  return {
    loop,
    close() {
      closed = true;
      loop.close();
    },
  };
}

/** Ids of the messages that the function reported as failed; empty when it does not report single failures. */
function failedIds(spec: MappingSpec, payload: Buffer): Set<string> {
  if (!spec.reportsFailures) return new Set();
  const answer = JSON.parse(payload.toString()) as { batchItemFailures?: { itemIdentifier: string }[] } | null;
  return new Set(answer?.batchItemFailures?.map(({ itemIdentifier }) => itemIdentifier));
}

function sqsEvent(batch: readonly Message[], now: number): object {
  return {
    Records: batch.map(({ id, body, sentAt, receives, queueArn }) => ({
      messageId: id,
      receiptHandle: `${id}#${receives}`,
      body,
      attributes: {
        ApproximateReceiveCount: String(receives),
        SentTimestamp: String(sentAt),
        SenderId: 'AIDALOCAL',
        ApproximateFirstReceiveTimestamp: String(now),
      },
      messageAttributes: {},
      md5OfBody: createHash('md5').update(body).digest('hex'),
      eventSource: 'aws:sqs',
      eventSourceARN: queueArn,
      awsRegion: LOCAL_REGION,
    })),
  };
}
