import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { aResult } from './memory-search.ts';
import type { StoreUnderTest } from './storage-fixtures.ts';

const HOUR = 60 * 60_000;

/** Contract of `SearchCache`. */
export function searchCacheContract(name: string, open: () => StoreUnderTest) {
  /** One for each test, because suites share an engine and the item has no owner. */
  const aKey = () => `game ${randomUUID()}#new season#2026`;

  describe(`the cache of searches ${name}`, () => {
    it('returns what was stored until its life is over, also when the item is still there', async () => {
      const store = open();
      const key = aKey();
      expect(await store.searchCache.get(key)).toBeUndefined();
      const results = [aResult('New season'), aResult('Map'), aResult('Skins', { snippet: '' })];
      await store.searchCache.put(key, results, HOUR);
      store.clock.move(HOUR - 1);
      expect(await store.searchCache.get(key)).toEqual(results);
      store.clock.move(1);
      expect(await store.searchCache.get(key)).toBeUndefined();
      expect(await store.itemsOf(`SEARCH#${key}`)).toHaveLength(1);
    });

    it('replaces what was stored before', async () => {
      const store = open();
      const key = aKey();
      await store.searchCache.put(key, [aResult('Old')], HOUR);
      store.clock.move(HOUR);
      await store.searchCache.put(key, [aResult('New')], HOUR);
      expect(await store.searchCache.get(key)).toEqual([aResult('New')]);
    });

    it('keeps searches with other words apart', async () => {
      const store = open();
      const [one, other] = [aKey(), aKey()];
      await store.searchCache.put(one, [aResult('One')], HOUR);
      expect(await store.searchCache.get(other)).toBeUndefined();
    });

    it('stores under the key of the search, which no person’s key can be, and lets TTL remove it later', async () => {
      const store = open();
      const key = aKey();
      await store.searchCache.put(key, [aResult('One')], HOUR);
      const [item] = await store.itemsOf(`SEARCH#${key}`);
      expect(item).toMatchObject({ sk: '-', ttl: Math.ceil((store.clock.now() + HOUR) / 1000) });
    });
  });
}
