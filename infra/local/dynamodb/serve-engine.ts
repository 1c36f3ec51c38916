import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { startFaultProxy } from '../faults/fault-proxy.ts';
import { createFaults, type Faults } from '../faults/faults.ts';
import type { TableSpec } from '../template/tables.ts';
import { startEngine } from './engine.ts';
import { engineClient, ensureTables } from './tables.ts';
import { throttleDynamo } from './throttle.ts';

export interface ServedEngine {
  /** Behind the proxy. It does not retry. */
  readonly client: DynamoDBClient;
  readonly endpoint: string;
  readonly faults: Faults;
  close(): Promise<void>;
}

const TABLE: TableSpec = {
  TableName: 'things',
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType: 'S' },
  ],
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
};

/** Starts the engine with one table behind the proxy of the local stack, for tests. */
export async function serveEngine(): Promise<ServedEngine> {
  const folder = await mkdtemp(join(tmpdir(), 'coachstream-dynamodb-'));
  const engine = await startEngine({ file: join(folder, 'dynamodb.sqlite'), say: () => undefined });
  const admin = engineClient(engine.endpoint);
  await ensureTables(admin, [TABLE]);
  admin.destroy();
  const faults = createFaults(1);
  const proxy = await startFaultProxy({
    upstream: () => engine.endpoint,
    faults: faults.of('dynamodb'),
    throttle: throttleDynamo,
  });
  const client = engineClient(proxy.url, { maxAttempts: 1 });
  return {
    client,
    endpoint: proxy.url,
    faults,
    async close() {
      client.destroy();
      await proxy.close();
      await engine.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
