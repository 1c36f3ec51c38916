import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoError } from './errors.ts';
import { engineClient } from './tables.ts';

type Item = Readonly<Record<string, unknown>>;
interface Write {
  readonly TableName: string;
  readonly Key?: Item;
  readonly Item?: Item;
}
interface Transaction {
  readonly ClientRequestToken?: string;
  readonly TransactItems: readonly Readonly<Record<string, Write>>[];
}

/** Releases the items of a request once it is answered. */
type Release = () => void;

export interface TransactionConflicts {
  /** @returns the service's refusal of a write whose item is in a transaction that runs; else what ends the request. */
  begin(target: string, body: Buffer, endpoint: string): Promise<DynamoError | Release>;
}

const SINGLE = new Set(['PutItem', 'UpdateItem', 'DeleteItem']);
const ONGOING = 'Transaction is ongoing for the item';

/** A transaction that runs. */
interface Running {
  readonly token: string | undefined;
  /** When it is over in any case, by the machine's monotonic clock. */
  readonly until: number;
}

/** A transaction of DynamoDB takes about this long. A busy machine would hold the items for longer. */
const LONGEST_MS = 20;

/**
 * Refuses writes that DynamoDB would refuse because a transaction on the same item runs. A local engine processes one
 * request after another, so without this no write would ever conflict here.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-conflict-handling
 */
export function createTransactionConflicts(longestMs = LONGEST_MS): TransactionConflicts {
  /** By item. */
  const running = new Map<string, Running>();
  const isTaken = (address: string) => (running.get(address)?.until ?? 0) > performance.now();
  const keyNames = new Map<string, Promise<readonly string[]>>();
  const keyNamesOf = (table: string, endpoint: string) => {
    const known = keyNames.get(table) ?? readKeyNames(table, endpoint);
    keyNames.set(table, known);
    known.catch(() => keyNames.delete(table));
    return known;
  };
  const addressOf = async ({ TableName, Key, Item }: Write, endpoint: string) => {
    const names = Item ? await keyNamesOf(TableName, endpoint) : Object.keys(Key ?? {}).toSorted();
    return JSON.stringify([TableName, ...names.map((name) => (Key ?? Item)?.[name])]);
  };

  return {
    async begin(target, body, endpoint) {
      const operation = target.split('.').at(-1) ?? '';
      if (SINGLE.has(operation)) {
        if (running.size === 0) return () => undefined;
        const address = await addressOf(JSON.parse(body.toString()) as Write, endpoint);
        return isTaken(address) ? { type: 'TransactionConflictException', message: ONGOING } : () => undefined;
      }
      if (operation !== 'TransactWriteItems') return () => undefined;
      const { TransactItems, ClientRequestToken: token } = JSON.parse(body.toString()) as Transaction;
      const writes = TransactItems.flatMap((item) => Object.values(item));
      const addresses = await Promise.all(writes.map((write) => addressOf(write, endpoint)));
      const taken = addresses.map(isTaken);
      if (taken.includes(true)) {
        const isSame = token !== undefined && addresses.some((address) => running.get(address)?.token === token);
        return isSame ? IN_PROGRESS : cancelled(taken.map((is) => (is ? 'TransactionConflict' : 'None')));
      }
      const own: Running = { token, until: performance.now() + longestMs };
      for (const address of addresses) running.set(address, own);
      return () => {
        for (const address of addresses) if (running.get(address) === own) running.delete(address);
      };
    },
  };
}

const IN_PROGRESS: DynamoError = {
  type: 'TransactionInProgressException',
  message: 'The transaction with the given request token is already in progress.',
};

const cancelled = (codes: readonly string[]): DynamoError => ({
  type: 'TransactionCanceledException',
  message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes.join(', ')}]`,
  CancellationReasons: codes.map((Code) => (Code === 'None' ? { Code } : { Code, Message: ONGOING })),
});

async function readKeyNames(table: string, endpoint: string): Promise<readonly string[]> {
  const client = engineClient(endpoint);
  try {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: table }));
    return (Table?.KeySchema ?? []).map(({ AttributeName = '' }) => AttributeName).toSorted();
  } finally {
    client.destroy();
  }
}
