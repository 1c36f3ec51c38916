import { describe, expect, it } from 'vitest';
import { searchContract } from '#testing/search-contract';
import { createMockSearch } from './search.ts';

const { signal } = new AbortController();
const find = (query: string) => createMockSearch().find(query, signal);

searchContract('that is made up', createMockSearch);

describe('made-up news', () => {
  it('are the same for the same query, also in another process', async () => {
    expect(await find('fortnite current season 2026')).toEqual([
      {
        title: 'Fortnite 2026: what is new',
        snippet: expect.stringMatching(/^The 2026 season of Fortnite opens the .+\. Its colours are .+\.$/),
        url: 'https://news.example/what-is-new',
      },
      expect.objectContaining({ title: 'Fortnite: everything in the latest update' }),
      expect.objectContaining({ title: 'Guide: the best spots of Fortnite in 2026' }),
    ]);
    expect(await find('fortnite current season 2026')).toEqual(await find('Fortnite current season 2026'));
  });

  it('differ between games and years', async () => {
    const queries = ['fortnite new 2026', 'fortnite new 2027', 'nba 2k new 2026', 'minecraft new 2026'];
    const found = await Promise.all(queries.map(find));
    expect(new Set(found.map((results) => JSON.stringify(results))).size).toBe(queries.length);
    expect(found[2]?.[0]?.title).toBe('Nba 2k 2026: what is new');
  });
});
