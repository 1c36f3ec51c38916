import { Unreachable } from './refusal.ts';

/** A signal that one clock and one leaver can raise. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** (Re)starts the clock: raised after `ms` unless something happens before. */
  within(ms: number): void;
  /** Stops the clock. */
  rest(): void;
  /** Stops the clock and lets go of the leaver. */
  close(): void;
}

/**
 * @param leave - Raises the deadline's signal at once, with its own reason.
 */
export function createDeadline(leave: AbortSignal | undefined): Deadline {
  const controller = new AbortController();
  let due = Number.POSITIVE_INFINITY;
  let ringsAt = due;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const onLeave = () => controller.abort(leave?.reason);
  if (leave?.aborted) onLeave();
  leave?.addEventListener('abort', onLeave);
  const look = () => {
    clearTimeout(timer);
    ringsAt = Number.POSITIVE_INFINITY;
    const leftMs = due - performance.now();
    if (leftMs <= 0) controller.abort(new Unreachable('silent for too long'));
    else if (due < ringsAt) {
      ringsAt = due;
      timer = setTimeout(look, leftMs);
    }
  };
  return {
    signal: controller.signal,
    // Between two reads of a stream only a number changes: the timer that runs is set anew when it rings.
    within(ms) {
      due = performance.now() + ms;
      if (due < ringsAt) look();
    },
    rest() {
      due = Number.POSITIVE_INFINITY;
    },
    close() {
      clearTimeout(timer);
      leave?.removeEventListener('abort', onLeave);
    },
  };
}

/** Waits, but no longer than until `wake` calls back or `leave` is raised. Never throws. */
export function pause(ms: number, wake: (listener: () => void) => () => void, leave: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (leave.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      leave.removeEventListener('abort', end);
      sleepOn();
      resolve();
    };
    const timer = setTimeout(end, ms);
    leave.addEventListener('abort', end);
    const sleepOn = wake(end);
  });
}
