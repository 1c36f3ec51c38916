import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { holds, parseCondition } from './conditions.ts';
import { conditionFailed, type Refusal, transactionCanceled, validationFailed } from './errors.ts';
import { type Placeholders, placeholders } from './paths.ts';
import { keyPart, type Row, rowOf, type Table, writeUnits } from './storage.ts';
import { parseUpdate, updated } from './updates.ts';
import { freeze, type Item } from './values.ts';

/** Limits of DynamoDB. */
const ITEM_BYTES = 400 * 1024;
const MAX_TRANSACTION_ITEMS = 100;

/** One write, alone or in a transaction. */
export interface TransactionItem {
  readonly is: 'Put' | 'Update' | 'Delete' | 'ConditionCheck';
  readonly input: WriteInput;
}

interface WriteInput {
  readonly TableName?: string | undefined;
  readonly Item?: unknown;
  readonly Key?: unknown;
  readonly ConditionExpression?: string | undefined;
  readonly UpdateExpression?: string | undefined;
  readonly ExpressionAttributeNames?: Record<string, string> | undefined;
  readonly ExpressionAttributeValues?: Record<string, unknown> | undefined;
  readonly ReturnValuesOnConditionCheckFailure?: string | undefined;
}

/** One frozen item before and after a write. */
export interface Change {
  readonly table: string;
  readonly before?: Item | undefined;
  readonly after?: Item | undefined;
}

interface Plan {
  readonly write: TransactionItem;
  readonly table: Table;
  readonly key: Item;
  readonly before: Row | undefined;
  readonly after: Row | undefined;
  readonly refusal?: Refusal;
}

/** Computes the effect of a write and checks its condition. Changes nothing. */
function plan(write: TransactionItem, tableOf: TableOf): Plan {
  const { input } = write;
  const table = tableOf(input.TableName);
  const given = placeholders(input, input.ConditionExpression, input.UpdateExpression);
  const source = freeze(write.is === 'Put' ? input.Item : input.Key) as Item;
  const key = {
    [table.key.hash]: keyPart(source, table.key.hash),
    [table.key.range]: keyPart(source, table.key.range),
  };
  if (write.is !== 'Put' && Object.keys(source).length !== 2)
    throw validationFailed('The provided key element does not match the schema');
  const before = table.get(key);
  const passes =
    input.ConditionExpression === undefined || holds(parseCondition(input.ConditionExpression), before?.item, given);
  if (!passes) {
    const item = input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD' ? before?.item : undefined;
    const refusal = { code: 'ConditionalCheckFailed', message: 'The conditional request failed', item } as const;
    return { write, table, key, before, after: before, refusal };
  }
  return { write, table, key, before, after: after(write, key, source, before, given) };
}

function after(
  write: TransactionItem,
  key: Item,
  source: Item,
  before: Row | undefined,
  given: Placeholders,
): Row | undefined {
  if (write.is === 'ConditionCheck') return before;
  if (write.is === 'Delete') return undefined;
  const start = before?.item ?? Object.freeze(key);
  const update = write.input.UpdateExpression;
  const item = write.is === 'Put' ? source : update === undefined ? start : updated(start, parseUpdate(update), given);
  if (Object.entries(key).some(([name, value]) => item[name] !== value)) {
    throw validationFailed('Cannot update attribute. This attribute is part of the key');
  }
  const row = rowOf(item);
  if (row.size > ITEM_BYTES) throw validationFailed('Item size has exceeded the maximum allowed size');
  return row;
}

/**
 * Write units on the table: by the larger of the two images, also when the condition failed.
 * @param factor - 2 in transactions, which write every item twice: once to prepare, once to commit.
 */
const tableUnits = ({ before, after }: Plan, factor: number) =>
  writeUnits(Math.max(before?.size ?? 0, after?.size ?? 0)) * factor;

/** Indexes are updated after the commit, so a transaction does not double their cost. */
function apply({ write, table, before, after }: Plan, spend: Spend): Change[] {
  if (write.is === 'ConditionCheck' || (!before && !after)) return [];
  spend(table.change(before, after));
  return [{ table: table.name, before: before?.item, after: after?.item }];
}

/** Called with write units even when the write is refused, because refusals cost as well. */
type Spend = (units: number) => void;
type TableOf = (name: string | undefined) => Table;

/** @throws ConditionalCheckFailedException */
export function writeOne(write: TransactionItem, tableOf: TableOf, spend: Spend): readonly Change[] {
  const planned = plan(write, tableOf);
  spend(tableUnits(planned, 1));
  if (planned.refusal) throw conditionFailed(planned.refusal.item);
  return apply(planned, spend);
}

/** @throws TransactionCanceledException when a condition of one write failed. Nothing is written then. */
export function writeAll(input: TransactWriteCommandInput, tableOf: TableOf, spend: Spend): readonly Change[] {
  const plans = itemsOf(input).map((write) => plan(write, tableOf));
  refuseTransaction(plans);
  spend(plans.reduce((units, planned) => units + tableUnits(planned, 2), 0));
  if (plans.some(({ refusal }) => refusal)) throw transactionCanceled(plans.map(({ refusal }) => refusal));
  return plans.flatMap((planned) => apply(planned, spend));
}

function itemsOf({ TransactItems = [] }: TransactWriteCommandInput): readonly TransactionItem[] {
  return TransactItems.map(({ Put, Update, Delete, ConditionCheck }): TransactionItem => {
    if (Put) return { is: 'Put', input: Put };
    if (Update) return { is: 'Update', input: Update };
    if (Delete) return { is: 'Delete', input: Delete };
    if (ConditionCheck) return { is: 'ConditionCheck', input: ConditionCheck };
    throw validationFailed('TransactItems can only contain one of Check, Put, Update or Delete');
  });
}

function refuseTransaction(plans: readonly Plan[]): void {
  if (plans.length === 0 || plans.length > MAX_TRANSACTION_ITEMS)
    throw validationFailed('A transaction has 1 to 100 items');
  const keys = plans.map(({ table, key }) => JSON.stringify([table.name, key[table.key.hash], key[table.key.range]]));
  if (new Set(keys).size < keys.length)
    throw validationFailed('Transaction request cannot include multiple operations on one item');
}
