import type { Page } from '#ports/sessions';
import { badCursor, decodeCursor, encodeCursor } from './cursors.ts';
import { type Key, type ListName, listKey } from './keys.ts';
import { getRows, nameOf, queryPages } from './rows.ts';
import type { MainTable, Row } from './storage.ts';

export interface Listing<Record> {
  readonly sub: string;
  readonly list: ListName;
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly sortOrder: 'asc' | 'desc';
  /** Prefixes of sort positions, inclusive: a day, or an instant in UTC. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** The key of the item that `id` identifies in this list. */
  readonly keyOf: (id: string) => Key;
  /** `undefined` omits the row. */
  readonly recordOf: (row: Row) => Record | undefined;
  /** Many rows are omitted, so read as many at a time as DynamoDB returns. */
  readonly sparse?: boolean;
}

/** `<ISO 8601>#<id>`. */
const POSITION = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z#[\w-]{1,64}$/;
/** Sorts after every position that starts with the given text. */
const behind = (beginning = '') => `${beginning}~`;
const KEYS_A_PAGE = 100;

/**
 * A page of a keys-only index, filled with the current items. Such an index is cheap to update when turns move their
 * sessions to the front, and a deleted item is never shown from a stale index.
 */
export async function listPage<Record>(table: MainTable, listing: Listing<Record>): Promise<Page<Record>> {
  const { limit, from, to } = listing;
  if (from !== undefined && to !== undefined && from > behind(to)) return { items: [] };
  const found: { readonly record: Record; readonly position: string }[] = [];
  for await (const page of queryPages(table, queryOf(listing))) {
    const keys = page.map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) }));
    const rows = await getRows(table, keys);
    for (const entry of page) {
      const row = rows.get(nameOf(entry));
      const record = row && listing.recordOf(row);
      if (record !== undefined) found.push({ record, position: String(entry['listSort']) });
    }
    // One row more than the page holds shows that another page follows.
    if (found.length > limit) break;
  }
  const items = found.slice(0, limit);
  const last = found.length > limit ? items.at(-1) : undefined;
  return { items: items.map(({ record }) => record), ...(last && { nextCursor: encodeCursor(last.position) }) };
}

function queryOf({ sub, list, limit, cursor, sortOrder, from, to, keyOf, sparse }: Listing<unknown>) {
  const low = from ?? '0';
  const high = behind(to);
  const position = cursor === undefined ? undefined : decodeCursor(cursor, POSITION);
  // DynamoDB refuses a start key outside the queried range.
  if (position !== undefined && (position < low || position > high)) throw badCursor();
  const start = position !== undefined && {
    ExclusiveStartKey: {
      ...keyOf(position.slice(position.indexOf('#') + 1)),
      listKey: listKey(sub, list),
      listSort: position,
    },
  };
  return {
    IndexName: 'list',
    KeyConditionExpression: '#listKey = :list AND #listSort BETWEEN :low AND :high',
    ExpressionAttributeValues: { ':list': listKey(sub, list), ':low': low, ':high': high },
    ScanIndexForward: sortOrder === 'asc',
    Limit: sparse ? KEYS_A_PAGE : Math.min(limit + 1, KEYS_A_PAGE),
    ...start,
  };
}
