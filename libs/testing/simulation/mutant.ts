import type { Turns } from '#ports/turns';
import type { Command } from '../memory-dynamo/engine.ts';
import type { Deed } from './write-names.ts';

/** The product with one of its guards taken away, or with two that stand in for each other. */
export interface Mutant {
  readonly name: string;
  /** The command as it is sent without the guard; `undefined` as it is. */
  readonly command?: (command: Command, deed: Deed) => Command | undefined;
  readonly turns?: (turns: Turns) => Turns;
  /** The client makes a new id for each attempt. */
  readonly freshIds?: boolean;
  /** `start` is said before the claim. */
  readonly startsFirst?: boolean;
  /** None is expected to be found. */
  readonly isHarmless?: boolean;
}
