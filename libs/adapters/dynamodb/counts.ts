import { randomUUID } from 'node:crypto';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { COUNT_LIMITS, type Counted } from '#contract/count-limits';
import { type Counts, countExceeded } from '#ports/counts';
import { countedBy, isCounted, type StagedWrite } from '#ports/staged-writes';
import type { Change } from './expressions.ts';
import { countsKey, type Key } from './keys.ts';
import { digest, transact, write } from './send.ts';
import type { MainTable, Row } from './storage.ts';
import { removal, type TransactionItem, update, updateOf } from './transaction-items.ts';

export const countsOf = (row: Row | undefined): Counts =>
  Object.fromEntries(
    Object.keys(COUNT_LIMITS).flatMap((counted) =>
      row?.[counted] === undefined ? [] : [[counted, Number(row[counted])]],
    ),
  );

const raised = (counted: Counted, by: number): Change => {
  const hasRoom = `attribute_not_exists(#${counted}) OR #${counted} <= :most`;
  return { add: { [counted]: by }, when: [hasRoom], values: { ':most': COUNT_LIMITS[counted] - by } };
};

/** One more, in the transaction that stores it. */
export const countOne = (tableName: string, sub: string, counted: Counted): TransactionItem =>
  update(tableName, countsKey(sub), raised(counted, 1));

/**
 * Counts what is stored afterwards. A crash in between leaves the total too high, and so does a lost response.
 * @throws {CoachError} `validation_failed` when they do not fit under the limit.
 */
export async function countBefore(table: MainTable, sub: string, counted: Counted, by: number): Promise<void> {
  if (by === 0) return;
  const input = updateOf(table.tableName, countsKey(sub), raised(counted, by));
  const { applied } = await write(table, sub, () => table.client.send(new UpdateCommand(input)));
  if (!applied) throw countExceeded(counted);
}

/** What a commit stores. It has no condition, because a commit must not fail because of it. */
export function countCommitted(tableName: string, sub: string, writes: readonly StagedWrite[]): TransactionItem[] {
  const add: Partial<Record<Counted, number>> = {};
  for (const { type } of writes.filter(isCounted)) add[countedBy[type]] = (add[countedBy[type]] ?? 0) + 1;
  return Object.keys(add).length > 0 ? [update(tableName, countsKey(sub), { add, when: [] })] : [];
}

/** Deletes one row and counts it no more. @returns false when the row did not exist. */
export async function deleteCounted(table: MainTable, sub: string, key: Key, counted: Counted): Promise<boolean> {
  const items = [
    removal(table.tableName, key),
    update(table.tableName, countsKey(sub), { add: { [counted]: -1 }, when: [] }),
  ];
  // Every call is another operation, because an id may be stored and deleted again.
  const operation = digest('delete', key.pk, key.sk, randomUUID());
  return (await transact(table, operation, items, () => false)) === undefined;
}
