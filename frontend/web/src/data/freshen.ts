import type { QueryClient, QueryKey } from '@tanstack/react-query';

/** A little more than a list may lag behind what is stored, in milliseconds. */
const LIST_LAG_MS = 1_500;

/**
 * Reads cached answers again because something has changed: at once, and once more when the lists no longer lag behind.
 *
 * @returns a promise that resolves after the first reading.
 */
export async function freshen(queries: QueryClient, ...keys: readonly QueryKey[]): Promise<void> {
  const read = () => Promise.all(keys.map((queryKey) => queries.invalidateQueries({ queryKey })));
  setTimeout(() => void read(), LIST_LAG_MS);
  await read();
}
