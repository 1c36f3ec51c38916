import { describe, expect, it } from 'vitest';
import type { SessionRef } from '#ports/session-records';
import type { SessionListing } from '#ports/sessions';
import {
  aClaim,
  aFinish,
  MINUTE,
  NOW,
  openSession,
  type StoreUnderTest,
  somebody,
  turnOf,
} from './storage-fixtures.ts';

const isoAt = (minutes: number) => new Date(NOW + minutes * MINUTE).toISOString();

/** Contract of `Sessions` for listings. */
export function sessionListsContract(name: string, open: () => StoreUnderTest) {
  /** Sessions created a minute apart. */
  const several = async (store: StoreUnderTest, count: number) => {
    const sub = somebody();
    const refs: SessionRef[] = [];
    for (let minute = 0; minute < count; minute += 1) {
      refs.push(await openSession(store, sub, { now: NOW + minute * MINUTE, state: { minute } }));
    }
    return { sub, ids: refs.map(({ sessionId }) => sessionId), refs };
  };
  /** Ids of every page, in order. */
  const pagesOf = async (store: StoreUnderTest, listing: SessionListing) => {
    const pages: string[][] = [];
    let cursor: string | undefined;
    do {
      const page = await store.sessions.list({ ...listing, ...(cursor !== undefined && { cursor }) });
      pages.push(page.items.map(({ sessionId }) => sessionId));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return pages;
  };
  const listing = (sub: string, fields: Partial<SessionListing> = {}): SessionListing => ({
    sub,
    kind: 'coach_creator',
    limit: 2,
    sortOrder: 'desc',
    ...fields,
  });

  describe(`sessions ${name}: list`, () => {
    it('pages by last activity in both directions', async () => {
      const store = open();
      const { sub, ids } = await several(store, 5);
      const [a, b, c, d, e] = ids;
      expect(await pagesOf(store, listing(sub))).toEqual([[e, d], [c, b], [a]]);
      expect(await pagesOf(store, listing(sub, { sortOrder: 'asc' }))).toEqual([[a, b], [c, d], [e]]);
      expect(await pagesOf(store, listing(sub, { limit: 5 }))).toEqual([[e, d, c, b, a]]);
    });

    it('moves a session to the front when one of its turns ends', async () => {
      const store = open();
      const { sub, ids, refs } = await several(store, 3);
      const turn = turnOf(refs[0] as SessionRef);
      await store.turns.claim(aClaim(turn));
      await store.turns.finish(aFinish(turn, { now: NOW + 9 * MINUTE }));
      expect(await pagesOf(store, listing(sub, { limit: 9 }))).toEqual([[ids[0], ids[2], ids[1]]]);
    });

    it('lists only sessions within the requested days or instants, inclusive', async () => {
      const store = open();
      const { sub, ids } = await several(store, 5);
      const [, b, c, d] = ids;
      expect(await pagesOf(store, listing(sub, { from: isoAt(1), to: isoAt(3) }))).toEqual([[d, c], [b]]);
      expect(await pagesOf(store, listing(sub, { from: isoAt(1), to: isoAt(3), sortOrder: 'asc' }))).toEqual([
        [b, c],
        [d],
      ]);
      expect(await pagesOf(store, listing(sub, { from: '2026-11-21', to: '2026-11-21', limit: 9 }))).toEqual([
        [...ids].reverse(),
      ]);
      expect(await pagesOf(store, listing(sub, { from: '2026-11-22' }))).toEqual([[]]);
      expect(await pagesOf(store, listing(sub, { from: '2026-11-22', to: '2026-11-20' }))).toEqual([[]]);
    });

    it('fills its pages with sessions that match the filter', async () => {
      const store = open();
      const { sub, ids } = await several(store, 7);
      const isEven = ({ state }: { state: unknown }) => (state as { minute: number }).minute % 2 === 0;
      expect(await pagesOf(store, listing(sub, { only: isEven }))).toEqual([
        [ids[6], ids[4]],
        [ids[2], ids[0]],
      ]);
    });

    it('returns no cursor on the last page', async () => {
      const store = open();
      const { sub } = await several(store, 2);
      expect(await store.sessions.list(listing(sub, { limit: 2 }))).not.toHaveProperty('nextCursor');
    });

    it('refuses a cursor that is invalid or outside the requested range', async () => {
      const store = open();
      const { sub } = await several(store, 4);
      const { nextCursor = '' } = await store.sessions.list(listing(sub));
      const bad = ['x', 'AAAA', Buffer.from('2026-11-21#../x').toString('base64url'), `${nextCursor}AA`];
      for (const cursor of bad) {
        await expect(store.sessions.list(listing(sub, { cursor }))).rejects.toMatchObject({
          code: 'validation_failed',
          details: { fields: [{ path: 'cursor' }] },
        });
      }
      const elsewhere = listing(sub, { cursor: nextCursor, from: '2026-12-01' });
      await expect(store.sessions.list(elsewhere)).rejects.toMatchObject({ code: 'validation_failed' });
    });

    it("shows no sessions of another user by that user's cursor", async () => {
      const store = open();
      const [mine, theirs] = [await several(store, 3), await several(store, 3)];
      const { nextCursor: cursor = '' } = await store.sessions.list(listing(theirs.sub));
      const { items } = await store.sessions.list(listing(mine.sub, { cursor, limit: 9 }));
      // Their cursor is the place of their second session, so only what is older than that follows.
      expect(items.map(({ sessionId }) => sessionId).filter((id) => id !== mine.ids[1])).toEqual([mine.ids[0]]);
    });
  });
}
