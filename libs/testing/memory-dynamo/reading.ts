import type { BatchGetCommandInput, GetCommandInput, QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { type Condition, holds, operandValue, parseCondition } from './conditions.ts';
import { validationFailed } from './errors.ts';
import type { Placeholders } from './paths.ts';
import { type KeyNames, keyPart, type Row, type Table } from './storage.ts';
import { freeze, type Item, thaw, type Value } from './values.ts';

/** Maximum size of a query page or a batch, in bytes. */
const PAGE_BYTES = 1024 * 1024;
const BATCH_KEYS = 100;

/** Read units: 4 kB each, half for eventually consistent reads. */
export const readUnits = (bytes: number, consistent: boolean | undefined): number =>
  Math.max(1, Math.ceil(bytes / 4096)) * (consistent ? 1 : 0.5);

export interface Read<Output> {
  readonly output: Output;
  readonly units: number;
}

type Answer = Record<string, unknown>;

export function get(table: Table, input: GetCommandInput): Read<Answer> {
  const row = table.get(freeze(input.Key) as Item);
  return { output: row ? { Item: thaw(row.item) } : {}, units: readUnits(row?.size ?? 0, input.ConsistentRead) };
}

/** @param isLeft - Keys for which it is true stay unprocessed, as under load. */
export function batchGet(
  tableOf: (name: string) => Table,
  input: BatchGetCommandInput,
  isLeft: (key: Item) => boolean,
): Read<Answer> {
  const Responses: Record<string, unknown[]> = {};
  const UnprocessedKeys: Record<string, unknown> = {};
  let units = 0;
  for (const [name, request] of Object.entries(input.RequestItems ?? {})) {
    const keys = (request.Keys ?? []).map((key) => freeze(key) as Item);
    refuseBatch(keys);
    const left = keys.filter(isLeft);
    const rows = keys.filter((key) => !left.includes(key)).map((key) => tableOf(name).get(key));
    units += rows.reduce((sum, row) => sum + readUnits(row?.size ?? 0, request.ConsistentRead), 0);
    Responses[name] = rows.flatMap((row) => (row ? [thaw(row.item)] : []));
    if (left.length > 0) UnprocessedKeys[name] = { ...request, Keys: left.map(thaw) };
  }
  return { output: { Responses, UnprocessedKeys }, units };
}

function refuseBatch(keys: readonly Item[]): void {
  if (keys.length === 0 || keys.length > BATCH_KEYS)
    throw validationFailed(`Too many items requested for the BatchGetItem call`);
  if (new Set(keys.map((key) => JSON.stringify(key))).size < keys.length) {
    throw validationFailed('Provided list of item keys contains duplicates');
  }
}

export function query(table: Table, input: QueryCommandInput, given: Placeholders): Read<Answer> {
  if (input.IndexName && input.ConsistentRead)
    throw validationFailed('Consistent reads are not supported on global secondary indexes');
  const rows = input.IndexName ? table.index(input.IndexName) : table;
  const condition = parseCondition(input.KeyConditionExpression ?? '');
  const filter = input.FilterExpression === undefined ? undefined : parseCondition(input.FilterExpression);
  const partition = rows.partition(hashOf(condition, rows.key, given));
  const start = input.ExclusiveStartKey && (freeze(input.ExclusiveStartKey) as Item);
  if (start) refuseStart(start, condition, rows.key, given);

  const found: Row[] = [];
  const backwards = input.ScanIndexForward === false;
  const limit = input.Limit ?? Number.POSITIVE_INFINITY;
  let bytes = 0;
  let at = start ? rows.place(start) : backwards ? partition.length : 0;
  // `place` is the position of the start key, whether it exists or not. Smaller keys come before it.
  if (start && !backwards && isSame(partition[at], start, table.key)) at += 1;
  for (at -= backwards ? 1 : 0; at >= 0 && at < partition.length; at += backwards ? -1 : 1) {
    const row = partition[at];
    if (!row || found.length >= limit || bytes >= PAGE_BYTES) break;
    if (holds(condition, row.item, given)) bytes += found.push(row) && row.size;
    else if (found.length > 0) break;
  }
  const isCut = found.length >= limit || bytes >= PAGE_BYTES;
  const kept = filter ? found.filter(({ item }) => holds(filter, item, given)) : found;
  const last = isCut ? found.at(-1) : undefined;
  return {
    output: {
      Items: kept.map(({ item }) => project(item, input.ProjectionExpression, given)),
      Count: kept.length,
      ScannedCount: found.length,
      ...(last && { LastEvaluatedKey: keyOf(last.item, table.key, rows.key) }),
    },
    units: readUnits(bytes, input.ConsistentRead),
  };
}

/** The partition that a key condition names. All of its parts are joined by AND. */
function hashOf(condition: Condition, { hash }: KeyNames, given: Placeholders): string {
  const parts = condition.is === 'and' ? condition.parts : [condition];
  for (const part of parts) {
    if (part.is !== '=' || part.left.is !== 'path') continue;
    const [name] = part.left.path;
    const isHash = name === hash || (typeof name === 'string' && given.names[name] === hash);
    const value: Value | undefined = isHash ? operandValue(part.right, undefined, given) : undefined;
    if (typeof value === 'string') return value;
  }
  throw validationFailed(`Query condition missed key schema element: ${hash}`);
}

function refuseStart(start: Item, condition: Condition, key: KeyNames, given: Placeholders): void {
  keyPart(start, key.hash);
  keyPart(start, key.range);
  if (!holds(condition, start, given))
    throw validationFailed('The provided starting key is outside query boundaries based on provided conditions');
}

const isSame = (row: Row | undefined, key: Item, { hash, range }: KeyNames): boolean =>
  row?.item[hash] === key[hash] && row?.item[range] === key[range];

const keyOf = (item: Item, ...keys: readonly KeyNames[]) =>
  Object.fromEntries(keys.flatMap(({ hash, range }) => [hash, range]).map((name) => [name, item[name]]));

function project(item: Item, expression: string | undefined, { names }: Placeholders): unknown {
  if (expression === undefined) return thaw(item);
  const wanted = expression.split(',').map((word) => word.trim());
  const kept = wanted.map((word) => names[word] ?? word).filter((name) => item[name] !== undefined);
  return Object.fromEntries(kept.map((name) => [name, thaw(item[name] ?? null)]));
}
