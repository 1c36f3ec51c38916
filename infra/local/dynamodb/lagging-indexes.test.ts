import {
  DeleteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createLocalClock, type LocalClock } from '../clock.ts';
import { createPermissions } from '../iam/permissions.ts';
import type { TableSpec } from '../template/tables.ts';
import { startDynamoProxy } from './dynamo-proxy.ts';
import { startEngine } from './engine.ts';
import { startLaggingIndexes } from './lagging-indexes.ts';
import { engineClient, ensureTables } from './tables.ts';

const key = (AttributeName: string, KeyType: 'HASH' | 'RANGE') => ({ AttributeName, KeyType });
const TABLE: TableSpec = {
  TableName: 'things',
  AttributeDefinitions: ['pk', 'sk', 'color'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
  KeySchema: [key('pk', 'HASH'), key('sk', 'RANGE')],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'by-color',
      KeySchema: [key('color', 'HASH'), key('sk', 'RANGE')],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
  ],
};

let clock: LocalClock;
let client: DynamoDBClient;
let closing: (() => void | Promise<void>)[];

/** Starts an engine with the lag, on a table with one item. @param lagMs - Long, so that no test waits for its end. */
beforeEach(async () => {
  clock = createLocalClock();
  const engine = await startEngine({ say: () => undefined });
  const source = engineClient(engine.endpoint);
  await ensureTables(source, [TABLE]);
  await source.send(new PutItemCommand({ TableName: 'things', Item: item('old', 'red') }));
  const options = { source, tables: [TABLE], lagMs: 600_000, seed: 1, clock, say: () => undefined };
  const indexes = await startLaggingIndexes(options);
  const proxy = await startDynamoProxy({
    engineEndpoint: engine.endpoint,
    indexes,
    faults: { next: () => undefined },
    permissions: createPermissions(new Map()),
  });
  client = engineClient(proxy.url);
  closing = [() => client.destroy(), proxy.close, indexes.close, () => source.destroy(), engine.close];
});
afterEach(async () => {
  for (const close of closing) await close();
});

const item = (sk: string, color: string) => ({ pk: { S: 'p' }, sk: { S: sk }, color: { S: color } });
const put = (sk: string, color: string) => ({ Put: { TableName: 'things', Item: item(sk, color) } });

/** The sort keys of a color, as the index or the table has them. */
async function inIndex(color: string) {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: 'things',
      IndexName: 'by-color',
      KeyConditionExpression: 'color = :color',
      ExpressionAttributeValues: { ':color': { S: color } },
    }),
  );
  return Items.map(({ sk }) => sk?.S);
}
async function inTable() {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: 'things',
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: 'p' } },
    }),
  );
  return Items.map(({ sk }) => sk?.S);
}

it('an index has what was stored before the start', async () => {
  expect(await inIndex('red')).toEqual(['old']);
});

it('an index shows new, changed and removed items only after its delay, and the table shows them at once', async () => {
  await client.send(new PutItemCommand({ TableName: 'things', Item: item('new', 'red') }));
  await client.send(new TransactWriteItemsCommand({ TransactItems: [put('old', 'blue'), put('other', 'blue')] }));
  expect(await inTable()).toEqual(['new', 'old', 'other']);
  expect([await inIndex('red'), await inIndex('blue')]).toEqual([['old'], []]);

  clock.advance(0);
  expect([await inIndex('red'), await inIndex('blue')]).toEqual([['new'], ['old', 'other']]);

  await client.send(new DeleteItemCommand({ TableName: 'things', Key: { pk: { S: 'p' }, sk: { S: 'new' } } }));
  expect([await inTable(), await inIndex('red')]).toEqual([['old', 'other'], ['new']]);
  clock.advance(0);
  expect(await inIndex('red')).toEqual([]);
});
