import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { allOf, type Change, expressionsOf, namesIn } from './expressions.ts';
import type { Key } from './keys.ts';

export type TransactionItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

type Item = Key & Readonly<Record<string, unknown>>;

const isAbsent = 'attribute_not_exists(#pk)';
const isThere = 'attribute_exists(#pk)';

export const put = (tableName: string, item: Item): TransactionItem => ({ Put: { TableName: tableName, Item: item } });

/** A missing item is no error. */
export const remove = (tableName: string, { pk, sk }: Key): TransactionItem => ({
  Delete: { TableName: tableName, Key: { pk, sk } },
});

export const putIfAbsent = (tableName: string, item: Item): TransactionItem => ({
  Put: {
    TableName: tableName,
    Item: item,
    ConditionExpression: isAbsent,
    ExpressionAttributeNames: namesIn(isAbsent),
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  },
});

/** Refused when the item is not there. */
export const removal = (tableName: string, key: Key): TransactionItem => ({
  Delete: {
    TableName: tableName,
    Key: { ...key },
    ConditionExpression: isThere,
    ExpressionAttributeNames: namesIn(isThere),
  },
});

/** A refusal returns the stored item. */
export const updateOf = (tableName: string, key: Key, change: Change) => ({
  TableName: tableName,
  Key: key,
  ...expressionsOf(change),
  ...(change.when.length > 0 && { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const }),
});

export const update = (tableName: string, key: Key, change: Change): TransactionItem => ({
  Update: updateOf(tableName, key, change),
});

export const check = (
  tableName: string,
  key: Key,
  { when, values }: Required<Pick<Change, 'when' | 'values'>>,
): TransactionItem => ({
  ConditionCheck: {
    TableName: tableName,
    Key: key,
    ConditionExpression: allOf(...when),
    ExpressionAttributeNames: namesIn(...when),
    ExpressionAttributeValues: values,
  },
});
