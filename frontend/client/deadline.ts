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
  let timer: ReturnType<typeof setTimeout> | undefined;
  const onLeave = () => controller.abort(leave?.reason);
  if (leave?.aborted) onLeave();
  leave?.addEventListener('abort', onLeave);
  const rest = () => clearTimeout(timer);
  return {
    signal: controller.signal,
    within(ms) {
      rest();
      timer = setTimeout(() => controller.abort(new Unreachable(`silent for ${ms} ms`)), ms);
    },
    rest,
    close() {
      rest();
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
