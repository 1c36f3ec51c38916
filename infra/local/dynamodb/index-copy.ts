import {
  type AttributeValue,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import type { TableSpec } from '../template/tables.ts';
import { startEngine } from './engine.ts';
import { engineClient, ensureTables } from './tables.ts';

export type Item = Record<string, AttributeValue>;

/** A second engine, in memory, with the items of the tables that have indexes. */
export interface IndexCopy {
  readonly endpoint: string;
  /** The key of an item; `undefined` for a table without an index. */
  keyOf(table: string, item: Readonly<Item>): Item | undefined;
  /** Copies an item as it is now, or removes it when it is gone. */
  copy(table: string, key: Item): Promise<void>;
  close(): Promise<void>;
}

/** Starts the copy, with all that the tables contain. */
export async function startIndexCopy(
  source: DynamoDBClient,
  tables: readonly TableSpec[],
  say: (line: string) => void,
): Promise<IndexCopy> {
  const indexed = tables.filter(({ GlobalSecondaryIndexes = [] }) => GlobalSecondaryIndexes.length > 0);
  const engine = await startEngine({ say });
  const client = engineClient(engine.endpoint);
  await ensureTables(client, indexed);
  for (const { TableName } of indexed) await copyTable(source, client, TableName);

  return {
    endpoint: engine.endpoint,
    keyOf(table, item) {
      const spec = indexed.find(({ TableName }) => TableName === table);
      if (!spec) return undefined;
      const names = spec.KeySchema.map(({ AttributeName }) => AttributeName);
      return Object.fromEntries(names.flatMap((name) => (item[name] ? [[name, item[name]]] : [])));
    },
    async copy(TableName, Key) {
      const { Item } = await source.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }));
      if (Item) await client.send(new PutItemCommand({ TableName, Item }));
      else await client.send(new DeleteItemCommand({ TableName, Key }));
    },
    async close() {
      client.destroy();
      await engine.close();
    },
  };
}

async function copyTable(source: DynamoDBClient, client: DynamoDBClient, TableName: string): Promise<void> {
  let ExclusiveStartKey: Item | undefined;
  do {
    const page = await source.send(new ScanCommand({ TableName, ...(ExclusiveStartKey && { ExclusiveStartKey }) }));
    for (const Item of page.Items ?? []) await client.send(new PutItemCommand({ TableName, Item }));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
}
