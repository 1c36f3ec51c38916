import type { Clock } from '#ports/clock';
import type { MessageRecord, SessionRecord } from '#ports/session-records';
import type { Page, SessionListing, Sessions } from '#ports/sessions';
import { listSessions } from './sessions.ts';

export interface SearchSessionsDeps {
  readonly sessions: Sessions;
  readonly clock: Clock;
}

/** Messages that one search reads. The page that it returns then ends where it stopped. */
const MESSAGES_READ = 500;
/** Of one session. */
const MESSAGES_OF_SESSION = 100;

/**
 * Sessions whose title and texts have every word of `q`, in the order of the listing. It reads messages only of sessions
 * whose title does not have the words, and a limited number of them.
 *
 * @returns a page that may have fewer sessions than asked for; `nextCursor` continues the search.
 */
export async function searchSessions(
  listing: SessionListing,
  q: string,
  deps: SearchSessionsDeps,
): Promise<Page<SessionRecord>> {
  const words = wordsOf(q);
  const items: SessionRecord[] = [];
  let { cursor } = listing;
  let left = MESSAGES_READ;
  do {
    const page = await listSessions(
      { ...listing, limit: listing.limit - items.length, ...(cursor !== undefined && { cursor }) },
      deps,
    );
    for (const session of page.items) {
      const title = wordsOf(session.title ?? '');
      if (hasAll(title, words)) {
        items.push(session);
      } else if (left > 0) {
        const texts = await textsOf(listing.sub, session, Math.min(left, MESSAGES_OF_SESSION), deps);
        left -= texts.length;
        if (hasAll([...title, ...texts.flatMap(wordsOf)], words)) items.push(session);
      }
    }
    cursor = page.nextCursor;
  } while (cursor !== undefined && items.length < listing.limit && left > 0);
  return { items, ...(cursor !== undefined && { nextCursor: cursor }) };
}

/** In any script, without case and accents. */
const wordsOf = (text: string): readonly string[] =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];

/** A word that is being typed matches the beginning of one that was written. */
const hasAll = (written: readonly string[], words: readonly string[]): boolean =>
  words.every((word) => written.some((other) => other.startsWith(word)));

async function textsOf(
  sub: string,
  { kind, sessionId }: SessionRecord,
  limit: number,
  { sessions }: SearchSessionsDeps,
): Promise<readonly string[]> {
  const { items } = await sessions.messages({ sub, kind, sessionId }, { limit });
  return items.map(textOf);
}

const textOf = ({ content }: MessageRecord): string =>
  content.flatMap((block) => (block.type === 'text' ? [block.text] : [])).join('\n');
