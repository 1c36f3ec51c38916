import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { validationFailed } from './errors.ts';
import { type Item, itemSize } from './values.ts';

/** Names of the two attributes of a key. All keys are strings. */
export interface KeyNames {
  readonly hash: string;
  readonly range: string;
}

export interface Row {
  readonly item: Item;
  /** Bytes, as DynamoDB counts them. */
  readonly size: number;
}

/** Rows of one table or index, by partition and in the order of their sort keys. */
export interface Rows {
  readonly key: KeyNames;
  partition(hash: string): readonly Row[];
  /** The position of `item` in its partition, whether it exists or not. */
  place(item: Item): number;
}

interface Index extends Rows {
  /** @returns write units for the update of the index. */
  change(before: Item | undefined, after: Item | undefined): number;
}

export interface Table extends Rows {
  readonly name: string;
  get(key: Item): Row | undefined;
  index(name: string): Rows;
  all(): Iterable<Row>;
  /** Replaces the row with the key of `after` or `before`. @returns write units for indexes. */
  change(before: Row | undefined, after: Row | undefined): number;
}

export const rowOf = (item: Item): Row => ({ item, size: itemSize(item) });
export const writeUnits = (bytes: number): number => Math.max(1, Math.ceil(bytes / 1024));

/** DynamoDB's limit of sort keys. Partition keys may have twice as many bytes, but none of ours has. */
const KEY_BYTES = 1_024;

/** @throws ValidationException unless the attribute is a valid key string. */
export function keyPart(item: Item, name: string): string {
  const value = item[name];
  if (typeof value === 'string' && value !== '' && Buffer.byteLength(value) <= KEY_BYTES) return value;
  throw validationFailed(
    `One or more parameter values were invalid: key attribute ${name} must be a string that is neither empty nor too long`,
  );
}

export function createTable(definition: CreateTableCommandInput): Table {
  const key = keyNames(definition.KeySchema);
  const rows = createRows(key, [key.range]);
  const indexes = new Map<string, Index>();
  for (const { IndexName = '', KeySchema, Projection } of definition.GlobalSecondaryIndexes ?? []) {
    indexes.set(IndexName, createIndex(key, keyNames(KeySchema), Projection?.ProjectionType === 'KEYS_ONLY'));
  }
  return {
    ...rows,
    name: definition.TableName ?? '',
    get(wanted) {
      const [hash, range] = [keyPart(wanted, key.hash), keyPart(wanted, key.range)];
      const row = rows.partition(hash)[rows.place(wanted)];
      return row?.item[key.range] === range ? row : undefined;
    },
    index(name) {
      const index = indexes.get(name);
      if (!index) throw validationFailed(`The table does not have the specified index: ${name}`);
      return index;
    },
    *all() {
      yield* rows.all();
    },
    change(before, after) {
      if (after) rows.put(after);
      else if (before) rows.remove(before.item);
      return [...indexes.values()].reduce((units, index) => units + index.change(before?.item, after?.item), 0);
    },
  };
}

function keyNames(schema: CreateTableCommandInput['KeySchema'] = []): KeyNames {
  const nameOf = (type: string) => schema.find(({ KeyType }) => KeyType === type)?.AttributeName;
  const [hash, range] = [nameOf('HASH'), nameOf('RANGE')];
  if (hash === undefined || range === undefined)
    throw validationFailed('tables and indexes here have a hash and a range key');
  return { hash, range };
}

function createIndex(base: KeyNames, key: KeyNames, keysOnly: boolean): Index {
  const rows = createRows(key, [key.range, base.hash, base.range]);
  const kept = [base.hash, base.range, key.hash, key.range];
  const project = (item: Item | undefined): Row | undefined => {
    if (item?.[key.hash] === undefined || item[key.range] === undefined) return undefined;
    keyPart(item, key.hash);
    keyPart(item, key.range);
    return rowOf(keysOnly ? Object.freeze(Object.fromEntries(kept.map((name) => [name, item[name] ?? null]))) : item);
  };
  return {
    ...rows,
    change(beforeItem, afterItem) {
      const [before, after] = [project(beforeItem), project(afterItem)];
      const same = before && after && kept.every((name) => before.item[name] === after.item[name]);
      if (!before && !after) return 0;
      if (same && keysOnly) return 0;
      if (before && !same) rows.remove(before.item);
      if (after) rows.put(after);
      // A changed index key costs two writes: one deletes the old entry, one puts the new one.
      return (before && !same ? writeUnits(before.size) : 0) + (after ? writeUnits(after.size) : 0);
    },
  };
}

function createRows(key: KeyNames, order: readonly string[]) {
  const partitions = new Map<string, Row[]>();
  const partition = (hash: string): readonly Row[] => partitions.get(hash) ?? [];
  const before = (a: Item, b: Item) => {
    const differs = order.find((name) => a[name] !== b[name]);
    return differs !== undefined && keyPart(a, differs) < keyPart(b, differs);
  };
  const place = (item: Item) => {
    const rows = partition(keyPart(item, key.hash));
    let [low, high] = [0, rows.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const row = rows[middle];
      if (row && before(row.item, item)) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const isAt = (rows: readonly Row[], at: number, item: Item) => {
    const row = rows[at];
    return row !== undefined && !before(item, row.item);
  };
  return {
    key,
    partition,
    place,
    *all(): Iterable<Row> {
      for (const rows of partitions.values()) yield* rows;
    },
    put(row: Row): void {
      const hash = keyPart(row.item, key.hash);
      const rows = partitions.get(hash) ?? [];
      partitions.set(hash, rows);
      const at = place(row.item);
      rows.splice(at, isAt(rows, at, row.item) ? 1 : 0, row);
    },
    remove(item: Item): void {
      const rows = partitions.get(keyPart(item, key.hash)) ?? [];
      const at = place(item);
      if (isAt(rows, at, item)) rows.splice(at, 1);
      if (rows.length === 0) partitions.delete(keyPart(item, key.hash));
    },
  };
}
