import { Unreachable } from './refusal.ts';

/** A signal that aborts when a time has passed, or when `leave` aborts. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Aborts after `ms`, unless it is set again or cleared before. */
  within(ms: number): void;
  /** Stops the time. */
  clear(): void;
  /** Stops the time and the listening to `leave`. */
  close(): void;
}

/**
 * @param leave - Aborts the deadline's signal at once, with its own reason.
 */
export function createDeadline(leave: AbortSignal | undefined): Deadline {
  const controller = new AbortController();
  let due = Number.POSITIVE_INFINITY;
  let timerAt = due;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const onLeave = () => controller.abort(leave?.reason);
  if (leave?.aborted) onLeave();
  leave?.addEventListener('abort', onLeave);
  const check = () => {
    clearTimeout(timer);
    timerAt = Number.POSITIVE_INFINITY;
    const leftMs = due - performance.now();
    if (leftMs <= 0) controller.abort(new Unreachable('no byte in time'));
    else if (due < timerAt) {
      timerAt = due;
      timer = setTimeout(check, leftMs);
    }
  };
  return {
    signal: controller.signal,
    // Between two reads of a stream only a number changes: a running timer is set again when it fires.
    within(ms) {
      due = performance.now() + ms;
      if (due < timerAt) check();
    },
    clear() {
      due = Number.POSITIVE_INFINITY;
    },
    close() {
      clearTimeout(timer);
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
