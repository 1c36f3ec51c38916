import type { CoachEvent } from '#contract/events';
import type { Clock } from '#ports/clock';
import type { Telemetry } from '#ports/telemetry';
import { createEventQueue, type EventQueue } from './event-queue.ts';

/** Work of a coach that runs in the background. Its events are queued for a later reader. */
export interface SideStage<Event extends CoachEvent, Result> {
  readonly events: EventQueue<Event>;
  /** `undefined` when the work failed, was stopped or took too long. Never rejects. */
  readonly result: Promise<Result | undefined>;
  stop(reason: unknown): void;
}

export interface SideStageDeps {
  /** Name in the log, for example `prepare`. */
  readonly name: string;
  /** Ends the work when it aborts. */
  readonly parent: AbortSignal;
  /** Milliseconds; absent when the work may take as long as its turn. */
  readonly limitMs?: number;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

/** Starts the work at once. Abandons work that ignores its signal. */
export function startSideStage<Event extends CoachEvent, Result>(
  begin: (signal: AbortSignal) => AsyncGenerator<Event, Result, undefined>,
  { name, parent, limitMs, clock, telemetry }: SideStageDeps,
): SideStage<Event, Result> {
  const events = createEventQueue<Event>();
  const { promise: result, resolve } = Promise.withResolvers<Result | undefined>();
  const controller = new AbortController();
  const { signal } = controller;
  const over = new AbortController();
  const endWithParent = () => controller.abort(parent.reason);
  const end = (value: Result | undefined) => {
    events.close();
    resolve(value);
    over.abort();
    parent.removeEventListener('abort', endWithParent);
  };
  signal.addEventListener('abort', () => end(undefined), { once: true });
  if (parent.aborted) endWithParent();
  parent.addEventListener('abort', endWithParent, { once: true });
  if (limitMs !== undefined) {
    void clock.sleep(limitMs, over.signal).then(() => {
      if (over.signal.aborted) return;
      telemetry.count('SideWorkLate', { stage: name });
      controller.abort(new Error('the side work took too long'));
    });
  }
  const run = async () => {
    const work = begin(signal);
    for (;;) {
      const { value, done } = await work.next();
      if (done) return end(value);
      if (signal.aborted) return;
      events.push(value);
    }
  };
  void run().catch((error: unknown) => {
    if (!signal.aborted) {
      telemetry.log('warn', 'the turn continues without its side work', { error, stage: name });
      telemetry.count('SideWorkFailed', { stage: name });
    }
    end(undefined);
  });
  return { events, result, stop: (reason) => controller.abort(reason) };
}

/**
 * Yields the events of `main`, and the stage's events while `main` is silent, until `main` yields an event for which
 * `isLast` is true.
 */
export async function* withSideEvents<Result>(
  main: AsyncGenerator<CoachEvent, Result, undefined>,
  events: EventQueue,
  isLast: (event: CoachEvent) => boolean,
): AsyncGenerator<CoachEvent, Result, undefined> {
  const nextOf = () => {
    const next = main.next().then((step) => ({ from: 'main' as const, step }));
    next.catch(() => undefined); // a reader that stops early does not wait for it
    return next;
  };
  const sideOf = async () => ({ from: 'side' as const, event: await events.next() });
  let step = nextOf();
  let side: ReturnType<typeof sideOf> | undefined = sideOf();
  try {
    for (;;) {
      const first: Awaited<typeof step> | Awaited<ReturnType<typeof sideOf>> = side
        ? await Promise.race([step, side])
        : await step;
      if (first.from === 'side') {
        side = first.event ? sideOf() : undefined;
        if (first.event) yield first.event;
        continue;
      }
      if (first.step.done) return first.step.value;
      if (isLast(first.step.value)) side = undefined;
      yield first.step.value;
      step = nextOf();
    }
  } finally {
    await main.return(undefined as never);
  }
}
