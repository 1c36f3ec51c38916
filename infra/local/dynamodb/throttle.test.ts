import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  GetItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type ServedEngine, serveEngine } from './serve-engine.ts';

let served: ServedEngine;
beforeEach(async () => {
  served = await serveEngine();
});
afterEach(() => served?.close());

const TableName = 'things';
const key = (sk: string) => ({ pk: { S: 'a' }, sk: { S: sk } });
const throttle = () => served.faults.add({ target: 'dynamodb', kind: 'throttle', probability: 1, times: 1 });
const write = (...names: string[]) =>
  served.client.send(
    new BatchWriteItemCommand({
      RequestItems: { [TableName]: names.map((sk) => ({ PutRequest: { Item: key(sk) } })) },
    }),
  );
const read = (...names: string[]) =>
  served.client.send(
    new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: names.map(key), ConsistentRead: true } } }),
  );
const stored = async () => {
  const query = { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': { S: 'a' } } };
  const { Items = [] } = await served.client.send(new QueryCommand({ TableName, ...query }));
  return Items.map(({ sk }) => sk?.S);
};

it('a throttled batch of writes is processed in part, and returns the rest as unprocessed', async () => {
  throttle();
  const { UnprocessedItems } = await write('1', '2', '3');
  expect(UnprocessedItems).toEqual({ [TableName]: [{ PutRequest: { Item: key('3') } }] });
  expect(await stored()).toEqual(['1', '2']);
});

it('a throttled batch of reads is answered in part, and returns the rest as unprocessed', async () => {
  await write('1', '2', '3');
  throttle();
  const { Responses, UnprocessedKeys } = await read('1', '2', '3');
  expect(Responses?.[TableName]).toHaveLength(2);
  expect(UnprocessedKeys).toEqual({ [TableName]: { Keys: [key('3')], ConsistentRead: true } });
});

it('a throttled batch of one element is refused', async () => {
  throttle();
  await expect(write('1')).rejects.toMatchObject({ name: 'ProvisionedThroughputExceededException' });
  expect(await stored()).toEqual([]);
});

it('a throttled transaction is cancelled with a reason for each item', async () => {
  throttle();
  const TransactItems = ['1', '2'].map((sk) => ({ Put: { TableName, Item: key(sk) } }));
  await expect(served.client.send(new TransactWriteItemsCommand({ TransactItems }))).rejects.toMatchObject({
    name: 'TransactionCanceledException',
    CancellationReasons: [{ Code: 'ThrottlingError' }, { Code: 'None' }],
  });
  expect(await stored()).toEqual([]);
});

it('any other throttled request is refused', async () => {
  throttle();
  await expect(served.client.send(new GetItemCommand({ TableName, Key: key('1') }))).rejects.toMatchObject({
    name: 'ProvisionedThroughputExceededException',
    $metadata: { httpStatusCode: 400 },
  });
});
