import type { Change } from '../memory-dynamo/writing.ts';
import type { World } from './world.ts';

/** The input of a check: one item before and after a write, all other items of the same write, and the writer. */
export interface Written extends Change {
  readonly all: readonly Change[];
  readonly world: World;
  /** True time, not the time of an actor. */
  readonly now: number;
}
