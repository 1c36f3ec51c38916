import { randomUUID } from 'node:crypto';
import type { LocalClock } from '../clock.ts';
import type { QueueSpec } from '../template/jobs.ts';
import { openPersistentMap } from './persistent-map.ts';

export interface Message {
  readonly id: string;
  readonly queueArn: string;
  readonly body: string;
  readonly sentAt: number;
  readonly visibleAt: number;
  readonly receives: number;
}

/** The features of SQS that a destination, an event source mapping and a redrive policy need. */
export interface Queues {
  send(queueArn: string, body: string): void;
  /** Receives visible messages. They become visible again after the visibility timeout unless they are deleted. */
  receive(queueArn: string, limit: number): readonly Message[];
  delete(id: string): void;
  /** Number of messages in a queue, visible or not. */
  size(queueArn: string): number;
  /** When the next message of a queue becomes visible. */
  nextVisibleAt(queueArn: string): number | undefined;
  onSend(listener: () => void): void;
  close(): void;
}

export interface QueuesDeps {
  /** File with the messages. */
  readonly file: string;
  readonly specs: readonly QueueSpec[];
  readonly clock: LocalClock;
}

export function openQueues({ file, specs, clock }: QueuesDeps): Queues {
  const messages = openPersistentMap<Message>(file);
  const byArn = new Map(specs.map((spec) => [spec.arn, spec]));
  const listeners = new Set<() => void>();
  const of = (queueArn: string) => messages.values().filter((message) => message.queueArn === queueArn);

  const add = (queueArn: string, body: string) => {
    const now = clock.now();
    const message = { id: randomUUID(), queueArn, body, sentAt: now, visibleAt: now, receives: 0 };
    messages.set(message.id, message);
  };
  const tell = () => {
    for (const listener of listeners) listener();
  };

  /** @returns the received message; `undefined` when it is too old or has been received too often. */
  const take = (spec: QueueSpec, message: Message, now: number): Message | undefined => {
    if (message.sentAt + spec.retentionMs < now) {
      messages.delete(message.id);
      return undefined;
    }
    if (spec.redrive && message.receives >= spec.redrive.maxReceives) {
      add(spec.redrive.arn, message.body);
      messages.delete(message.id);
      tell();
      return undefined;
    }
    const taken = { ...message, receives: message.receives + 1, visibleAt: now + spec.visibilityMs };
    messages.set(taken.id, taken);
    return taken;
  };

  return {
    send(queueArn, body) {
      add(queueArn, body);
      tell();
    },
    receive(queueArn, limit) {
      const spec = byArn.get(queueArn);
      if (!spec) return [];
      const now = clock.now();
      const visible = of(queueArn).filter(({ visibleAt }) => visibleAt <= now);
      return visible.slice(0, limit).flatMap((message) => take(spec, message, now) ?? []);
    },
    delete: (id) => messages.delete(id),
    size: (queueArn) => of(queueArn).length,
    nextVisibleAt(queueArn) {
      const times = of(queueArn).map(({ visibleAt }) => visibleAt);
      return times.length > 0 ? Math.min(...times) : undefined;
    },
    onSend: (listener) => void listeners.add(listener),
    close: () => messages.close(),
  };
}
