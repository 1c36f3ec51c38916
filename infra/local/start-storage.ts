import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Tier } from '#contract/tiers';
import type { Closers } from './closers.ts';
import type { DataFolder } from './data-folder.ts';
import { startEngine } from './dynamodb/engine.ts';
import { engineClient, ensureTables } from './dynamodb/tables.ts';
import { denyDynamo, throttleDynamo } from './dynamodb/throttle.ts';
import { startFaultProxy } from './faults/fault-proxy.ts';
import type { Faults } from './faults/faults.ts';
import { dynamoAccesses } from './iam/dynamodb-access.ts';
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
  closers: Closers,
): Promise<LocalStorage> {
  const client: DynamoDBClient = engineClient(engineEndpoint);
  closers.add({ close: () => client.destroy() });
  await ensureTables(client, product.tables);
  const tableName = mainTable(product);
  const people = createPeople(client, tableName);
  for (const tier of Tier.options) await people.ensure(DEMO_ACCOUNTS[tier], tier);
  const proxy = await startFaultProxy({
    upstream: () => engineEndpoint,
    faults: faults.of('dynamodb'),
    throttle: throttleDynamo,
    refuse: (request, body, response) => {
      const target = request.headers['x-amz-target'];
      if (typeof target !== 'string') return false; // not an operation: the connection is opened with a GET
      const accesses = dynamoAccesses(target, body.toString());
      const refusal = permissions.refusalOf(request.headers.authorization, accesses);
      if (refusal !== undefined) denyDynamo(response, refusal);
      return refusal !== undefined;
    },
  });
  return { endpoint: closers.add(proxy).url, tableName, people };
}

/** Name of the functions' main table. */
function mainTable({ functions }: Product): string {
  const name = functions.map(({ environment }) => environment['TABLE_NAME']).find(Boolean);
  if (!name) throw new Error('no function has a TABLE_NAME');
  return name;
}
