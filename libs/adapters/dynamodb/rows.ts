import {
  BatchGetCommand,
  BatchWriteCommand,
  type BatchWriteCommandInput,
  GetCommand,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { namesIn } from './expressions.ts';
import { Unprocessed } from './failures.ts';
import type { Key } from './keys.ts';
import { send } from './send.ts';
import type { MainTable, Row } from './storage.ts';

/** DynamoDB's limits for one request. */
const KEYS_A_GET = 100;
const WRITES_A_BATCH = 25;

export const nameOf = ({ pk, sk }: Row | Key): string => `${String(pk)}|${String(sk)}`;

export async function getRow(table: MainTable, key: Key): Promise<Row | undefined> {
  const { Item } = await send(table, key.sk, () =>
    table.client.send(new GetCommand({ TableName: table.tableName, Key: key, ConsistentRead: true })),
  );
  return Item;
}

/** Rows by the {@link nameOf} of their keys. Unprocessed keys are read again. */
export async function getRows(table: MainTable, keys: readonly Key[]): Promise<ReadonlyMap<string, Row>> {
  const rows = new Map<string, Row>();
  for (const chunk of chunksOf(keys, KEYS_A_GET)) {
    let left: Record<string, unknown>[] = chunk.map((key) => ({ ...key }));
    await send(table, nameOf(chunk[0] ?? {}), async () => {
      const request = { RequestItems: { [table.tableName]: { Keys: left, ConsistentRead: true } } };
      const { Responses, UnprocessedKeys } = await table.client.send(new BatchGetCommand(request));
      for (const row of Responses?.[table.tableName] ?? []) rows.set(nameOf(row), row);
      left = UnprocessedKeys?.[table.tableName]?.Keys ?? [];
      if (left.length > 0) throw new Unprocessed();
    });
  }
  return rows;
}

type WriteRequest = NonNullable<BatchWriteCommandInput['RequestItems']>[string][number];

/** Missing rows are no error, so the call can be repeated. */
export const deleteRows = (table: MainTable, tableName: string, keys: readonly Key[]): Promise<void> =>
  writeBatches(table, tableName, keys, ({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } }));

/** Writes whole items and replaces existing ones. */
export const putRows = (table: MainTable, items: readonly (Key & Row)[]): Promise<void> =>
  writeBatches(table, table.tableName, items, (item) => ({ PutRequest: { Item: item } }));

/** Sends unprocessed items again. */
async function writeBatches<Item extends Key>(
  table: MainTable,
  tableName: string,
  items: readonly Item[],
  requestOf: (item: Item) => WriteRequest,
): Promise<void> {
  for (const chunk of chunksOf(items, WRITES_A_BATCH)) {
    let left: BatchWriteCommandInput['RequestItems'] = { [tableName]: chunk.map(requestOf) };
    await send(table, nameOf(chunk[0] ?? {}), async () => {
      const { UnprocessedItems = {} } = await table.client.send(new BatchWriteCommand({ RequestItems: left }));
      left = UnprocessedItems;
      if (Object.keys(UnprocessedItems).length > 0) throw new Unprocessed();
    });
  }
}

export interface Query extends Omit<QueryCommandInput, 'TableName' | 'ExpressionAttributeNames'> {
  readonly TableName?: string;
  readonly KeyConditionExpression: string;
}

/** All pages in order, each read when requested. Attribute names are taken from the `#words` of its expressions. */
export async function* queryPages(table: MainTable, query: Query): AsyncGenerator<readonly Row[], void, undefined> {
  let next = query.ExclusiveStartKey;
  do {
    const input: QueryCommandInput = {
      TableName: table.tableName,
      ...query,
      ExpressionAttributeNames: namesIn(query.KeyConditionExpression, query.ProjectionExpression ?? ''),
      ...(next && { ExclusiveStartKey: next }),
    };
    const { Items = [], LastEvaluatedKey } = await send(table, 'query', () =>
      table.client.send(new QueryCommand(input)),
    );
    yield Items;
    next = LastEvaluatedKey;
  } while (next);
}

/** @param limit - Number of rows. Further pages are read only when needed. */
export async function queryRows(
  table: MainTable,
  query: Query,
  limit = Number.POSITIVE_INFINITY,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for await (const page of queryPages(table, query)) {
    rows.push(...page);
    if (rows.length >= limit) break;
  }
  return rows.slice(0, limit);
}

function chunksOf<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, place) =>
    items.slice(place * size, (place + 1) * size),
  );
}
