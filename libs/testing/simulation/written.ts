import type { Change } from '../memory-dynamo/writing.ts';
import type { World } from './world.ts';

/** What a check sees: one item as a write found it and left it, all others of the same write, and who wrote. */
export interface Written extends Change {
  readonly all: readonly Change[];
  readonly world: World;
  /** True time. */
  readonly now: number;
}
