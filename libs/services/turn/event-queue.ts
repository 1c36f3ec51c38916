import type { CoachEvent } from '#contract/events';

/** Events that one task produces and another one reads, in order. */
export interface EventQueue<Event extends CoachEvent = CoachEvent> {
  push(event: Event): void;
  /** Events that were pushed before are still read; later ones are ignored. */
  close(): void;
  /** Waits for the next event; `undefined` after the last. One call at a time. */
  next(): Promise<Event | undefined>;
}

export function createEventQueue<Event extends CoachEvent>(): EventQueue<Event> {
  const events: Event[] = [];
  let isClosed = false;
  let wake: (() => void) | undefined;
  const changed = () => {
    wake?.();
    wake = undefined;
  };
  return {
    push(event) {
      if (isClosed) return;
      events.push(event);
      changed();
    },
    close() {
      isClosed = true;
      changed();
    },
    async next() {
      while (events.length === 0 && !isClosed) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      return events.shift();
    },
  };
}
