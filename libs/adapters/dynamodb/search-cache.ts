import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { SearchCache } from '#ports/search';
import { parseRow } from './items.ts';
import { searchKey } from './keys.ts';
import { getRow } from './rows.ts';
import { send } from './send.ts';
import type { MainTable } from './storage.ts';

const SearchRow = z.object({
  results: z.array(z.object({ title: z.string(), snippet: z.string(), url: z.string() })),
  /** Milliseconds since the epoch. The item may outlive it, because TTL deletes late. */
  expiresAt: z.number(),
});

/** One item for all people per search. A later one replaces it. */
export const createDynamoSearchCache = (table: MainTable): SearchCache => ({
  async get(key) {
    const row = await getRow(table, searchKey(key));
    if (!row) return undefined;
    const { results, expiresAt } = parseRow(SearchRow, row);
    return expiresAt > table.clock.now() ? results : undefined;
  },

  async put(key, results, lifeMs) {
    const expiresAt = table.clock.now() + lifeMs;
    const Item = { ...searchKey(key), results: [...results], expiresAt, ttl: Math.ceil(expiresAt / 1000) };
    await send(table, key, () => table.client.send(new PutCommand({ TableName: table.tableName, Item })));
  },
});
