import type { Random } from './random.ts';

/** A schedule of events in virtual time, which passes without waiting. */
export interface VirtualTime {
  /** Milliseconds since the run began. This is true time; an actor sees only its own clock. */
  now(): number;
  after(ms: number, happens: () => void): void;
  /** Runs the events in order, each with its asynchronous consequences, until none is left or `isOver` returns true. */
  run(isOver: () => boolean): Promise<void>;
}

interface Happening {
  readonly at: number;
  readonly tie: number;
  readonly happens: () => void;
}

/** Events of the same millisecond run in random order. */
export function createVirtualTime(random: Random): VirtualTime {
  const heap: Happening[] = [];
  let now = 0;
  return {
    now: () => now,
    after: (ms, happens) => push(heap, { at: now + Math.max(0, Math.round(ms)), tie: random.next(), happens }),
    async run(isOver) {
      await settled();
      for (let next = pop(heap); next && !isOver(); next = pop(heap)) {
        now = next.at;
        next.happens();
        await settled();
      }
    },
  };
}

/** Resolves after all work that needs no time. Node runs this work in a fixed order: ticks come after all promises. */
const settled = () => new Promise<void>((resolve) => process.nextTick(resolve));

const isBefore = (a: Happening, b: Happening) => (a.at === b.at ? a.tie < b.tie : a.at < b.at);

function push(heap: Happening[], item: Happening): void {
  let at = heap.push(item) - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    const above = heap[parent];
    if (!above || isBefore(above, item)) break;
    heap[at] = above;
    at = parent;
  }
  heap[at] = item;
}

function pop(heap: Happening[]): Happening | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (!last || heap.length === 0) return first;
  let at = 0;
  for (;;) {
    const [left, right] = [heap[2 * at + 1], heap[2 * at + 2]];
    const least = left && right && isBefore(right, left) ? right : left;
    if (!least || isBefore(last, least)) break;
    heap[at] = least;
    at = least === left ? 2 * at + 1 : 2 * at + 2;
  }
  heap[at] = last;
  return first;
}
