import { isoOf } from '#ports/clock';
import type { JobOrder } from '#ports/jobs';
import type { SessionRef } from '#ports/session-records';
import type { NewSession, SessionListing, Sessions } from '#ports/sessions';
import { decodeCursor, encodeCursor } from './cursors.ts';
import { sessionOf } from './items.ts';
import { MESSAGE_PREFIX, messageKey, sessionKey } from './keys.ts';
import { listPage } from './listings.ts';
import { messageItem, messageOf } from './message-rows.ts';
import { orderItem } from './outbox.ts';
import { countRate } from './rates.ts';
import { removeSession } from './removal.ts';
import { getRow, queryRows } from './rows.ts';
import { digest, transact } from './send.ts';
import { end, extend, rename } from './session-changes.ts';
import { newSession } from './session-rows.ts';
import type { MainTable, Storage } from './storage.ts';
import { summarizeSession } from './summaries.ts';
import { put, putIfAbsent, update } from './transaction-items.ts';

const SEQ = /^\d{1,8}$/;

export function createDynamoSessions(storage: Storage): Sessions {
  return {
    create: (session) => create(storage, session),

    async get(ref) {
      return sessionOf(await getRow(storage, sessionKey(ref)), ref);
    },

    list: (listing) => list(storage, listing),
    messages: (ref, page) => messages(storage, ref, page),
    messagesBetween: (ref, numbers, only) => messagesBetween(storage, ref, numbers, only),
    rename: (ref, change) => rename(storage, ref, change),
    extend: (ref, expiresAt, now) => extend(storage, ref, expiresAt, now),
    end: (ref, now, removeAt) => end(storage, ref, now, removeAt),
    summarize: (ref, summary, readUpTo) => summarizeSession(storage, ref, summary, readUpTo),
    markDeleted: (ref, order, now, again) => markDeleted(storage, ref, now, again ? [order, again] : [order]),
    remove: (ref, turnIds, releaseImages) => removeSession(storage, ref, turnIds, releaseImages),
  };
}

async function create(table: MainTable, session: NewSession): Promise<boolean> {
  const { ref, messages: first, rate, now } = session;
  const operation = digest('create', ref.sub, ref.sessionId);
  const items = [
    putIfAbsent(table.tableName, newSession(session)),
    ...first.map((message) => put(table.tableName, messageItem(ref, message))),
    countRate(table.tableName, ref.sub, rate, now),
  ];
  // The id is new, so an existing item with it was stored by an earlier attempt of this call.
  return (await transact(table, operation, items, () => true)) === undefined;
}

function list(table: MainTable, { sub, kind, limit, cursor, sortOrder, from, to, only }: SessionListing) {
  return listPage(table, {
    sub,
    list: kind,
    limit,
    cursor,
    sortOrder,
    from,
    to,
    sparse: only !== undefined,
    keyOf: (sessionId) => sessionKey({ sub, kind, sessionId }),
    recordOf: (row) => {
      const session = sessionOf(row);
      return session && (only?.(session) ?? true) ? session : undefined;
    },
  });
}

async function messages(table: MainTable, ref: SessionRef, { limit, cursor }: Parameters<Sessions['messages']>[1]) {
  const start = cursor === undefined ? undefined : messageKey(ref, Number(decodeCursor(cursor, SEQ)));
  const rows = await queryRows(
    table,
    {
      KeyConditionExpression: '#pk = :pk AND begins_with(#sk, :messages)',
      ExpressionAttributeValues: { ':pk': messageKey(ref, 0).pk, ':messages': MESSAGE_PREFIX },
      ConsistentRead: true,
      // One row more than the page holds shows that another page follows.
      Limit: limit + 1,
      ...(start && { ExclusiveStartKey: start }),
    },
    limit + 1,
  );
  const items = rows.slice(0, limit).map(messageOf);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return { items, ...(last && { nextCursor: encodeCursor(String(last.seq)) }) };
}

async function messagesBetween(
  table: MainTable,
  ref: SessionRef,
  { from, before }: Parameters<Sessions['messagesBetween']>[1],
  only: Parameters<Sessions['messagesBetween']>[2],
) {
  if (from >= before) return [];
  const isNewest = only?.of === 'newest';
  const query = {
    KeyConditionExpression: '#pk = :pk AND #sk BETWEEN :from AND :to',
    ExpressionAttributeValues: {
      ':pk': messageKey(ref, from).pk,
      ':from': messageKey(ref, from).sk,
      ':to': messageKey(ref, before - 1).sk,
    },
    ConsistentRead: true,
    ScanIndexForward: !isNewest,
    ...(only && { Limit: only.count }),
  };
  const messages = (await queryRows(table, query, only?.count)).map(messageOf);
  return isNewest ? messages.reverse() : messages;
}

/** Removes the item's keys of both indexes, so that it is neither listed nor due. A running turn is stopped before. */
async function markDeleted(
  table: MainTable,
  ref: SessionRef,
  now: number,
  orders: readonly JobOrder[],
): Promise<boolean> {
  const isThere = 'attribute_exists(#pk)';
  const isNotDeleted = 'attribute_not_exists(#deletedAt)';
  const hasNoTurn = 'attribute_not_exists(#activeTurn)';
  const operation = digest('delete', ref.sub, ref.sessionId, now);
  const items = [
    update(table.tableName, sessionKey(ref), {
      set: { deletedAt: isoOf(now), operation },
      remove: ['listKey', 'listSort', 'dueShard', 'dueAt'],
      when: [isThere, isNotDeleted, hasNoTurn],
    }),
    ...orders.map((order) => put(table.tableName, orderItem(order, now))),
  ];
  return (await transact(table, operation, items, (session) => session['operation']?.S === operation)) === undefined;
}
