export interface SearchResult {
  /** At most 100 characters. */
  readonly title: string;
  /** At most 200 characters. */
  readonly snippet: string;
  readonly url: string;
}

/** A web search. Its results are untrusted, and no address in them is ever fetched. */
export interface Search {
  /** @throws when the provider fails or `signal` aborts. */
  find(query: string, signal: AbortSignal): Promise<readonly SearchResult[]>;
}

/** Results that all people share. Only queries that were made by rules may be stored. */
export interface SearchCache {
  get(key: string): Promise<readonly SearchResult[] | undefined>;
  put(key: string, results: readonly SearchResult[], lifeMs: number): Promise<void>;
}
