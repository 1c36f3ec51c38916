import type { Frame } from '#contract/sse';
import type { Usage } from '#contract/usage';
import type { Turns } from '#ports/turns';
import type { Meter } from '#services/metering/meter';
import type { Command } from '../memory-dynamo/engine.ts';
import { type Guard, unguarded } from './edit-command.ts';
import type { Scene } from './scenes.ts';
import type { Deed } from './write-names.ts';

/** The product with one of its guards taken away, or with those that stand in for each other. */
export interface Mutant {
  readonly name: string;
  /** The command as it is sent without the guard; `undefined` as it is. */
  readonly command?: (command: Command, deed: Deed) => Command | undefined;
  /** What `command` takes away, as far as it is a sentence of a condition. */
  readonly guards?: readonly Guard[];
  readonly turns?: (turns: Turns) => Turns;
  /** The client makes a new id for each attempt. */
  readonly freshIds?: boolean;
  /** Sent before the claim. */
  readonly firstEvent?: Frame;
  /** The meters of one attempt. */
  readonly openMeters?: () => (before?: Usage) => Meter;
  /** Only where coaches prepare. */
  readonly prepares?: boolean;
  /** Only where people have one preview each. */
  readonly previews?: boolean;
  /** The kind of day on which it matters; any, when it is left out. */
  readonly scene?: Scene;
  /** The promise that must be among the broken ones; any, when it is left out. */
  readonly breaks?: string;
  /** Nothing notices it alone, since other guards say the same: the mutant that takes those away, too, by its name. */
  readonly pair?: string;
  /** Nothing is lost without it: why it is there all the same. */
  readonly harmless?: string;
}

/** A guard is a sentence, or some, of the condition that a deed writes one kind of item on. */
export const guard = (deed: Deed, on: string, ...says: readonly string[]): readonly Guard[] =>
  says.map((sentence) => ({ deed, on, says: sentence }));

export const stripping = (name: string, guards: readonly Guard[], more: Partial<Mutant> = {}): Mutant => ({
  name,
  guards,
  command: (command, deed) => unguarded(command, deed, guards),
  ...more,
});
