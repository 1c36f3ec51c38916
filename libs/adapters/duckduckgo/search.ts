import type { Search } from '#ports/search';
import { isWithoutResults, readPage } from './read-page.ts';

/** The only address that is ever requested. */
const ADDRESS = 'https://html.duckduckgo.com/html/';
/** In characters. The first results stand far before it. */
const MAX_PAGE = 256_000;
const MAX_RESULTS = 3;

export interface DuckDuckGoSearchDeps {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
}

/**
 * DuckDuckGo's page for browsers without JavaScript, because it has no search API. Best effort: the page may change, and
 * DuckDuckGo refuses addresses that search a lot.
 *
 * Requests one fixed address and follows no redirect, so that neither a query nor a page decides what is requested.
 * Errors never have the query in them, because they are logged.
 */
export function createDuckDuckGoSearch({ fetch }: DuckDuckGoSearchDeps = { fetch: globalThis.fetch }): Search {
  return {
    async find(query, signal) {
      signal.throwIfAborted();
      const response = await fetch(ADDRESS, {
        method: 'POST',
        body: new URLSearchParams({ q: query }),
        headers: { accept: 'text/html', 'user-agent': 'Mozilla/5.0 (compatible; Coachstream)' },
        redirect: 'manual',
        signal,
      });
      // A visitor that DuckDuckGo takes for a robot gets 202 and a riddle.
      if (response.status !== 200) {
        await response.body?.cancel();
        throw new Error(`DuckDuckGo answered with status ${response.status}`);
      }
      const html = await startOf(response);
      const results = readPage(html, MAX_RESULTS);
      if (results.length === 0 && !isWithoutResults(html)) throw new Error('DuckDuckGo answered with an unknown page');
      return results;
    },
  };
}

/** The first {@link MAX_PAGE} characters of the body. Ends the transfer there. */
async function startOf({ body }: Response): Promise<string> {
  const decoder = new TextDecoder();
  let html = '';
  for await (const chunk of body ?? []) {
    html += decoder.decode(chunk, { stream: true });
    if (html.length >= MAX_PAGE) break;
  }
  return html.slice(0, MAX_PAGE);
}
