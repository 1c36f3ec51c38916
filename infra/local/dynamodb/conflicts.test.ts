import {
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startFaultProxy } from '../faults/fault-proxy.ts';
import { type LoopbackServer, readBody, sendJson, serveLoopback } from '../loopback-server.ts';
import { createTransactionConflicts } from './conflicts.ts';
import { engineClient } from './tables.ts';
import { throttleDynamo } from './throttle.ts';

let upstream: LoopbackServer;
let proxy: LoopbackServer;
let client: DynamoDBClient;
/** Operations that have reached the service, and the answer that a transaction waits for. */
let arrived: string[];
let hold: PromiseWithResolvers<void>;

const JSON_TYPE = { 'content-type': 'application/x-amz-json-1.0' };
const KEY_SCHEMA = ['pk', 'sk'].map((AttributeName) => ({ AttributeName, KeyType: 'HASH' }));

beforeEach(() => start(60_000));

/** @param longestMs - Time after which a transaction counts as over. */
async function start(longestMs: number): Promise<void> {
  arrived = [];
  hold = Promise.withResolvers();
  upstream = await serveLoopback(0, async (request, response) => {
    const operation = String(request.headers['x-amz-target']).split('.').at(-1) ?? '';
    await readBody(request, 1e6);
    if (operation === 'DescribeTable') return sendJson(response, 200, { Table: { KeySchema: KEY_SCHEMA } }, JSON_TYPE);
    arrived.push(operation);
    if (operation === 'TransactWriteItems') await hold.promise;
    sendJson(response, 200, {}, JSON_TYPE);
  });
  proxy = await startFaultProxy({
    upstream: () => upstream.url,
    faults: { next: () => undefined },
    throttle: throttleDynamo,
    conflicts: createTransactionConflicts(longestMs),
  });
  client = engineClient(proxy.url, { maxAttempts: 1 });
}

afterEach(stop);

async function stop(): Promise<void> {
  hold.resolve();
  client.destroy();
  await proxy.close();
  await upstream.close();
}

const TableName = 'things';
const key = (sk: string) => ({ sk: { S: sk }, pk: { S: 'a' } });
const UPDATE = { UpdateExpression: 'SET v = :v', ExpressionAttributeValues: { ':v': { S: '1' } } };
const put = (sk: string) => client.send(new PutItemCommand({ TableName, Item: { v: { S: '1' }, ...key(sk) } }));
const update = (sk: string) => client.send(new UpdateItemCommand({ TableName, Key: key(sk), ...UPDATE }));
const transact = (token: string, ...names: string[]) =>
  client.send(
    new TransactWriteItemsCommand({
      ClientRequestToken: token,
      TransactItems: names.map((sk) => ({ Update: { TableName, Key: key(sk), ...UPDATE } })),
    }),
  );

/** Starts a transaction on the items 1 and 2 that runs until `hold` is released. */
async function startTransaction(): Promise<{ readonly over: Promise<unknown> }> {
  const over = transact('first', '1', '2');
  over.catch(() => undefined);
  await expect.poll(() => arrived).toEqual(['TransactWriteItems']);
  return { over };
}

it('a transaction is cancelled while another runs on one of its items, with a reason for each', async () => {
  await startTransaction();
  await expect(transact('second', '3', '2')).rejects.toMatchObject({
    name: 'TransactionCanceledException',
    CancellationReasons: [{ Code: 'None' }, { Code: 'TransactionConflict' }],
  });
  expect(arrived).toEqual(['TransactWriteItems']);
});

it.each([
  ['put', put],
  ['update', update],
])('a %s is refused while a transaction runs on its item, and passes afterwards', async (_, write) => {
  const { over } = await startTransaction();
  await expect(write('1')).rejects.toMatchObject({ name: 'TransactionConflictException' });
  await write('3');
  hold.resolve();
  await over;
  await write('1');
  expect(arrived).toHaveLength(3);
});

it('a transaction that is sent again while it runs is told so', async () => {
  const { over } = await startTransaction();
  await expect(transact('first', '1', '2')).rejects.toMatchObject({ name: 'TransactionInProgressException' });
  hold.resolve();
  await over;
  await transact('second', '1', '2');
});

it('a read passes while a transaction runs on its item', async () => {
  await startTransaction();
  await client.send(new GetItemCommand({ TableName, Key: key('1') }));
  expect(arrived).toEqual(['TransactWriteItems', 'GetItem']);
});

it('a transaction that the service does not answer ends too', async () => {
  const { over } = await startTransaction();
  const lost = expect(over).rejects.toThrow();
  await upstream.close();
  await lost;
  await expect(put('1')).rejects.not.toMatchObject({ name: 'TransactionConflictException' });
});

it('a transaction that a busy machine answers late does not conflict for longer than one of DynamoDB', async () => {
  await stop();
  await start(0);
  await startTransaction();
  await put('1');
  expect(arrived).toEqual(['TransactWriteItems', 'PutItem']);
});
