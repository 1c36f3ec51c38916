import type { Clock } from '#ports/clock';
import type { Search, SearchResult } from '#ports/search';

/** What a search does, in order: waits, then fails, hangs until it is aborted, or finds this. */
export interface SearchStep {
  readonly waitMs?: number;
  readonly fails?: boolean;
  readonly hangs?: boolean;
  /** Ignores its signal, as no adapter may. */
  readonly isDeaf?: boolean;
  readonly finds?: readonly SearchResult[];
}

export interface MemorySearch extends Search {
  /** With the time of each request, in milliseconds since the epoch. */
  readonly asked: readonly { readonly query: string; readonly at: number }[];
}

export const aResult = (title: string, more: Partial<SearchResult> = {}): SearchResult => ({
  title,
  snippet: `About ${title}`,
  url: `https://news.example/${encodeURIComponent(title)}`,
  ...more,
});

/** A search provider. Answers each request by the next step; the last step answers all further ones. */
export function createMemorySearch(steps: readonly SearchStep[], clock: Clock): MemorySearch {
  const asked: { query: string; at: number }[] = [];
  return {
    asked,
    async find(query, signal) {
      signal.throwIfAborted();
      const step = steps[Math.min(asked.length, steps.length - 1)] ?? {};
      asked.push({ query, at: clock.now() });
      if (step.waitMs !== undefined) await clock.sleep(step.waitMs, signal);
      if (step.isDeaf) await new Promise(() => {});
      if (step.hangs) await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
      signal.throwIfAborted();
      if (step.fails) throw new Error('the provider is down');
      return step.finds ?? [aResult('News')];
    },
  };
}
