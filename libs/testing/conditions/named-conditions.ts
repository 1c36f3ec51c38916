import type { Command } from '../memory-dynamo/engine.ts';
import { type Guard, guardsOf, unguarded } from '../simulation/edit-command.ts';
import { type Deed, deedOf, type Input, skOf, writeOf } from '../simulation/write-names.ts';

/** A condition of a write: of which operation, on which item, and its expression. */
export interface Condition {
  readonly operation: string;
  readonly item: string;
  readonly expression: string;
}

/** Operations that are several writes with one name. */
const UNNAMED: readonly Deed[] = ['other', 'append', 'remove', 'forget', 'postpone'];

/** All conditions of a command. */
export function conditionsOf(command: Command): readonly Condition[] {
  const operation = operationOf(command);
  return guardsOf(command, deedOf(command)).map(({ on, says }) => ({ operation, item: on, expression: says }));
}

/** The command without a condition; the command itself when it does not have it. */
export function withoutCondition(command: Command, { operation, item, expression }: Condition): Command {
  if (operationOf(command) !== operation) return command;
  const deed = deedOf(command);
  const guard: Guard = { deed, on: item, says: expression };
  return unguarded(command, deed, [guard]) ?? command;
}

export const nameOf = ({ operation, item, expression }: Condition): string => [operation, item, expression].join(' | ');

/** The operation's name, or its kind of write on its first item. */
function operationOf(command: Command): string {
  const deed = deedOf(command);
  if (!UNNAMED.includes(deed)) return deed;
  const { TransactItems, ...input } = command.input as Input;
  const items = TransactItems?.map(writeOf) ?? [input];
  const kind = command.constructor.name.replace('Command', '');
  return `${kind} ${[...new Set(items.map((write) => skOf(write).replace(/#.*/, '#')))].join(' ')}`;
}
