interface Reads {
  readonly Keys: readonly unknown[];
}
type Batch = Readonly<Record<string, readonly unknown[] | Reads>>;
type Entry = readonly [table: string, element: unknown];

export interface BatchParts {
  /** The request with its first half. */
  readonly processed: object;
  /** What DynamoDB adds to the answer about the other half. */
  readonly unprocessed: object;
}

/**
 * Splits a batch into what a throttled table processes and what it leaves.
 * @returns `undefined` unless it is a batch of several elements: DynamoDB refuses one of which it processes nothing.
 */
export function splitBatch(operation: string | undefined, body: string): BatchParts | undefined {
  if (operation !== 'BatchWriteItem' && operation !== 'BatchGetItem') return undefined;
  const request = JSON.parse(body) as { readonly RequestItems: Batch };
  const batch = request.RequestItems;
  const entries = Object.entries(batch).flatMap(([table, elements]): Entry[] =>
    listOf(elements).map((element) => [table, element]),
  );
  if (entries.length < 2) return undefined;
  const half = Math.ceil(entries.length / 2);
  const name = operation === 'BatchWriteItem' ? 'UnprocessedItems' : 'UnprocessedKeys';
  return {
    processed: { ...request, RequestItems: join(batch, entries.slice(0, half)) },
    unprocessed: { [name]: join(batch, entries.slice(half)) },
  };
}

const listOf = (elements: readonly unknown[] | Reads): readonly unknown[] =>
  'Keys' in elements ? elements.Keys : elements;

/** The batch with these elements only. */
function join(batch: Batch, entries: readonly Entry[]): Batch {
  const joined: Record<string, readonly unknown[] | Reads> = {};
  for (const [table, elements] of Object.entries(batch)) {
    const list = entries.flatMap(([name, element]) => (name === table ? [element] : []));
    if (list.length > 0) joined[table] = 'Keys' in elements ? { ...elements, Keys: list } : list;
  }
  return joined;
}
