import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { expect, it } from 'vitest';
import { somebody } from '../storage-fixtures.ts';
import { TABLE_NAME as TableName } from '../tables.ts';

/** Contract of every engine for conditions, updates and transactions. */
export function expressionsContract(open: () => DynamoDBDocumentClient) {
  const names = {
    '#s': 's',
    '#n': 'n',
    '#m': 'm',
    '#l': 'l',
    '#x': 'x',
    '#no': 'no',
    '#nil': 'nil',
    '#k': 'k',
    '#set': 'set',
  };
  const namesOf = (text: string) =>
    Object.fromEntries(Object.entries(names).filter(([word]) => new RegExp(`${word}\\b`).test(text)));
  const valuesOf = (values: object) =>
    Object.keys(values).length > 0 ? { ExpressionAttributeValues: { ...values } } : {};
  const item = {
    s: 'beta',
    n: 5,
    m: { k: 'deep', l: [1, 2] },
    l: ['a', 'b'],
    x: true,
    nil: null,
    set: new Set(['a', 'b']),
  };
  /** Stores a new item in a new partition. */
  const stored = async (client: DynamoDBDocumentClient, sk = 'a') => {
    const Key = { pk: somebody(), sk };
    await client.send(new PutCommand({ TableName, Item: { ...Key, ...item } }));
    return Key;
  };
  const failure = (work: Promise<unknown>) =>
    work.then(
      () => undefined,
      (error: Error) => error,
    );

  const conditions: readonly [string, object, boolean][] = [
    ['attribute_exists(#s)', {}, true],
    ['attribute_exists(#no)', {}, false],
    ['attribute_not_exists(#m.#no)', {}, true],
    ['#s = :v', { ':v': 'beta' }, true],
    ['#s <> :v', { ':v': 'beta' }, false],
    ['#no <> :v', { ':v': 'beta' }, true],
    ['#no = :v', { ':v': 'beta' }, false],
    ['#n < :v', { ':v': 6 }, true],
    ['#n <= :v', { ':v': 5 }, true],
    ['#n > :v', { ':v': 5 }, false],
    ['#n >= :v', { ':v': 'text' }, false],
    ['#nil > :v', { ':v': 'text' }, false],
    ['#n BETWEEN :a AND :b', { ':a': 5, ':b': 6 }, true],
    ['#n BETWEEN :a AND :b AND #s = :v', { ':a': 6, ':b': 7, ':v': 'beta' }, false],
    ['#s IN (:a, :b)', { ':a': 'alpha', ':b': 'beta' }, true],
    ['NOT #s IN (:a, :b)', { ':a': 'alpha', ':b': 'gamma' }, true],
    ['begins_with(#s, :v)', { ':v': 'be' }, true],
    ['begins_with(#no, :v)', { ':v': 'be' }, false],
    ['contains(#s, :v)', { ':v': 'eta' }, true],
    ['contains(#l, :v)', { ':v': 'b' }, true],
    ['contains(#l, :v)', { ':v': 'c' }, false],
    ['contains(#set, :v)', { ':v': 'b' }, true],
    ['contains(#set, :v)', { ':v': 'c' }, false],
    ['#set = :v', { ':v': new Set(['b', 'a']) }, true],
    ['#set = :v', { ':v': new Set(['a']) }, false],
    ['size(#set) = :v', { ':v': 2 }, true],
    ['attribute_type(#set, :v)', { ':v': 'SS' }, true],
    ['attribute_type(#m, :v)', { ':v': 'M' }, true],
    ['size(#s) = :v', { ':v': 4 }, true],
    ['size(#l) > :v', { ':v': 2 }, false],
    ['#m.#k = :v', { ':v': 'deep' }, true],
    ['#m.#l[1] = :v', { ':v': 2 }, true],
    ['#m = :v', { ':v': { l: [1, 2], k: 'deep' } }, true],
    ['#s = :v OR #n = :w AND #x = :f', { ':v': 'beta', ':w': 6, ':f': false }, true],
    ['(#s = :v OR #n = :w) AND #x = :f', { ':v': 'beta', ':w': 6, ':f': false }, false],
    ['NOT (#s = :v AND #n = :w)', { ':v': 'beta', ':w': 6 }, true],
  ];
  it.each(conditions)('evaluates condition %s with %j to %s', async (expression, values, passes) => {
    const client = open();
    const command = new DeleteCommand({
      TableName,
      Key: await stored(client),
      ConditionExpression: expression,
      ExpressionAttributeNames: namesOf(expression),
      ...valuesOf(values),
    });
    expect((await failure(client.send(command)))?.name).toBe(passes ? undefined : 'ConditionalCheckFailedException');
  });

  const updates: readonly [string, object, object | string][] = [
    ['SET #s = :v, #n = #n + :one', { ':v': 'new', ':one': 1 }, { s: 'new', n: 6 }],
    ['SET #n = #n - :one, #no = #n', { ':one': 1 }, { n: 4, no: 5 }],
    ['SET #no = if_not_exists(#no, :v)', { ':v': 1 }, { no: 1 }],
    ['SET #nil = if_not_exists(#nil, :v)', { ':v': 1 }, { nil: null }],
    ['ADD #nil :v', { ':v': 1 }, 'ValidationException'],
    ['SET #n = if_not_exists(#n, :v) + :v', { ':v': 1 }, { n: 6 }],
    ['SET #l = list_append(#l, :v)', { ':v': ['c'] }, { l: ['a', 'b', 'c'] }],
    ['SET #m.#no = :v REMOVE #m.#k', { ':v': 1 }, { m: { l: [1, 2], no: 1 } }],
    ['SET #m.#l[0] = :v', { ':v': 9 }, { m: { k: 'deep', l: [9, 2] } }],
    ['REMOVE #l[0], #x', {}, { l: ['b'], x: undefined }],
    ['REMOVE #no', {}, {}],
    ['ADD #n :v, #no :v', { ':v': -7 }, { n: -2, no: -7 }],
    ['ADD #set :v', { ':v': new Set(['b', 'c']) }, { set: new Set(['a', 'b', 'c']) }],
    ['ADD #no :v', { ':v': new Set(['b']) }, { no: new Set(['b']) }],
    ['DELETE #set :v', { ':v': new Set(['b', 'c']) }, { set: new Set(['a']) }],
    ['DELETE #set :v', { ':v': new Set(['a', 'b']) }, { set: undefined }],
    ['DELETE #no :v', { ':v': new Set(['b']) }, { no: undefined }],
    ['ADD #n :one DELETE #set :v', { ':one': 1, ':v': new Set(['b']) }, { n: 6, set: new Set(['a']) }],
    ['ADD #set :v', { ':v': 1 }, 'ValidationException'],
    ['DELETE #l :v', { ':v': new Set(['a']) }, 'ValidationException'],
    ['DELETE #n :v', { ':v': 1 }, 'ValidationException'],
    ['SET #no.#k = :v', { ':v': 1 }, 'ValidationException'],
    ['ADD #s :v', { ':v': 1 }, 'ValidationException'],
    ['SET #s = #no', {}, 'ValidationException'],
    ['SET #m = :v, #m.#k = :v', { ':v': 1 }, 'ValidationException'],
    ['SET #s = :v SET #n = :v', { ':v': 1 }, 'ValidationException'],
    ['SET #s = :v', { ':v': 1, ':unused': 2 }, 'ValidationException'],
    ['SET #s = :unknown', { ':v': 1 }, 'ValidationException'],
    ['SET #s : 3', { ':v': 1 }, 'ValidationException'],
  ];
  it.each(updates)('applies update %s with %j and stores %j', async (expression, values, expected) => {
    const client = open();
    const Key = await stored(client);
    const command = new UpdateCommand({
      TableName,
      Key,
      UpdateExpression: expression,
      ExpressionAttributeNames: namesOf(expression),
      ...valuesOf(values),
      ReturnValues: 'ALL_NEW',
    });
    const attempt = await client.send(command).catch((error: Error) => error.name);
    if (typeof expected === 'string') expect(attempt).toBe(expected);
    else {
      const { Attributes } = attempt as { readonly Attributes: object };
      const present = Object.entries({ ...Key, ...item, ...expected }).filter(([, value]) => value !== undefined);
      expect(Attributes).toEqual(Object.fromEntries(present));
    }
  });

  let deep: unknown = 1;
  for (let level = 0; level < 40; level += 1) deep = { deep };
  const unstorable: readonly [string, object, string][] = [
    ['half of a surrogate pair', { s: 'Great \ud83d save' }, 'SerializationException'],
    ['a name with half of a surrogate pair', { m: { 'Great \ud83d': 1 } }, 'SerializationException'],
    ['a key that the client gives a meaning', { m: { constructor: { a: 1 } } }, 'Error'],
    ['a key that the language gives a meaning', { m: JSON.parse('{"__proto__":1}') }, 'ValidationException'],
    ['a number that the client cannot hold', { n: 1e300 }, 'Error'],
    ['a number that the service cannot hold', { n: 1e-200 }, 'ValidationException'],
    ['a sort key that is too long', { sk: 'ü'.repeat(513) }, 'ValidationException'],
    ['an empty set', { set: new Set() }, 'Error'],
    ['a value that is nested too deeply', { m: deep }, 'ValidationException'],
    ['an item that is too large', { s: 'x'.repeat(500_000) }, 'ValidationException'],
  ];
  it.each(unstorable)('refuses to store %s', async (_, content, name) => {
    const put = new PutCommand({ TableName, Item: { pk: somebody(), sk: 'a', ...content } });
    expect((await failure(open().send(put)))?.name).toBe(name);
  });

  it('refuses an update of a key attribute', async () => {
    const client = open();
    const Key = await stored(client);
    const move = { TableName, Key, UpdateExpression: 'SET sk = :v', ExpressionAttributeValues: { ':v': 'b' } };
    expect((await failure(client.send(new UpdateCommand(move))))?.name).toBe('ValidationException');
  });

  it('returns the stored item with a refusal, in protocol format, when the request asks for it', async () => {
    const client = open();
    const Key = await stored(client);
    const put = { TableName, Item: Key, ConditionExpression: 'attribute_not_exists(pk)' };
    const raw = {
      s: { S: 'beta' },
      n: { N: '5' },
      m: { M: { k: { S: 'deep' }, l: { L: [{ N: '1' }, { N: '2' }] } } },
      nil: { NULL: true },
    };
    const asked = await failure(
      client.send(new PutCommand({ ...put, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' })),
    );
    expect(asked).toMatchObject({ name: 'ConditionalCheckFailedException', Item: raw });
    expect((await failure(client.send(new PutCommand(put)))) as { Item?: unknown }).not.toHaveProperty('Item.s');
  });

  it('applies all writes of a transaction or none and reports which item refused', async () => {
    const client = open();
    const [one, two] = [await stored(client), await stored(client)];
    const items = (n: number) => [
      { Update: { TableName, Key: one, UpdateExpression: 'SET n = :n', ExpressionAttributeValues: { ':n': n } } },
      {
        ConditionCheck: {
          TableName,
          Key: two,
          ConditionExpression: 'n < :n',
          ExpressionAttributeValues: { ':n': n },
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
        },
      },
      { Put: { TableName, Item: { ...one, sk: 'b' } } },
    ];
    const refused = await failure(client.send(new TransactWriteCommand({ TransactItems: items(3) })));
    expect(refused).toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [
        { Code: 'None' },
        { Code: 'ConditionalCheckFailed', Item: { n: { N: '5' } } },
        { Code: 'None' },
      ],
    });
    expect((await client.send(new GetCommand({ TableName, Key: one }))).Item).toMatchObject({ n: 5 });
    await client.send(new TransactWriteCommand({ TransactItems: items(6) }));
    expect((await client.send(new GetCommand({ TableName, Key: one }))).Item).toMatchObject({ n: 6 });
    expect((await client.send(new GetCommand({ TableName, Key: { ...one, sk: 'b' } }))).Item).toBeDefined();
  });

  it('applies a transaction token once and refuses it with other content', async () => {
    const client = open();
    const Key = await stored(client);
    const add = (n: number) =>
      new TransactWriteCommand({
        ClientRequestToken: Key.pk,
        TransactItems: [
          { Update: { TableName, Key, UpdateExpression: 'ADD n :n', ExpressionAttributeValues: { ':n': n } } },
        ],
      });
    await client.send(add(1));
    await client.send(add(1));
    expect((await client.send(new GetCommand({ TableName, Key }))).Item).toMatchObject({ n: 6 });
    expect((await failure(client.send(add(2))))?.name).toBe('IdempotentParameterMismatchException');
  });

  it('refuses two writes of one item in a transaction', async () => {
    const client = open();
    const Key = await stored(client);
    const item = { Delete: { TableName, Key } };
    expect((await failure(client.send(new TransactWriteCommand({ TransactItems: [item, item] }))))?.name).toBe(
      'ValidationException',
    );
  });
}
