import type { CreateTableCommandInput, KeySchemaElement } from '@aws-sdk/client-dynamodb';

export const TABLE_NAME = 'coachstream-main';
export const EVENTS_TABLE_NAME = 'coachstream-events';

const keys = (hash: string, range: string): KeySchemaElement[] => [
  { AttributeName: hash, KeyType: 'HASH' },
  { AttributeName: range, KeyType: 'RANGE' },
];

const strings = (...names: readonly string[]) =>
  names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const }));

/** Keys only, because turns move index entries often, which must be cheap. Items are read from the table. */
const keysOnlyIndex = (IndexName: string, hash: string, range: string) => ({
  IndexName,
  KeySchema: keys(hash, range),
  Projection: { ProjectionType: 'KEYS_ONLY' as const },
});

/** The two tables as the stacks define them, for engines that tests start. `ttl` is the TTL attribute of both. */
export const tableDefinitions: readonly CreateTableCommandInput[] = [
  {
    TableName: TABLE_NAME,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: strings('pk', 'sk', 'dueShard', 'dueAt', 'listKey', 'listSort'),
    KeySchema: keys('pk', 'sk'),
    GlobalSecondaryIndexes: [keysOnlyIndex('due', 'dueShard', 'dueAt'), keysOnlyIndex('list', 'listKey', 'listSort')],
  },
  {
    TableName: EVENTS_TABLE_NAME,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: strings('pk', 'sk'),
    KeySchema: keys('pk', 'sk'),
  },
];
