import type { Clock } from '#ports/clock';
import type { Random } from './random.ts';
import type { VirtualTime } from './virtual-time.ts';

/** One process: a function instance, a client. Whatever it waits for reaches it through `deliver`. */
export interface Actor {
  readonly name: string;
  /** Its own idea of the time. */
  readonly clock: Clock;
  isDead(): boolean;
  /** Something reaches the process after `ms`: later when it is stalled then, never when it is dead. */
  deliver(ms: number, happens: () => void): void;
  /** Nothing reaches it for so long; then all of it does. */
  stall(ms: number): void;
  /** How long it is stalled still. */
  stalledMs(): number;
  /** Nothing of it happens any more, not even `finally`. */
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
