import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import type { SessionRef } from '#ports/session-records';
import { eventsPk, messageKey, sessionKey, TURN_PREFIX } from './keys.ts';
import { deleteRows, getRow, queryPages } from './rows.ts';
import { send } from './send.ts';
import type { Row, Storage } from './storage.ts';

/**
 * Removes the items of a deleted session, its own item last, so that an interrupted removal can be repeated. A session
 * without a deletion mark is not touched. Reservations stay, because the budget is their sum.
 */
export async function removeSession(storage: Storage, ref: SessionRef, turnIds: readonly string[] = []): Promise<void> {
  const key = sessionKey(ref);
  const session = await getRow(storage, key);
  if (session && session['deletedAt'] === undefined) return;
  for (const turnId of turnIds) await removeEvents(storage, { ...ref, turnId });
  // A stop in flight may still write its message. Once the turns are gone nothing is written any more.
  while ((await removeRows(storage, ref)) > 0);
  await send(storage, key.sk, () =>
    storage.client.send(new DeleteCommand({ TableName: storage.tableName, Key: { ...key } })),
  );
}

/** @returns the number of removed rows. */
async function removeRows(storage: Storage, ref: SessionRef): Promise<number> {
  let count = 0;
  for await (const rows of keysUnder(storage, storage.tableName, messageKey(ref, 0).pk)) {
    const turnIds = rows.filter(({ sk }) => sk.startsWith(TURN_PREFIX)).map(({ sk }) => sk.slice(TURN_PREFIX.length));
    // The events of a turn can only be found by its id, so they are removed before the turn.
    for (const turnId of turnIds) await removeEvents(storage, { ...ref, turnId });
    await deleteRows(storage, storage.tableName, rows);
    count += rows.length;
  }
  return count;
}

async function removeEvents(storage: Storage, turn: Parameters<typeof eventsPk>[0]): Promise<void> {
  for await (const rows of keysUnder(storage, storage.eventsTableName, eventsPk(turn))) {
    await deleteRows(storage, storage.eventsTableName, rows);
  }
}

async function* keysUnder(storage: Storage, tableName: string, pk: string) {
  const pages = queryPages(storage, {
    TableName: tableName,
    KeyConditionExpression: '#pk = :pk',
    ExpressionAttributeValues: { ':pk': pk },
    ProjectionExpression: 'pk, sk',
    ConsistentRead: true,
  });
  for await (const page of pages) yield page.map((row: Row) => ({ pk: String(row['pk']), sk: String(row['sk']) }));
}
