import { randomUUID } from 'node:crypto';
import type { LocalClock } from '../clock.ts';
import { type BufferedAnswer, type FunctionBackend, invokeBuffered, THROTTLED } from '../lambda/backend.ts';
import { type AsyncSpec, DEFAULT_ASYNC } from '../template/jobs.ts';
import { startDueLoop } from './due-loop.ts';
import { openPersistentMap } from './persistent-map.ts';

interface Invocation {
  readonly id: string;
  readonly functionName: string;
  readonly payload: string;
  readonly acceptedAt: number;
  readonly dueAt: number;
  /** Number of failed attempts. */
  readonly attempts: number;
  /** Number of times that Lambda throttled the function, which counts as no attempt. */
  readonly throttles?: number;
}

/** Lambda's queue of asynchronous invocations. */
export interface AsyncInvocations {
  /** Stores an invocation durably; it will run at least once. @returns its request id. */
  submit(functionName: string, payload: string): string;
  /** Number of a function's invocations that wait, wait for a retry, or run. */
  size(functionName: string): number;
  /** Registers a listener that is called when an invocation ends, with or without success. */
  onSettled(listener: () => void): void;
  close(): void;
}

export interface AsyncInvocationsDeps {
  /** File with the pending invocations. */
  readonly file: string;
  /** Functions by physical name. */
  readonly functions: ReadonlyMap<string, FunctionBackend>;
  readonly specs: ReadonlyMap<string, AsyncSpec>;
  readonly clock: LocalClock;
  readonly sendToQueue: (queueArn: string, body: string) => void;
}

/** Delays before the first and the second retry. */
const RETRY_DELAYS_MS = [60_000, 120_000] as const;

/** Delays after a throttle: they double from a second to five minutes. */
const FIRST_THROTTLE_DELAY_MS = 1_000;
const LONGEST_THROTTLE_DELAY_MS = 300_000;

/**
 * Runs asynchronous invocations as Lambda does: each at least once, with retries after one and two minutes, or until it
 * is too old while the function is throttled. Failed ones then go to the function's destination. An invocation that was interrupted by the end of this process runs again.
 */
export function openAsyncInvocations(deps: AsyncInvocationsDeps): AsyncInvocations {
  const { functions, specs, clock, sendToQueue } = deps;
  const kept = openPersistentMap<Invocation>(deps.file);
  const running = new Set<string>();
  const listeners = new Set<() => void>();
  let closed = false;

  const settle = (id: string) => {
    kept.delete(id);
    for (const listener of listeners) listener();
  };
  const giveUp = (invocation: Invocation, condition: Condition, answer?: BufferedAnswer) => {
    const { onFailure } = specs.get(invocation.functionName) ?? DEFAULT_ASYNC;
    const arn = functions.get(invocation.functionName)?.functionArn ?? '';
    if (onFailure)
      sendToQueue(onFailure, JSON.stringify(failureRecord(invocation, condition, arn, clock.now(), answer)));
    settle(invocation.id);
  };
  const waitLonger = (invocation: Invocation) => {
    const { throttles = 0 } = invocation;
    const delayMs = Math.min(FIRST_THROTTLE_DELAY_MS * 2 ** throttles, LONGEST_THROTTLE_DELAY_MS);
    kept.set(invocation.id, { ...invocation, throttles: throttles + 1, dueAt: clock.now() + delayMs });
    loop.poke();
  };
  const run = async (invocation: Invocation) => {
    const { retryAttempts, maxAgeMs } = specs.get(invocation.functionName) ?? DEFAULT_ASYNC;
    const host = functions.get(invocation.functionName);
    if (!host) return settle(invocation.id);
    if (host.isStopped) return giveUp(invocation, 'ZeroReservedConcurrency');
    if (clock.now() - invocation.acceptedAt > maxAgeMs) return giveUp(invocation, 'EventAgeExceeded');
    running.add(invocation.id);
    const answer = await invokeBuffered(host, invocation.payload);
    running.delete(invocation.id);
    // An invocation that was interrupted by close() did not fail; it will run again.
    if (closed) return;
    if (!answer.failure) return settle(invocation.id);
    if (answer.failure === THROTTLED) return waitLonger(invocation);
    const failed = { ...invocation, attempts: invocation.attempts + 1 };
    if (failed.attempts > retryAttempts) return giveUp(failed, 'RetriesExhausted', answer);
    const delayMs = RETRY_DELAYS_MS[failed.attempts - 1] ?? RETRY_DELAYS_MS[1];
    kept.set(failed.id, { ...failed, dueAt: clock.now() + delayMs });
    loop.poke();
  };
  const waiting = () => kept.values().filter(({ id }) => !running.has(id));
  const runDue = () => {
    for (const invocation of waiting().filter(({ dueAt }) => dueAt <= clock.now())) void run(invocation);
  };
  const loop = startDueLoop(clock, () => earliest(waiting()), runDue);

  return {
    submit(functionName, payload) {
      const now = clock.now();
      const invocation = { id: randomUUID(), functionName, payload, acceptedAt: now, dueAt: now, attempts: 0 };
      kept.set(invocation.id, invocation);
      loop.poke();
      return invocation.id;
    },
    size: (functionName) => kept.values().filter((invocation) => invocation.functionName === functionName).length,
    onSettled: (listener) => void listeners.add(listener),
    close() {
      closed = true;
      loop.close();
      kept.close();
    },
  };
}

const earliest = (invocations: readonly Invocation[]): number | undefined =>
  invocations.length > 0 ? Math.min(...invocations.map(({ dueAt }) => dueAt)) : undefined;

type Condition = 'RetriesExhausted' | 'EventAgeExceeded' | 'ZeroReservedConcurrency';

/** The record that Lambda sends to a failure destination. */
function failureRecord(
  { id, payload, attempts }: Invocation,
  condition: Condition,
  functionArn: string,
  now: number,
  answer: BufferedAnswer | undefined,
): object {
  return {
    version: '1.0',
    timestamp: new Date(now).toISOString(),
    requestContext: {
      requestId: id,
      functionArn: `${functionArn}:$LATEST`,
      condition,
      approximateInvokeCount: attempts,
    },
    requestPayload: JSON.parse(payload) as unknown,
    ...(answer?.failure && {
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      responsePayload: answer.failure,
    }),
  };
}
