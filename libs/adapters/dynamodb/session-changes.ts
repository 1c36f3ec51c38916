import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { isoOf } from '#ports/clock';
import type { SessionRef } from '#ports/session-records';
import { expiryDueAt } from './due.ts';
import type { Change } from './expressions.ts';
import { listSort, sessionKey } from './keys.ts';
import { write } from './send.ts';
import type { MainTable } from './storage.ts';
import { updateOf } from './transaction-items.ts';

const isThere = 'attribute_exists(#pk) AND attribute_not_exists(#deletedAt)';
const isActive = '#status = :active';
const isNotExpired = 'attribute_not_exists(#expiresAt) OR #expiresAt > :now';

/** A given title is an attribute of its own, so that a turn that ends at the same time does not replace it. */
export const rename = (
  table: MainTable,
  ref: SessionRef,
  { title, pinned }: { readonly title?: string; readonly pinned?: boolean },
): Promise<boolean> => change(table, ref, { set: { givenTitle: title, pinned }, when: [isThere] });

/** Does not change the session's version, because a concurrent claim must not fail because of it. */
export const extend = (table: MainTable, ref: SessionRef, expiresAt: string, now: number): Promise<boolean> =>
  change(table, ref, {
    set: { expiresAt, dueAt: expiryDueAt(Date.parse(expiresAt)) },
    when: [isThere, isActive, isNotExpired],
    values: { ':active': 'active', ':now': isoOf(now) },
  });

export function end(table: MainTable, ref: SessionRef, now: number, removeAt?: number): Promise<boolean> {
  const hasNoTurn = 'attribute_not_exists(#activeTurn)';
  const updatedAt = isoOf(now);
  return change(table, ref, {
    set: {
      status: 'ended',
      updatedAt,
      listSort: listSort(updatedAt, ref.sessionId),
      ...(removeAt !== undefined && { dueAt: isoOf(removeAt) }),
    },
    add: { version: 1 },
    remove: removeAt === undefined ? ['dueShard', 'dueAt'] : [],
    when: [isThere, isActive, isNotExpired, hasNoTurn],
    values: { ':active': 'active', ':now': updatedAt },
  });
}

/** The same change again gives the same session, so a lost response needs no second look. */
async function change(table: MainTable, ref: SessionRef, changes: Change): Promise<boolean> {
  const input = updateOf(table.tableName, sessionKey(ref), changes);
  const { applied } = await write(table, ref.sessionId, () => table.client.send(new UpdateCommand(input)));
  return applied;
}
