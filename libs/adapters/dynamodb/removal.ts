import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import type { SessionRef } from '#ports/session-records';
import { eventsPk, messageKey, sessionKey, TURN_PREFIX } from './keys.ts';
import { deleteRows, getRow, queryPages } from './rows.ts';
import { send } from './send.ts';
import type { Row, Storage } from './storage.ts';

/** The beginning of every key of an upload. */
const UPLOADS = 'user-uploads/';

type ReleaseImages = (keys: readonly string[]) => Promise<void>;

/**
 * Removes the items of a deleted session, its own item last, so that an interrupted removal can be repeated. A session
 * without a deletion mark is not touched. Reservations stay, because the budget is their sum.
 */
export async function removeSession(
  storage: Storage,
  ref: SessionRef,
  turnIds: readonly string[] = [],
  releaseImages: ReleaseImages = async () => undefined,
): Promise<void> {
  const key = sessionKey(ref);
  const session = await getRow(storage, key);
  if (session && session['deletedAt'] === undefined) return;
  for (const turnId of turnIds) await removeEvents(storage, { ...ref, turnId });
  // A stop in flight may still write its message. Once the turns are gone nothing is written any more.
  while ((await removeRows(storage, ref, releaseImages)) > 0);
  const kept = textsIn(session?.['state']).filter((text) => text.startsWith(UPLOADS));
  if (kept.length > 0) await releaseImages([...new Set(kept)]);
  await send(storage, key.sk, () =>
    storage.client.send(new DeleteCommand({ TableName: storage.tableName, Key: { ...key } })),
  );
}

/** All texts of a value, at any depth. The state of a session may name uploads anywhere. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** @returns the number of removed rows. */
async function removeRows(storage: Storage, ref: SessionRef, releaseImages: ReleaseImages): Promise<number> {
  let count = 0;
  for await (const rows of rowsUnder(storage, storage.tableName, messageKey(ref, 0).pk)) {
    const images = [...new Set(rows.flatMap(({ images }) => images))];
    if (images.length > 0) await releaseImages(images);
    const turnIds = rows.filter(({ sk }) => sk.startsWith(TURN_PREFIX)).map(({ sk }) => sk.slice(TURN_PREFIX.length));
    // The events of a turn can only be found by its id, so they are removed before the turn.
    for (const turnId of turnIds) await removeEvents(storage, { ...ref, turnId });
    await deleteRows(storage, storage.tableName, rows);
    count += rows.length;
  }
  return count;
}

async function removeEvents(storage: Storage, turn: Parameters<typeof eventsPk>[0]): Promise<void> {
  for await (const rows of rowsUnder(storage, storage.eventsTableName, eventsPk(turn))) {
    await deleteRows(storage, storage.eventsTableName, rows);
  }
}

/** Keys, and those of the images in messages. */
async function* rowsUnder(storage: Storage, tableName: string, pk: string) {
  const pages = queryPages(storage, {
    TableName: tableName,
    KeyConditionExpression: '#pk = :pk',
    ExpressionAttributeValues: { ':pk': pk },
    ProjectionExpression: '#pk, #sk, #content',
    ConsistentRead: true,
  });
  for await (const page of pages) {
    yield page.map((row: Row) => ({ pk: String(row['pk']), sk: String(row['sk']), images: imagesIn(row) }));
  }
}

function imagesIn({ content }: Row): readonly string[] {
  const blocks: readonly Partial<Record<string, unknown>>[] = Array.isArray(content) ? content : [];
  return blocks.flatMap(({ type, key }) => (type === 'image' ? [String(key)] : []));
}
