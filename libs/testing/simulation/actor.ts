import type { Clock } from '#ports/clock';
import type { Random } from './random.ts';
import type { VirtualTime } from './virtual-time.ts';

/** One process, such as a function instance or a client. Everything that it waits for arrives through `deliver`. */
export interface Actor {
  readonly name: string;
  /** The clock of this process, which may be skewed. */
  readonly clock: Clock;
  isDead(): boolean;
  /** Delivers something after `ms`. A stalled process receives it when it wakes, a dead one never. */
  deliver(ms: number, happens: () => void): void;
  /** Delays all deliveries by this time. */
  stall(ms: number): void;
  /** The remaining time of the stall. */
  stalledMs(): number;
  /** Ends the process: nothing of it runs any more, not even `finally`. */
  die(): void;
  onDeath(then: () => void): void;
}

export interface ActorDeps {
  readonly time: VirtualTime;
  readonly random: Random;
  readonly startedAt: number;
}

export function createActor(name: string, skewMs: number, { time, startedAt }: ActorDeps): Actor {
  let isDead = false;
  let stalledUntil = 0;
  const mourners: (() => void)[] = [];

  const deliver = (ms: number, happens: () => void) => {
    const arrive = () => {
      if (isDead) return;
      const waitMs = stalledUntil - time.now();
      if (waitMs > 0) time.after(waitMs, arrive);
      else happens();
    };
    time.after(ms, arrive);
  };
  return {
    name,
    clock: {
      now: () => startedAt + time.now() + skewMs,
      sleep: (ms, signal) =>
        new Promise((resolve) => {
          if (signal?.aborted) return resolve();
          const wake = () => {
            signal?.removeEventListener('abort', wake);
            resolve();
          };
          signal?.addEventListener('abort', wake, { once: true });
          deliver(ms, wake);
        }),
    },
    isDead: () => isDead,
    deliver,
    stall: (ms) => {
      stalledUntil = time.now() + ms;
    },
    stalledMs: () => Math.max(0, stalledUntil - time.now()),
    die: () => {
      if (isDead) return;
      isDead = true;
      for (const mourn of mourners) mourn();
    },
    onDeath: (then) => void mourners.push(then),
  };
}
