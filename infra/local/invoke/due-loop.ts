import type { LocalClock } from '../clock.ts';

export interface DueLoop {
  /** Looks again: something may be due earlier than it was. */
  poke(): void;
  close(): void;
}

/** Timers go by the machine's clock and may be set no further ahead than some weeks. */
const LONGEST_WAIT_MS = 3_600_000;

/**
 * Calls `run` whenever something is due by the local clock, right after the clock was moved too.
 *
 * @param nextDue - When the next thing is due, in milliseconds since the epoch; it must move on with `run`.
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
