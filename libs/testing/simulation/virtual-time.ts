import type { Random } from './random.ts';

/** What happens next, one thing after another, on time that costs nothing. */
export interface VirtualTime {
  /** Milliseconds since the run began; true time, which no actor knows. */
  now(): number;
  after(ms: number, happens: () => void): void;
  /** Lets things happen, and everything that follows from each at once, until nothing is left or `isOver` says so. */
  run(isOver: () => boolean): Promise<void>;
}

interface Happening {
  readonly at: number;
  readonly tie: number;
  readonly happens: () => void;
}

/** What falls on the same millisecond happens in random order. */
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

/** After all that can go on without time passing; Node runs it in one order, always. Ticks come after all promises. */
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
