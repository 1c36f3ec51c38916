import type { LocalClock } from '../clock.ts';

export interface DueLoop {
  /** Reads the next due time again, because it may be earlier now. */
  poke(): void;
  close(): void;
}

/** Maximum timer delay. Timers use the machine's clock and cannot be longer than a few weeks. */
const LONGEST_WAIT_MS = 3_600_000;

/**
 * Calls `run` whenever something is due by the local clock, and right after the clock is advanced.
 *
 * @param nextDue - The next due time, in milliseconds since the Unix epoch. `run` must advance it.
 */
export function startDueLoop(clock: LocalClock, nextDue: () => number | undefined, run: () => void): DueLoop {
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  const look = () => {
    clearTimeout(timer);
    if (closed) return;
    const due = nextDue();
    if (due === undefined) return;
    const waitMs = due - clock.now();
    if (waitMs > 0) {
      timer = setTimeout(look, Math.min(waitMs, LONGEST_WAIT_MS));
      return;
    }
    run();
    timer = setTimeout(look, 0);
  };
  const stopListening = clock.onAdvance(look);
  look();
  return {
    poke: look,
    close() {
      closed = true;
      stopListening();
      clearTimeout(timer);
    },
  };
}
