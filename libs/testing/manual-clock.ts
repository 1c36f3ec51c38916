import type { Clock, Ids } from '#ports/clock';

export interface ManualClock extends Clock {
  /** Advances time, wakes sleepers in the order in which they are due, and lets each run before the next. */
  advance(ms: number): Promise<void>;
  /** Number of pending sleeps. */
  readonly sleepers: number;
}

interface Sleeper {
  readonly dueAt: number;
  readonly wake: () => void;
}

/** A clock whose time changes only by `advance`. */
export function createManualClock(start = Date.parse('2026-11-21T10:00:00Z')): ManualClock {
  let now = start;
  const asleep = new Set<Sleeper>();

  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const wake = () => {
          asleep.delete(sleeper);
          signal?.removeEventListener('abort', wake);
          resolve();
        };
        const sleeper = { dueAt: now + ms, wake };
        asleep.add(sleeper);
        signal?.addEventListener('abort', wake, { once: true });
      }),
    async advance(ms) {
      const end = now + ms;
      await settled();
      for (;;) {
        const next = [...asleep].sort((a, b) => a.dueAt - b.dueAt)[0];
        if (!next || next.dueAt > end) break;
        now = Math.max(now, next.dueAt);
        next.wake();
        await settled();
      }
      now = end;
    },
    get sleepers() {
      return asleep.size;
    },
  };
}

/** Resolves after all work that can continue without time passing is done. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Counting ids: readable in failures and the same in every run. */
export function createCountingIds(): Ids {
  let count = 0;
  const next = () => {
    count += 1;
    return count.toString().padStart(12, '0');
  };
  return { ulid: () => `01JD0000000000${next()}`, uuid: () => `00000000-0000-4000-8000-${next()}` };
}

/** Starts work that waits for time to pass, and lets it pass. @param ms - More than the work needs. */
export async function passing<Value>(clock: ManualClock, work: Promise<Value>, ms = 5_000): Promise<Value> {
  work.catch(() => undefined); // the caller gets the error
  await clock.advance(ms);
  return work;
}
