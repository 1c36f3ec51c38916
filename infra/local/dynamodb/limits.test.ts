import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ServedEngine, serveEngine } from './serve-engine.ts';

let served: ServedEngine;
beforeAll(async () => {
  served = await serveEngine();
});
afterAll(() => served?.close());

const KB = 1024;
const TableName = 'things';
const key = (pk: string, sk: string) => ({ pk: { S: pk }, sk: { S: sk } });
const item = (pk: string, sk: string, sizeBytes = 1) => ({ ...key(pk, sk), v: { S: 'x'.repeat(sizeBytes) } });
const list = <Element>(length: number, make: (index: number) => Element) =>
  Array.from({ length }, (_, index) => make(index));

const put = (pk: string, sk: string, sizeBytes?: number) =>
  served.client.send(new PutItemCommand({ TableName, Item: item(pk, sk, sizeBytes) }));
const write = (count: number, sizeBytes?: number, pk = 'batch') =>
  served.client.send(
    new BatchWriteItemCommand({
      RequestItems: { [TableName]: list(count, (i) => ({ PutRequest: { Item: item(pk, `${i}`, sizeBytes) } })) },
    }),
  );
const transact = (count: number, sizeBytes?: number, ClientRequestToken?: string) =>
  served.client.send(
    new TransactWriteItemsCommand({
      ...(ClientRequestToken && { ClientRequestToken }),
      TransactItems: list(count, (i) => ({ Put: { TableName, Item: item('transaction', `${i}`, sizeBytes) } })),
    }),
  );

it('an item of more than 400 kB is refused', async () => {
  await put('a', 'large', 399 * KB);
  await expect(put('a', 'large', 400 * KB)).rejects.toMatchObject({
    name: 'ValidationException',
    message: 'Item size has exceeded the maximum allowed size',
  });
});

it('an update that makes an item larger than 400 kB is refused, alone and in a transaction', async () => {
  await put('a', 'growing', 399 * KB);
  const update = {
    TableName,
    Key: key('a', 'growing'),
    UpdateExpression: 'SET w = :w',
    ExpressionAttributeValues: { ':w': { S: 'y'.repeat(2 * KB) } },
  };
  await expect(served.client.send(new UpdateItemCommand(update))).rejects.toMatchObject({
    message: 'Item size to update has exceeded the maximum allowed size',
  });
  const command = new TransactWriteItemsCommand({ TransactItems: [{ Update: update }] });
  await expect(served.client.send(command)).rejects.toMatchObject({
    name: 'TransactionCanceledException',
    CancellationReasons: [{ Code: 'ValidationError' }],
  });
});

it('a transaction of more than 100 items, or of more than 4 MB, is refused', async () => {
  await transact(100);
  await expect(transact(101)).rejects.toMatchObject({ name: 'ValidationException' });
  await expect(transact(11, 390 * KB)).rejects.toThrow('exceeding the 4MB limit');
});

it('a token of a transaction is remembered, and refused with another content', async () => {
  await transact(1, 1, 'token');
  await transact(1, 1, 'token');
  await expect(transact(1, 2, 'token')).rejects.toMatchObject({ name: 'IdempotentParameterMismatchException' });
});

it('a batch of more than 25 writes or 100 reads is refused', async () => {
  await write(25);
  await expect(write(26)).rejects.toMatchObject({ name: 'ValidationException' });
  const Keys = list(101, (i) => key('batch', `${i}`));
  await expect(
    served.client.send(new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys } } })),
  ).rejects.toMatchObject({ name: 'ValidationException' });
});

it('a page of a query has at most 1 MB, and a batch of reads at most 16 MB', async () => {
  for (const pk of ['big1', 'big2']) await write(25, 390 * KB, pk);
  const page = await served.client.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: 'big1' } },
    }),
  );
  expect(page.Items?.length).toBeLessThanOrEqual(3);
  expect(page.LastEvaluatedKey).toBeDefined();
  const Keys = ['big1', 'big2'].flatMap((pk) => list(25, (i) => key(pk, `${i}`)));
  const batch = await served.client.send(new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys } } }));
  const read = batch.Responses?.[TableName]?.length ?? 0;
  expect(read).toBeLessThan(43);
  expect(batch.UnprocessedKeys?.[TableName]?.Keys).toHaveLength(50 - read);
});
