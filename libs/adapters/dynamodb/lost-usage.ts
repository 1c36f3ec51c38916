import type { LostUsage } from '#ports/turns';
import { budgetKey, reservationKey, turnKey } from './keys.ts';
import { digest, transact } from './send.ts';
import type { MainTable } from './storage.ts';
import { check, putIfAbsent, update } from './transaction-items.ts';

/** @returns false when the turn pays for it. */
export async function chargeLost(
  table: MainTable,
  { ref, owner, period, limit, tokens, isUnclaimed }: LostUsage,
): Promise<boolean> {
  const { tableName } = table;
  const attempt = { ...ref, turnId: `${ref.turnId}.${owner}` };
  const operation = digest('charge', ref.sub, attempt.turnId, period);
  const isNotOurs = 'attribute_not_exists(#owner) OR #owner <> :owner';
  const refused = await transact(
    table,
    operation,
    [
      putIfAbsent(tableName, {
        ...reservationKey(attempt, period),
        state: 'settled',
        amount: tokens,
        estimate: tokens,
        source: 'estimate',
        version: 1,
        ...attempt,
        operation,
      }),
      ...(isUnclaimed ? [check(tableName, turnKey(ref), { when: [isNotOurs], values: { ':owner': owner } })] : []),
      update(tableName, budgetKey(ref.sub, period), {
        set: { limit },
        add: { committed: tokens, spent: tokens, live: 0 },
        when: [],
      }),
    ],
    (item) => item['operation']?.S === operation,
  );
  return refused === undefined;
}
