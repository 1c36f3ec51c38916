import { describe, expect, it } from 'vitest';
import { lengthOf } from '#contract/text';
import type { Search } from '#ports/search';

const QUERY = 'fortnite current season 2026';

/** Contract of `Search`. @param open - A provider that finds something for every query. */
export function searchContract(name: string, open: () => Search) {
  const { signal } = new AbortController();

  describe(`search ${name}`, () => {
    it('finds results with a title, a snippet and a web address, within their lengths', async () => {
      const results = await open().find(QUERY, signal);
      expect(results.length).toBeGreaterThan(0);
      for (const { title, snippet, url } of results) {
        expect(lengthOf(title)).toBeGreaterThan(0);
        expect(lengthOf(title)).toBeLessThanOrEqual(100);
        expect(lengthOf(snippet)).toBeLessThanOrEqual(200);
        expect(url).toMatch(/^https?:\/\/[^/\s]+/);
      }
    });

    it.each(['', '"><script>alert(1)</script>', '\u0000\ud800', 'x'.repeat(10_000), '!g &q=other#'])(
      'takes any text as a query: %j',
      async (query) => {
        expect((await open().find(query, signal)).length).toBeGreaterThan(0);
      },
    );

    it('rejects a search whose signal was aborted before', async () => {
      const reason = new Error('no longer needed');
      await expect(open().find(QUERY, AbortSignal.abort(reason))).rejects.toBe(reason);
    });
  });
}
