import { isoOf } from '#ports/clock';
import type { GenerationOrder, Ordered } from '#ports/generations';
import type { SessionRef } from '#ports/session-records';
import { leaseDueAt } from './due.ts';
import { generationsOf } from './generation-rows.ts';
import { dueShard, generationKey, listKey, listSort, quotaKey, sessionKey } from './keys.ts';
import { orderItem } from './outbox.ts';
import { getRow } from './rows.ts';
import { digest, transact } from './send.ts';
import type { MainTable } from './storage.ts';
import { put, putIfAbsent, update } from './transaction-items.ts';

/** Stores the generation, its job and its pictures of the month, in one transaction. */
export async function placeOrder(table: MainTable, order: GenerationOrder): Promise<Ordered> {
  const { generation, session, limit, now, job } = order;
  const { sub, generationId, count, period, createdAt, deadline } = generation;
  if (count > limit) return 'exhausted';
  const key = generationKey(sub, generationId);
  const operation = digest('generate', sub, generationId);
  const isFree = 'attribute_not_exists(#activeGeneration)';
  const isThere = 'attribute_exists(#pk) AND attribute_not_exists(#deletedAt)';
  const isOpen = '#status = :ended OR (#status = :active AND (attribute_not_exists(#expiresAt) OR #expiresAt > :now))';
  const hasRoom = 'attribute_not_exists(#count) OR #count <= :most';
  const items = [
    putIfAbsent(table.tableName, {
      ...key,
      ...generation,
      listKey: listKey(sub, generationsOf(session.sessionId)),
      listSort: listSort(createdAt, generationId),
      dueShard: dueShard(key),
      dueAt: leaseDueAt(Date.parse(deadline)),
    }),
    update(table.tableName, quotaKey(sub, period), {
      add: { count },
      when: [hasRoom],
      values: { ':most': limit - count },
    }),
    update(table.tableName, sessionKey(session), {
      set: { activeGeneration: generationId },
      when: [isThere, isFree, isOpen],
      values: { ':ended': 'ended', ':active': 'active', ':now': isoOf(now) },
    }),
    put(table.tableName, orderItem(job, now)),
  ];
  const refused = await transact(table, operation, items, () => false);
  if (!refused) return 'ordered';
  if (refused[0]) return 'exists';
  if (refused[2]) return whyClosed(table, session, now);
  return 'exhausted';
}

async function whyClosed(table: MainTable, session: SessionRef, now: number): Promise<'busy' | 'closed'> {
  const row = await getRow(table, sessionKey(session));
  const isGone = !row || row['deletedAt'] !== undefined || row['status'] === 'expired';
  const isPast = row?.['status'] === 'active' && String(row['expiresAt'] ?? '~') <= isoOf(now);
  return isGone || isPast ? 'closed' : 'busy';
}
