import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Tier } from '#contract/tiers';
import type { Closers } from './closers.ts';
import type { DataFolder } from './data-folder.ts';
import { startDynamoProxy } from './dynamodb/dynamo-proxy.ts';
import { startEngine } from './dynamodb/engine.ts';
import { startExpiry } from './dynamodb/expiry.ts';
import { type LaggingIndexes, type LaggingIndexesOptions, startLaggingIndexes } from './dynamodb/lagging-indexes.ts';
import { engineClient, ensureTables } from './dynamodb/tables.ts';
import type { Faults } from './faults/faults.ts';
import type { Permissions } from './iam/permissions.ts';
import { createPeople, DEMO_ACCOUNTS, type People } from './identity/people.ts';
import type { Product } from './template/product.ts';

/** @returns the endpoint of DynamoDB: the started engine's, or the one that was named. */
export async function startDynamo(
  data: DataFolder,
  endpoint: string | undefined,
  say: (line: string) => void,
  closers: Closers,
): Promise<string> {
  if (endpoint !== undefined) return endpoint;
  const engine = await startEngine({ file: data.state('dynamodb.sqlite'), say });
  return closers.add(engine).endpoint;
}

export interface LocalStorage {
  /** Endpoint for functions, behind the fault proxy. */
  readonly endpoint: string;
  /** Of the main table. */
  readonly tableName: string;
  readonly people: People;
}

/** Creates tables and demo accounts, and starts the fault proxy. */
export async function openStorage(
  product: Product,
  engineEndpoint: string,
  faults: Faults,
  permissions: Permissions,
  options: Pick<LaggingIndexesOptions, 'lagMs' | 'seed' | 'clock' | 'say'> & { readonly hasConflicts: boolean },
  closers: Closers,
): Promise<LocalStorage> {
  const client: DynamoDBClient = engineClient(engineEndpoint);
  closers.add({ close: () => client.destroy() });
  await ensureTables(client, product.tables);
  const tableName = mainTable(product);
  const people = createPeople(client, tableName);
  for (const tier of Tier.options) await people.ensure(DEMO_ACCOUNTS[tier], tier);
  closers.add(startExpiry({ endpoint: engineEndpoint, tables: product.expiring, clock: options.clock }));
  const indexes = await openIndexes({ ...options, source: client, tables: product.tables }, closers);
  const proxy = await startDynamoProxy({
    engineEndpoint,
    indexes,
    faults: faults.of('dynamodb'),
    permissions,
    hasConflicts: options.hasConflicts,
  });
  return { endpoint: closers.add(proxy).url, tableName, people };
}

/** @returns `undefined` when the engine's own indexes are read, which are always up to date. */
async function openIndexes(options: LaggingIndexesOptions, closers: Closers): Promise<LaggingIndexes | undefined> {
  return options.lagMs === 0 ? undefined : closers.add(await startLaggingIndexes(options));
}

/** Name of the functions' main table. */
function mainTable({ functions }: Product): string {
  const name = functions.map(({ environment }) => environment['TABLE_NAME']).find(Boolean);
  if (!name) throw new Error('no function has a TABLE_NAME');
  return name;
}
