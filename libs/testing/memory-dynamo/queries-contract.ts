import {
  BatchGetCommand,
  BatchWriteCommand,
  type DynamoDBDocumentClient,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { expect, it } from 'vitest';
import { somebody } from '../storage-fixtures.ts';
import { TABLE_NAME as TableName } from '../tables.ts';

/** Contract of every engine for queries, pages and batches. */
export function queriesContract(open: () => DynamoDBDocumentClient) {
  const filled = async (client: DynamoDBDocumentClient) => {
    const pk = somebody();
    const rows = ['a1', 'a2', 'a3', 'a4', 'b1'].map((sk, n) => ({ pk, sk, n, listKey: pk, listSort: `${9 - n}` }));
    const puts = [...rows, { pk, sk: 'c1', n: 9 }].map((Item) => ({ PutRequest: { Item } }));
    await client.send(new BatchWriteCommand({ RequestItems: { [TableName]: puts } }));
    return pk;
  };
  /** Sort keys, page by page. */
  const pages = async (client: DynamoDBDocumentClient, input: Omit<QueryCommandInput, 'TableName'>) => {
    const found: string[][] = [];
    let start: QueryCommandInput['ExclusiveStartKey'];
    do {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({ TableName, ...input, ...(start && { ExclusiveStartKey: start }) }),
      );
      found.push(Items.map(({ sk }) => String(sk)));
      start = LastEvaluatedKey;
    } while (start);
    return found.filter((page) => page.length > 0);
  };
  const cases: readonly [string, Partial<QueryCommandInput>, readonly (readonly string[])[]][] = [
    [
      'pk = :pk',
      { Limit: 4 },
      [
        ['a1', 'a2', 'a3', 'a4'],
        ['b1', 'c1'],
      ],
    ],
    [
      'pk = :pk',
      { Limit: 4, ScanIndexForward: false },
      [
        ['c1', 'b1', 'a4', 'a3'],
        ['a2', 'a1'],
      ],
    ],
    ['pk = :pk AND begins_with(sk, :a)', { Limit: 3 }, [['a1', 'a2', 'a3'], ['a4']]],
    ['pk = :pk AND begins_with(sk, :a)', { ScanIndexForward: false, Limit: 3 }, [['a4', 'a3', 'a2'], ['a1']]],
    ['pk = :pk AND sk BETWEEN :a AND :b', {}, [['a1', 'a2', 'a3', 'a4']]],
    ['pk = :pk AND sk > :a', { FilterExpression: 'n > :two', Limit: 3 }, [['a4', 'b1', 'c1']]],
    ['listKey = :pk', { IndexName: 'list', Limit: 2 }, [['b1', 'a4'], ['a3', 'a2'], ['a1']]],
    ['listKey = :pk', { IndexName: 'list', ScanIndexForward: false }, [['a1', 'a2', 'a3', 'a4', 'b1']]],
    ['listKey = :pk AND listSort >= :six', { IndexName: 'list' }, [['a4', 'a3', 'a2', 'a1']]],
  ];
  it.each(cases)('answers query %s with %j by %j', async (KeyConditionExpression, fields, expected) => {
    const client = open();
    const all = { ':pk': await filled(client), ':a': 'a', ':b': 'b', ':two': 2, ':six': '6' };
    const text = `${KeyConditionExpression} ${fields.FilterExpression ?? ''}`;
    const used = Object.entries(all).filter(([word]) => new RegExp(`${word}\\b`).test(text));
    const ExpressionAttributeValues = Object.fromEntries(used);
    const query = { KeyConditionExpression, ExpressionAttributeValues, ...fields };
    const found = await pages(client, query);
    // A filter may split the same list into other pages, so only the list is compared then.
    expect(found.flat()).toEqual(expected.flat());
    if (!fields.FilterExpression) expect(found).toEqual(expected);
  });

  it('starts after a start key that no longer exists', async () => {
    const client = open();
    const pk = await filled(client);
    const all = { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': pk } };
    for (const [ScanIndexForward, expected] of [
      [true, ['b1', 'c1']],
      [false, ['a4', 'a3', 'a2', 'a1']],
    ] as const) {
      const query = new QueryCommand({ TableName, ...all, ScanIndexForward, ExclusiveStartKey: { pk, sk: 'a9' } });
      expect((await client.send(query)).Items?.map(({ sk }) => sk)).toEqual(expected);
    }
  });

  it('returns only the keys of items from a keys-only index', async () => {
    const client = open();
    const pk = await filled(client);
    const query = {
      IndexName: 'list',
      KeyConditionExpression: 'listKey = :pk',
      ExpressionAttributeValues: { ':pk': pk },
      Limit: 1,
    };
    const { Items } = await client.send(new QueryCommand({ TableName, ...query }));
    expect(Items).toEqual([{ pk, sk: 'b1', listKey: pk, listSort: '5' }]);
  });

  it('reads and deletes in batches and ignores missing items', async () => {
    const client = open();
    const pk = await filled(client);
    const keys = ['a1', 'zz'].map((sk) => ({ pk, sk }));
    const get = () =>
      client.send(new BatchGetCommand({ RequestItems: { [TableName]: { Keys: keys, ConsistentRead: true } } }));
    expect((await get()).Responses?.[TableName]).toMatchObject([{ sk: 'a1', n: 0 }]);
    const deletes = keys.map((Key) => ({ DeleteRequest: { Key } }));
    await client.send(new BatchWriteCommand({ RequestItems: { [TableName]: deletes } }));
    expect((await get()).Responses?.[TableName]).toEqual([]);
  });
}
