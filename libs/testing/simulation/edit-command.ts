import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { Command } from '../memory-dynamo/engine.ts';
import { type Deed, type Input, skOf, type TransactItem, type Write, writeOf, writesOf } from './write-names.ts';

/** A removed condition: of which write, on which item. */
export interface Guard {
  readonly deed: Deed;
  /** Prefix of the item's sort key. */
  readonly on: string;
  readonly says: string;
}

/** The command without the named guards; `undefined` when it has none of them. */
export function unguarded(command: Command, deed: Deed, guards: readonly Guard[]): Command | undefined {
  const mine = guards.filter((guard) => guard.deed === deed);
  if (mine.length === 0) return undefined;
  return editWrites(command, (write) =>
    mine.filter(({ on }) => skOf(write).startsWith(on)).reduce((left, { says }) => without(left, says), write),
  );
}

/** All guards that a command has. */
export const guardsOf = (command: Command, deed: Deed): readonly Guard[] =>
  writesOf(command).flatMap((write) =>
    sentencesOf(write.ConditionExpression ?? '').map((says) => ({ deed, on: skOf(write).replace(/#.*/, '#'), says })),
  );

/** The transaction without the items that have one of these sort keys. */
export function withoutItems(command: Command, prefixes: readonly string[]): Command {
  const input = command.input as Input;
  const TransactItems = (input.TransactItems ?? []).filter(
    (item) => !prefixes.some((prefix) => skOf(writeOf(item)).startsWith(prefix)),
  );
  return transaction({ ...input, TransactItems });
}

export function editWrites(command: Command, edit: (write: Write) => Write): Command {
  const input = command.input as Input;
  if (!input.TransactItems) return new (command.constructor as new (input: Write) => Command)(edit(input));
  const TransactItems = input.TransactItems.map(
    (item) => Object.fromEntries(Object.entries(item).map(([is, write]) => [is, edit(write)])) as TransactItem,
  );
  return transaction({ ...input, TransactItems });
}

export const transaction = (input: Input): Command =>
  new TransactWriteCommand(input as unknown as TransactWriteCommand['input']);

/** Removes unused names and values too, because DynamoDB rejects them. */
function without(write: Write, sentence: string): Write {
  const { ConditionExpression, ...rest } = write;
  const sentences = sentencesOf(ConditionExpression ?? '');
  const left = sentences.filter((said) => said !== sentence);
  if (left.length === sentences.length) return write;
  const condition = left
    .map((said) => (left.length === 1 && sentences.length === 1 ? said : `(${said})`))
    .join(' AND ');
  const text = `${write.UpdateExpression ?? ''} ${condition}`;
  const used = (name: string) => new RegExp(`${name}(?!\\w)`).test(text);
  const kept = <Value>(entries: Readonly<Record<string, Value>> | undefined) => {
    const known = Object.entries(entries ?? {}).filter(([name]) => used(name));
    return known.length > 0 ? Object.fromEntries(known) : undefined;
  };
  const names = kept(write.ExpressionAttributeNames);
  const values = kept(write.ExpressionAttributeValues);
  const { ExpressionAttributeNames: _names, ExpressionAttributeValues: _values, ...bare } = rest;
  return {
    ...bare,
    ...(condition !== '' && { ConditionExpression: condition }),
    ...(names && { ExpressionAttributeNames: names }),
    ...(values && { ExpressionAttributeValues: values }),
  };
}

/** `(one) AND (two)`, or a single condition. */
function sentencesOf(condition: string): readonly string[] {
  if (condition === '') return [];
  return condition.startsWith('(') ? condition.slice(1, -1).split(') AND (') : [condition];
}
