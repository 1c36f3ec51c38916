import type { Frame } from '#contract/sse';
import type { Usage } from '#contract/usage';
import type { Turns } from '#ports/turns';
import type { Meter } from '#services/metering/meter';
import type { Command } from '../memory-dynamo/engine.ts';
import { type Guard, unguarded } from './edit-command.ts';
import type { Scene } from './scenes.ts';
import type { Deed } from './write-names.ts';

/** The product without one of its guards, or without several that cover each other. */
export interface Mutant {
  readonly name: string;
  /** The command without the guard; `undefined` to send it unchanged. */
  readonly command?: (command: Command, deed: Deed) => Command | undefined;
  /** The conditions that `command` removes. */
  readonly guards?: readonly Guard[];
  readonly turns?: (turns: Turns) => Turns;
  /** The client makes a new id for each attempt. */
  readonly freshIds?: boolean;
  /** An event that is sent before the claim. */
  readonly firstEvent?: Frame;
  /** The meters of one attempt. */
  readonly openMeters?: () => (before?: Usage) => Meter;
  /** Matters only when coaches prepare. */
  readonly prepares?: boolean;
  /** Matters only when users have one preview each. */
  readonly previews?: boolean;
  /** The scene in which it matters; any scene when absent. */
  readonly scene?: Scene;
  /** The promise that must be among the broken ones; any promise when absent. */
  readonly breaks?: string;
  /**
   * No check fails without this guard alone, because other guards cover it. The name of the mutant that removes those
   * too.
   */
  readonly pair?: string;
  /** No promise depends on the guard: the reason why the product has it. */
  readonly harmless?: string;
}

/** The conditions of one kind of write on one kind of item. */
export const guard = (deed: Deed, on: string, ...says: readonly string[]): readonly Guard[] =>
  says.map((sentence) => ({ deed, on, says: sentence }));

export const stripping = (name: string, guards: readonly Guard[], more: Partial<Mutant> = {}): Mutant => ({
  name,
  guards,
  command: (command, deed) => unguarded(command, deed, guards),
  ...more,
});
