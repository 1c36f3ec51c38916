import type { Search, SearchCache } from '#ports/search';
import type { Storage } from './compose.ts';
import type { SearchSettings } from './config.ts';

/** The provider's code is loaded with the first search, because most turns need none. @returns `undefined` for none. */
export function openSearch({ COACH_SEARCH_PROVIDER: provider }: SearchSettings): Search | undefined {
  if (provider === 'none') return undefined;
  return {
    async find(query, signal) {
      const search = await (provider === 'mock' ? openMock() : openDuckDuckGo());
      return search.find(query, signal);
    },
  };
}

const openMock = async () => (await import('#adapters/mock-search/search')).createMockSearch();

const openDuckDuckGo = async () => (await import('#adapters/duckduckgo/search')).createDuckDuckGoSearch();

/** Loaded with the first search, as well. */
export function openSearchCache(storage: Storage): SearchCache {
  const open = async () => (await import('#adapters/dynamodb/search-cache')).createDynamoSearchCache(storage);
  return {
    get: async (key) => (await open()).get(key),
    put: async (key, results, lifeMs) => (await open()).put(key, results, lifeMs),
  };
}
