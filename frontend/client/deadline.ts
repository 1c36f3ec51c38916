import { Unreachable } from './refusal.ts';

/** A timer that is cheap to set again: between two settings only a number changes. */
export interface Timer {
  /** Fires after `ms`, unless it is set again or cleared before. */
  within(ms: number): void;
  /** Stops the time. */
  clear(): void;
  close(): void;
}

export function createTimer(onDue: () => void): Timer {
  let due = Infinity;
  let timerAt = due;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const check = () => {
    clearTimeout(timer);
    timerAt = Infinity;
    const leftMs = due - performance.now();
    if (leftMs <= 0) {
      due = timerAt;
      onDue();
    } else if (due < timerAt) {
      timerAt = due;
      timer = setTimeout(check, leftMs);
    }
  };
  return {
    within(ms) {
      due = performance.now() + ms;
      // A timer that is running is set again when it fires.
      if (due < timerAt) check();
    },
    clear() {
      due = Infinity;
    },
    close: () => clearTimeout(timer),
  };
}

/** A signal that aborts when a time has passed, or when `leave` aborts. */
export interface Deadline extends Timer {
  readonly signal: AbortSignal;
  abort(reason: unknown): void;
}

/**
 * @param leave - Aborts the deadline's signal at once, with its own reason.
 */
export function createDeadline(leave: AbortSignal | undefined): Deadline {
  const controller = new AbortController();
  const timer = createTimer(() => controller.abort(new Unreachable('no byte in time')));
  const onLeave = () => controller.abort(leave?.reason);
  if (leave?.aborted) onLeave();
  leave?.addEventListener('abort', onLeave);
  return {
    ...timer,
    signal: controller.signal,
    abort: (reason) => controller.abort(reason),
    close() {
      timer.close();
      leave?.removeEventListener('abort', onLeave);
    },
  };
}

/** Waits until the time has passed, `wake` calls back or `leave` aborts. Never throws. */
export function pause(ms: number, wake: (listener: () => void) => () => void, leave: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (leave.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      leave.removeEventListener('abort', end);
      stopListening();
      resolve();
    };
    const timer = setTimeout(end, ms);
    leave.addEventListener('abort', end);
    const stopListening = wake(end);
  });
}
