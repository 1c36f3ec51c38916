import { setTimeout } from 'node:timers';
import type { Plan } from './plan.ts';

/** A simulated model: yields each delta when it is due. When late, it yields all overdue deltas without a pause. */
export async function* deltas<Delta>(
  { count, perTick, everyMs }: Plan,
  make: (index: number) => Delta,
): AsyncGenerator<Delta, void, undefined> {
  const begunAt = performance.now();
  for (let index = 0; index < count; index += 1) {
    const waitMs = begunAt + index * everyMs - performance.now();
    if (everyMs > 0 && waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    if (everyMs === 0 && index % perTick === 0) await new Promise((resolve) => setImmediate(resolve));
    yield make(index);
  }
}
