import {
  BatchWriteCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { EVENTS_TABLE_NAME, TABLE_NAME as TableName, tableDefinitions } from '../tables.ts';
import { createMemoryDynamo } from './engine.ts';
import { lostResponse, throttled } from './errors.ts';
import type { Change } from './writing.ts';

const key = { pk: 'p', sk: 's' };
const put = (fields: object = {}) => new PutCommand({ TableName, Item: { ...key, ...fields } });
const open = () => createMemoryDynamo(tableDefinitions);

describe('the store of the in-memory engine', () => {
  it('copies items when it stores and returns them', async () => {
    const { client } = open();
    const given = { list: [{ deep: 1 }] };
    await client.send(put(given));
    given.list[0] = { deep: 2 };
    const get = async () => (await client.send(new GetCommand({ TableName, Key: key }))).Item;
    const got = await get();
    expect(got).toMatchObject({ list: [{ deep: 1 }] });
    got?.['list'].push('mine');
    expect(await get()).toMatchObject({ list: [{ deep: 1 }] });
  });

  it('exposes its items as frozen objects', async () => {
    const { client, items } = open();
    await client.send(put({ list: [{ deep: 1 }] }));
    const [item] = [...items(TableName)];
    expect(item).toEqual({ ...key, list: [{ deep: 1 }] });
    expect(() => Object.assign(item?.['list'] ?? {}, { 0: 'mine' })).toThrow(TypeError);
  });

  it('drops undefined attributes', async () => {
    const { client, items } = open();
    await client.send(put({ a: undefined }));
    expect([...items(TableName)]).toEqual([key]);
  });

  it.each([[{ a: () => 1 }], [{ a: new Date() }], [{ a: Number.NaN }], [{ a: 2 ** 60 }]])(
    'refuses values that the document client does not accept: %o',
    async (fields) => {
      await expect(open().client.send(put(fields))).rejects.toThrow(/not storable|unsupported/);
    },
  );

  it.each([[{ sk: '' }], [{ sk: 1 }], [{ dueShard: 'a', dueAt: 1 }], [{ big: 'x'.repeat(410_000) }]])(
    'refuses invalid keys and items above 400 kB',
    async (fields) => {
      await expect(open().client.send(put(fields))).rejects.toMatchObject({ name: 'ValidationException' });
    },
  );
});

describe('the hooks of the in-memory engine', () => {
  it('makes a request fail before or after it is applied when a hook throws', async () => {
    const { client, hooks, items } = open();
    hooks.beforeApply = () => Promise.reject(throttled());
    await expect(client.send(put())).rejects.toThrow('throughput');
    expect([...items(TableName)]).toEqual([]);
    delete hooks.beforeApply;
    hooks.afterApply = () => {
      throw lostResponse();
    };
    await expect(client.send(put())).rejects.toThrow('hang up');
    expect([...items(TableName)]).toEqual([key]);
  });

  it('reports all changes of a write at once, with each item before and after', async () => {
    const { client, hooks } = open();
    const changes: (readonly Change[])[] = [];
    hooks.onWrite = (all) => void changes.push(all);
    await client.send(put({ n: 1 }));
    await client.send(
      new UpdateCommand({ TableName, Key: key, UpdateExpression: 'ADD n :n', ExpressionAttributeValues: { ':n': 1 } }),
    );
    const items = [{ Delete: { TableName, Key: key } }, { Put: { TableName: EVENTS_TABLE_NAME, Item: key } }];
    await client.send(new TransactWriteCommand({ TransactItems: items }));
    await client.send(new DeleteCommand({ TableName, Key: key }));
    const refused = { ...put().input, ConditionExpression: 'attribute_exists(pk)' };
    await expect(client.send(new PutCommand(refused))).rejects.toThrow();
    expect(changes).toEqual([
      [{ table: TableName, before: undefined, after: { ...key, n: 1 } }],
      [{ table: TableName, before: { ...key, n: 1 }, after: { ...key, n: 2 } }],
      [
        { table: TableName, before: { ...key, n: 2 }, after: undefined },
        { table: EVENTS_TABLE_NAME, before: undefined, after: key },
      ],
    ]);
  });
});

describe('the capacity of the in-memory engine', () => {
  const listed = { listKey: 'l', listSort: '1' };
  const update = (UpdateExpression: string, value: unknown) =>
    new UpdateCommand({ TableName, Key: key, UpdateExpression, ExpressionAttributeValues: { ':v': value } });
  const cases = [
    { what: 'a small item', commands: [put()], units: 1 },
    { what: 'one of 2.5 kB', commands: [put({ text: 'x'.repeat(2_500) })], units: 3 },
    { what: 'an item with a place in an index', commands: [put(listed)], units: 2 },
    { what: 'a change that leaves the index alone', commands: [put(listed), update('SET n = :v', 1)], units: 3 },
    { what: 'a move in the index', commands: [put(listed), update('SET listSort = :v', '2')], units: 5 },
    { what: 'the same place again', commands: [put(listed), update('SET listSort = :v', '1')], units: 3 },
    { what: 'by the larger image', commands: [put({ text: 'x'.repeat(2_500) }), put()], units: 6 },
    {
      what: 'twice in a transaction, but for the index',
      commands: [new TransactWriteCommand({ TransactItems: [{ Put: put(listed).input }] })],
      units: 3,
    },
    {
      what: 'each of a batch',
      commands: [
        new BatchWriteCommand({
          RequestItems: {
            [TableName]: [{ PutRequest: { Item: key } }, { DeleteRequest: { Key: { ...key, sk: 'x' } } }],
          },
        }),
      ],
      units: 2,
    },
  ];
  it.each(cases)('counts write units of $what', async ({ commands, units }) => {
    const { client, consumed } = open();
    for (const command of commands) await client.send(command as PutCommand);
    expect(consumed()).toEqual({ calls: commands.length, readUnits: 0, writeUnits: units });
  });

  it('counts write units of refused writes', async () => {
    const { client, consumed } = open();
    const refused = { ...put().input, ConditionExpression: 'attribute_exists(pk)' };
    await expect(client.send(new PutCommand(refused))).rejects.toThrow();
    expect(consumed().writeUnits).toBe(1);
  });

  it('counts read units per 4 kB, half for eventually consistent reads and in sum for a query', async () => {
    const { client, consumed } = open();
    for (const sk of ['a', 'b', 'c'])
      await client.send(new PutCommand({ TableName, Item: { pk: 'p', sk, text: 'x'.repeat(1_500) } }));
    const unitsOf = async (send: () => Promise<unknown>) => {
      const before = consumed().readUnits;
      await send();
      return consumed().readUnits - before;
    };
    const query = { TableName, KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': 'p' } };
    expect(await unitsOf(() => client.send(new GetCommand({ TableName, Key: { pk: 'p', sk: 'a' } })))).toBe(0.5);
    expect(
      await unitsOf(() => client.send(new GetCommand({ TableName, Key: { pk: 'p', sk: 'z' }, ConsistentRead: true }))),
    ).toBe(1);
    expect(await unitsOf(() => client.send(new QueryCommand({ ...query, ConsistentRead: true })))).toBe(2);
  });
});

describe('the limits of the in-memory engine', () => {
  it('throws for commands, tables and options that it does not support', async () => {
    const { client } = open();
    await expect(client.send(new ScanCommand({ TableName }))).rejects.toThrow('not known in memory');
    await expect(client.send(new GetCommand({ TableName: 'other', Key: key }))).rejects.toThrow('non-existent table');
    const returning = { ...put().input, ReturnValues: 'UPDATED_NEW' as const };
    await expect(client.send(new PutCommand(returning))).rejects.toThrow('not known in memory');
  });

  it("refuses a start key outside the query's range and consistent reads of an index", async () => {
    const { client } = open();
    const range = {
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :a)',
      ExpressionAttributeValues: { ':pk': 'p', ':a': 'a' },
    };
    const outside = new QueryCommand({ TableName, ...range, ExclusiveStartKey: { pk: 'p', sk: 'b1' } });
    await expect(client.send(outside)).rejects.toThrow('outside query boundaries');
    const index = {
      IndexName: 'list',
      KeyConditionExpression: 'listKey = :l',
      ExpressionAttributeValues: { ':l': 'l' },
    };
    const consistent = new QueryCommand({ TableName, ...index, ConsistentRead: true });
    await expect(client.send(consistent)).rejects.toThrow('Consistent reads');
  });
});
