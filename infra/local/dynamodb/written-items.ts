import type { AttributeValue } from '@aws-sdk/client-dynamodb';

type Item = Readonly<Record<string, AttributeValue>>;

interface Write {
  readonly TableName: string;
  readonly Item?: Item;
  readonly Key?: Item;
}

interface Request extends Partial<Write> {
  readonly TransactItems?: readonly Readonly<Record<string, Write>>[];
  readonly RequestItems?: Readonly<Record<string, unknown>>;
}

interface BatchedWrite {
  readonly PutRequest?: { readonly Item: Item };
  readonly DeleteRequest?: { readonly Key: Item };
}

/** An item that a request writes: its table, and its key or the whole of it. */
export interface Written {
  readonly table: string;
  readonly item: Item;
}

/**
 * The items that a request writes; none for a read.
 *
 * @param operation - For example `PutItem`.
 * @param body - In DynamoDB's JSON.
 */
export function writtenItems(operation: string, body: string): readonly Written[] {
  const request = JSON.parse(body) as Request;
  switch (operation) {
    case 'PutItem':
    case 'UpdateItem':
    case 'DeleteItem':
      return written(request as Write);
    case 'TransactWriteItems':
      return (request.TransactItems ?? []).flatMap((item) => Object.values(item).flatMap(written));
    case 'BatchWriteItem':
      return Object.entries(request.RequestItems ?? {}).flatMap(([table, writes]) =>
        (writes as BatchedWrite[]).flatMap(({ PutRequest, DeleteRequest }) => {
          const item = PutRequest?.Item ?? DeleteRequest?.Key;
          return item ? [{ table, item }] : [];
        }),
      );
    default:
      return [];
  }
}

function written({ TableName: table, Item, Key }: Write): Written[] {
  const item = Item ?? Key;
  return item ? [{ table, item }] : [];
}
