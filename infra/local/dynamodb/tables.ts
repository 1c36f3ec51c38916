import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceNotFoundException,
} from '@aws-sdk/client-dynamodb';
import { LOCAL_REGION } from '../template/local-values.ts';
import type { TableSpec } from '../template/tables.ts';

/** The data folder contains tables of an older schema. */
export class OutdatedTable extends Error {
  override readonly name = 'OutdatedTable';
}

/** A client that bypasses the fault proxy. */
export const engineClient = (endpoint: string, options: { readonly maxAttempts?: number } = {}): DynamoDBClient =>
  new DynamoDBClient({
    ...options,
    endpoint,
    region: LOCAL_REGION,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });

/**
 * Creates the missing tables.
 * @throws {OutdatedTable} when an existing table lacks an index.
 */
export async function ensureTables(client: DynamoDBClient, tables: readonly TableSpec[]): Promise<void> {
  await Promise.all(tables.map((table) => ensureTable(client, table)));
}

async function ensureTable(client: DynamoDBClient, table: TableSpec): Promise<void> {
  const wanted = table.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName) ?? [];
  try {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: table.TableName }));
    const present = new Set(Table?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName));
    const missing = wanted.filter((name) => !present.has(name));
    if (missing.length === 0) return;
    throw new OutdatedTable(`table ${table.TableName} has no index ${missing.join(', ')}: start once with --reset`);
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
    const { GlobalSecondaryIndexes, ...common } = table;
    await client.send(
      new CreateTableCommand({
        ...common,
        BillingMode: 'PAY_PER_REQUEST',
        ...(GlobalSecondaryIndexes && {
          GlobalSecondaryIndexes: GlobalSecondaryIndexes.map(({ Projection, ...index }) => ({
            ...index,
            Projection: {
              ProjectionType: Projection.ProjectionType,
              ...(Projection.NonKeyAttributes && { NonKeyAttributes: Projection.NonKeyAttributes }),
            },
          })),
        }),
      }),
    );
  }
}
