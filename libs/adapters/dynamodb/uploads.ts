import { DeleteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { ImageType } from '#contract/uploads';
import type { ImageHolder, Uploads, VerifiedImages } from '#ports/uploads';
import { allOf, namesIn } from './expressions.ts';
import { parseRow } from './items.ts';
import { uploadItemKey } from './keys.ts';
import { getRows, nameOf } from './rows.ts';
import { digest, transact, write } from './send.ts';
import type { MainTable, Row } from './storage.ts';
import { updateOf } from './transaction-items.ts';
import { holdImages, isHeld, verifiedKeys } from './upload-items.ts';

const UploadRow = z.object({ type: ImageType, width: z.int(), height: z.int(), sizeBytes: z.int() });

const isNotHeld = 'attribute_not_exists(#refs)';

/** One item per verified image, with a set of what uses it. */
export const createDynamoUploads = (table: MainTable): Uploads => ({
  async get(sub, keys) {
    const distinct = [...new Set(keys)];
    const keyOf = (key: string) => uploadItemKey(sub, key);
    return verifiedIn(await getRows(table, distinct.map(keyOf)), sub, distinct);
  },

  async hold(sub, images, holder) {
    if (images.length === 0) return true;
    const operation = digest('hold images', sub, holder, ...images.map(({ key }) => key));
    const items = holdImages(table.tableName, sub, images, holder);
    return (await transact(table, operation, items, () => false)) === undefined;
  },

  async release(sub, keys, holder) {
    const free: string[] = [];
    for (const key of new Set(keys)) if (await releaseImage(table, sub, key, holder)) free.push(key);
    return free;
  },
});

function verifiedIn(rows: ReadonlyMap<string, Row>, sub: string, keys: readonly string[]): VerifiedImages {
  const verified = [...verifiedKeys(rows, sub, keys)];
  return new Map(verified.map((key) => [key, parseRow(UploadRow, rows.get(nameOf(uploadItemKey(sub, key))) ?? {})]));
}

/** @returns whether nothing holds the image now. Its item is gone then. */
async function releaseImage(table: MainTable, sub: string, key: string, holder: ImageHolder): Promise<boolean> {
  const Key = uploadItemKey(sub, key);
  const input = updateOf(table.tableName, Key, { delete: { refs: new Set([holder]) }, when: [isHeld] });
  await write(table, key, () => table.client.send(new UpdateCommand(input)));
  // Deleted before its object, so that a claim that read the item cannot add a holder to an image without an object.
  const deletion = {
    TableName: table.tableName,
    Key: { ...Key },
    ConditionExpression: allOf(isNotHeld),
    ExpressionAttributeNames: namesIn(isNotHeld),
  };
  return (await write(table, key, () => table.client.send(new DeleteCommand(deletion)))).applied;
}
