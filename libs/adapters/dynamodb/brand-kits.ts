import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { BrandKit } from '#contract/prompt-coach/brand';
import type { BrandKits } from '#ports/brand-kits';
import { countExceeded } from '#ports/counts';
import { countOne, deleteCounted } from './counts.ts';
import { decodeCursor, encodeCursor } from './cursors.ts';
import { namesIn } from './expressions.ts';
import { parseRow } from './items.ts';
import { brandKitKey } from './keys.ts';
import { getRow, queryRows } from './rows.ts';
import { digest, transact, write } from './send.ts';
import type { MainTable, Row } from './storage.ts';
import { putIfAbsent } from './transaction-items.ts';

const BrandKitRow = z.object(BrandKit.shape);
const kitOf = (row: Row): BrandKit => parseRow(BrandKitRow, row);

const KIT_ID = /^[\w-]{1,64}$/;

/** One item per kit. Ids sort by creation. */
export function createDynamoBrandKits(table: MainTable): BrandKits {
  return {
    async get(sub, brandKitId) {
      const row = await getRow(table, brandKitKey(sub, brandKitId));
      return row && kitOf(row);
    },
    list: (sub, page) => list(table, sub, page),
    add: (sub, kit) => add(table, sub, kit),
    replace: (sub, kit) => replace(table, sub, kit),
    remove: (sub, brandKitId) => deleteCounted(table, sub, brandKitKey(sub, brandKitId), 'brandKits'),
  };
}

async function list(table: MainTable, sub: string, { limit, cursor }: Parameters<BrandKits['list']>[1]) {
  const start = cursor === undefined ? undefined : brandKitKey(sub, decodeCursor(cursor, KIT_ID));
  const rows = await queryRows(
    table,
    {
      KeyConditionExpression: '#pk = :pk AND begins_with(#sk, :kits)',
      ExpressionAttributeValues: { ':pk': brandKitKey(sub, '').pk, ':kits': brandKitKey(sub, '').sk },
      ConsistentRead: true,
      ScanIndexForward: false,
      // One row more than the page holds shows that another page follows.
      Limit: limit + 1,
      ...(start && { ExclusiveStartKey: start }),
    },
    limit + 1,
  );
  const items = rows.slice(0, limit).map(kitOf);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return { items, ...(last && { nextCursor: encodeCursor(last.brandKitId) }) };
}

async function add(table: MainTable, sub: string, kit: BrandKit): Promise<void> {
  const items = [
    putIfAbsent(table.tableName, { ...brandKitKey(sub, kit.brandKitId), ...kit }),
    countOne(table.tableName, sub, 'brandKits'),
  ];
  // The id is new, so an existing item with it was stored by an earlier attempt of this call.
  const refused = await transact(table, digest('brand', sub, kit.brandKitId), items, () => true);
  if (refused) throw countExceeded('brandKits');
}

async function replace(table: MainTable, sub: string, kit: BrandKit): Promise<boolean> {
  const isThere = 'attribute_exists(#pk)';
  const put = {
    TableName: table.tableName,
    Item: { ...brandKitKey(sub, kit.brandKitId), ...kit },
    ConditionExpression: isThere,
    ExpressionAttributeNames: namesIn(isThere),
  };
  return (await write(table, kit.brandKitId, () => table.client.send(new PutCommand(put)))).applied;
}
