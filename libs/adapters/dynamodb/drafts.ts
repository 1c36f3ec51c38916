import * as z from 'zod/mini';
import { Draft } from '#contract/prompt-coach/intent';
import { isoOf } from '#ports/clock';
import type { DraftEdit, Drafts, StoredDraft } from '#ports/drafts';
import type { SessionRef } from '#ports/session-records';
import { parseRow } from './items.ts';
import { DRAFT_PREFIX, draftKey, listSort, sessionKey } from './keys.ts';
import { queryRows } from './rows.ts';
import { digest, transact } from './send.ts';
import type { MainTable } from './storage.ts';
import { putIfAbsent, update } from './transaction-items.ts';

const DraftRow = z.object({ ...Draft.shape, draftId: z.optional(z.string()) });

/** One item per draft, in the partition of its session. */
export const createDynamoDrafts = (table: MainTable): Drafts => ({
  list: (ref) => list(table, ref),
  edit: (edit) => store(table, edit),
});

async function list(table: MainTable, ref: SessionRef): Promise<readonly StoredDraft[]> {
  const rows = await queryRows(table, {
    KeyConditionExpression: '#pk = :pk AND begins_with(#sk, :drafts)',
    ExpressionAttributeValues: { ':pk': draftKey(ref, 0).pk, ':drafts': DRAFT_PREFIX },
    ConsistentRead: true,
  });
  return rows.map((row) => parseRow(DraftRow, row) as StoredDraft);
}

/** A running or parked turn will replace the state, so nothing else may change it meanwhile. */
async function store(table: MainTable, { ref, now, version, state, draft }: DraftEdit): Promise<boolean> {
  const isAsRead = '#version = :version';
  const hasNoTurn = 'attribute_not_exists(#activeTurn) AND attribute_not_exists(#parkedTurn)';
  const isOpen = '#status = :active AND attribute_not_exists(#deletedAt)';
  const isNotExpired = 'attribute_not_exists(#expiresAt) OR #expiresAt > :now';
  const updatedAt = isoOf(now);
  const operation = digest('draft', ref.sub, ref.sessionId, draft.draftId ?? '', version);
  const items = [
    update(table.tableName, sessionKey(ref), {
      set: { state, updatedAt, listSort: listSort(updatedAt, ref.sessionId), operation },
      add: { version: 1 },
      when: [isAsRead, hasNoTurn, isOpen, isNotExpired],
      values: { ':version': version, ':active': 'active', ':now': updatedAt },
    }),
    putIfAbsent(table.tableName, { ...draftKey(ref, draft.version), ...draft }),
  ];
  return (await transact(table, operation, items, (session) => session['operation']?.S === operation)) === undefined;
}
