import { DeleteItemCommand, DescribeTableCommand, type DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import type { LocalClock } from '../clock.ts';
import { startDueLoop } from '../invoke/due-loop.ts';
import type { ExpiringTable } from '../template/time-to-live.ts';
import { engineClient } from './tables.ts';

export interface Expiry {
  close(): void;
}

export interface ExpiryDeps {
  readonly endpoint: string;
  readonly tables: readonly ExpiringTable[];
  readonly clock: LocalClock;
}

/** DynamoDB deletes within a few days of the expiry. Until then an item is read and written as before. */
const LATE_MS = 48 * 3_600_000;
const FIRST_AFTER_MS = 60_000;
const EVERY_MS = 3_600_000;

/**
 * Deletes expired items late, by the local clock, as DynamoDB does. The engine itself keeps them for ever.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html
 */
export function startExpiry({ endpoint, tables, clock }: ExpiryDeps): Expiry {
  const client = engineClient(endpoint);
  let dueAt = clock.now() + FIRST_AFTER_MS;
  const run = () => {
    dueAt = clock.now() + EVERY_MS;
    const beforeSeconds = Math.floor((clock.now() - LATE_MS) / 1000);
    // An engine that restarts is asked again in an hour.
    for (const table of tables) deleteExpired(client, table, beforeSeconds).catch(() => undefined);
  };
  const loop = startDueLoop(clock, () => dueAt, run);
  return {
    close() {
      loop.close();
      client.destroy();
    },
  };
}

async function deleteExpired(
  client: DynamoDBClient,
  { tableName: TableName, attribute }: ExpiringTable,
  beforeSeconds: number,
): Promise<void> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  const keys = (Table?.KeySchema ?? []).map(({ AttributeName = '' }) => AttributeName);
  const expired = {
    ExpressionAttributeNames: { '#ttl': attribute },
    ExpressionAttributeValues: { ':before': { N: String(beforeSeconds) } },
  };
  const pages = paginateScan({ client }, { TableName, FilterExpression: '#ttl < :before', ...expired });
  for await (const { Items = [] } of pages) {
    for (const item of Items) {
      const Key = Object.fromEntries(keys.flatMap((name) => (item[name] ? [[name, item[name]]] : [])));
      // A write may have moved the expiry since the scan.
      await client
        .send(new DeleteItemCommand({ TableName, Key, ConditionExpression: '#ttl < :before', ...expired }))
        .catch(() => undefined);
    }
  }
}
