import { arnOf } from '../template/local-values.ts';
import type { Access } from './permissions.ts';

interface Request {
  readonly TableName?: string;
  readonly IndexName?: string;
  readonly RequestItems?: Readonly<Record<string, unknown>>;
  readonly TransactItems?: readonly Readonly<Record<string, { readonly TableName: string }>>[];
}

/** The actions of a transaction's items, which IAM checks instead of one for the transaction. */
const ITEM_ACTIONS: Readonly<Record<string, string>> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
};

/**
 * What a DynamoDB request needs.
 *
 * @param operation - For example `GetItem`.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html
 */
export function dynamoAccesses(operation: string, body: string): readonly Access[] {
  const { TableName, IndexName, RequestItems, TransactItems } = JSON.parse(body) as Request;
  if (TransactItems) {
    return TransactItems.flatMap((item) =>
      Object.entries(item).map(([kind, { TableName: table }]) => accessTo(ITEM_ACTIONS[kind] ?? kind, table)),
    );
  }
  if (RequestItems) return Object.keys(RequestItems).map((table) => accessTo(operation, table));
  return [accessTo(operation, TableName ?? '', IndexName)];
}

const accessTo = (action: string, table: string, index?: string): Access => ({
  action: `dynamodb:${action}`,
  resource: `${arnOf('AWS::DynamoDB::GlobalTable', table)}${index === undefined ? '' : `/index/${index}`}`,
});
