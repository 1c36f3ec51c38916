import { expect, it } from 'vitest';
import { openSearch } from './open-search.ts';

it('the setting none opens no search', () => {
  expect(openSearch({ COACH_SEARCH_PROVIDER: 'none' })).toBeUndefined();
});

it('the setting mock opens a search that finds made-up news', async () => {
  const search = openSearch({ COACH_SEARCH_PROVIDER: 'mock' });
  const results = await search?.find('fortnite new 2026', new AbortController().signal);
  expect(results?.[0]?.title).toBe('Fortnite 2026: what is new');
});

it('the setting duckduckgo opens a search that ends with its signal, before anything is requested', async () => {
  const reason = new Error('no longer needed');
  const search = openSearch({ COACH_SEARCH_PROVIDER: 'duckduckgo' });
  await expect(search?.find('fortnite new 2026', AbortSignal.abort(reason))).rejects.toBe(reason);
});
