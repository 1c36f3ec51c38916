import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { KEYS } from './keys.ts';

/** A little more than a list may lag behind what is stored, in milliseconds. */
const LIST_LAG_MS = 1_500;

/** The first words of the keys of lists. Everything else is read as it is stored. */
const LISTS: readonly unknown[] = [
  KEYS.coaches,
  KEYS.interviews,
  KEYS.chats,
  KEYS.games,
  KEYS.notes,
  KEYS.promptSessions,
].map(([name]) => name);

/**
 * Reads cached answers again because something has changed: at once, and the lists once more when they no longer lag
 * behind.
 *
 * @returns a promise that resolves after the first reading.
 */
export async function freshen(queries: QueryClient, ...keys: readonly QueryKey[]): Promise<void> {
  const readOne = async (queryKey: QueryKey) => {
    // Waits for what is being read, which may be the next page that a person has asked for, instead of cancelling it.
    await queries.refetchQueries({ queryKey, fetchStatus: 'fetching' }, { cancelRefetch: false });
    await queries.invalidateQueries({ queryKey });
  };
  const read = (these: readonly QueryKey[]) => Promise.all(these.map(readOne));
  const lists = keys.filter(([name]) => LISTS.includes(name));
  if (lists.length > 0) setTimeout(() => void read(lists), LIST_LAG_MS);
  await read(keys);
}
