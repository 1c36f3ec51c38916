import { describe, expect, it } from 'vitest';
import type { Game } from '#contract/games';
import type { GameListing } from '#ports/games';
import { aFullGame, aGame } from './game-fixtures.ts';
import { MINUTE, NOW, type StoreUnderTest, somebody } from './storage-fixtures.ts';

const isoAt = (minutes: number) => new Date(NOW + minutes * MINUTE).toISOString();
const idsOf = (games: readonly Game[]) => games.map(({ gameId }) => gameId);
const newestFirst = (games: readonly Game[]) => [...games].reverse();

/** Contract of `Games`. */
export function gamesContract(name: string, open: () => StoreUnderTest) {
  /** Games a minute apart, oldest first. */
  const several = async (
    store: StoreUnderTest,
    count: number,
    fields: (minute: number) => Partial<Game> = () => ({}),
  ) => {
    const sub = somebody();
    const games = Array.from({ length: count }, (_, minute) => aGame(fields(minute), minute));
    await store.games.put(sub, games);
    return { sub, games };
  };
  const pagesOf = async (store: StoreUnderTest, sub: string, listing: GameListing) => {
    const pages: (readonly Game[])[] = [];
    let cursor: string | undefined;
    do {
      const page = await store.games.list(sub, { ...listing, ...(cursor !== undefined && { cursor }) });
      pages.push(page.items);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return pages;
  };
  const all = async (store: StoreUnderTest, sub: string) => (await store.games.list(sub, { limit: 1_000 })).items;

  describe(`games ${name}: storage`, () => {
    it('returns a stored game with exactly the fields that were put', async () => {
      const store = open();
      const sub = somebody();
      const games = [aGame({ playlist: ' 対戦 🚀\n' }), aFullGame({}, 1), aGame({ gameId: '__proto__' }, 2)];
      expect(await store.games.put(sub, games)).toEqual({ imported: 3, unchanged: 0 });
      for (const game of games) expect(await store.games.get(sub, game.gameId)).toEqual(game);
      expect(await all(store, sub)).toEqual(newestFirst(games));
    });

    it('stores a game once, however often it is put', async () => {
      const store = open();
      const { sub, games } = await several(store, 3);
      const another = aFullGame({}, 3);
      expect(await store.games.put(sub, [...games, another])).toEqual({ imported: 1, unchanged: 3 });
      expect(await store.games.put(sub, [...games, another])).toEqual({ imported: 0, unchanged: 4 });
      expect(await all(store, sub)).toEqual(newestFirst([...games, another]));
      expect(await store.games.put(sub, [])).toEqual({ imported: 0, unchanged: 0 });
    });

    it('replaces a game by its last version and drops fields that are no longer known', async () => {
      const store = open();
      const sub = somebody();
      const { boostPerMinute: _, ...game } = aFullGame();
      await store.games.put(sub, [{ ...game, boostPerMinute: 300 }]);
      const changed = { ...game, won: false };
      expect(await store.games.put(sub, [changed])).toEqual({ imported: 1, unchanged: 0 });
      expect(await store.games.get(sub, game.gameId)).toEqual(changed);
    });

    it('moves a game in the list when its date has changed', async () => {
      const store = open();
      const { sub, games } = await several(store, 3);
      const [a, b, c] = games as [Game, Game, Game];
      const moved = { ...a, playedAt: isoAt(9) };
      await store.games.put(sub, [moved]);
      expect(await all(store, sub)).toEqual([moved, c, b]);
    });

    it('stores the maximum number of games of one call', async () => {
      const store = open();
      const { sub, games } = await several(store, 100);
      const changed = games.map((game, place) => (place % 2 ? { ...game, score: 1 } : game));
      expect(await store.games.put(sub, changed)).toEqual({ imported: 50, unchanged: 50 });
      expect(await all(store, sub)).toEqual(newestFirst(changed));
    });

    it('keeps every game whole and once when imports race', async () => {
      const store = open();
      const sub = somebody();
      const first = Array.from({ length: 40 }, (_, minute) => aGame({ score: 1 }, minute));
      const second = first.slice(20).map((game) => ({ ...game, score: 2, goals: 2, playedAt: isoAt(100) }));
      await Promise.all([store.games.put(sub, first), store.games.put(sub, second), store.games.put(sub, first)]);
      const kept = await all(store, sub);
      expect(new Set(idsOf(kept))).toEqual(new Set(idsOf(first)));
      expect(kept).toHaveLength(first.length);
      for (const game of kept) expect([...first, ...second]).toContainEqual(game);
    });

    it('removes a game once', async () => {
      const store = open();
      const { sub, games } = await several(store, 2);
      const [a, b] = games as [Game, Game];
      expect([await store.games.remove(sub, a.gameId), await store.games.remove(sub, a.gameId)]).toEqual([true, false]);
      expect(await store.games.get(sub, a.gameId)).toBeUndefined();
      expect(await all(store, sub)).toEqual([b]);
      expect(await store.games.put(sub, [a, b])).toEqual({ imported: 1, unchanged: 1 });
    });
  });

  describe(`games ${name}: two users`, () => {
    it('keeps games of two users apart when their ids are the same', async () => {
      const store = open();
      const { sub, games } = await several(store, 3);
      const other = somebody();
      const theirs = games.map((game) => ({ ...game, score: 7 }));
      expect(await store.games.put(other, theirs)).toEqual({ imported: 3, unchanged: 0 });
      expect(await all(store, sub)).toEqual(newestFirst(games));
      expect(await all(store, other)).toEqual(newestFirst(theirs));
      expect(await store.games.remove(other, games[0]?.gameId ?? '')).toBe(true);
      expect(await all(store, sub)).toEqual(newestFirst(games));
    });

    it("neither shows nor removes another user's games", async () => {
      const store = open();
      const { sub, games } = await several(store, 3);
      const stranger = somebody();
      const gameId = games[0]?.gameId ?? '';
      expect(await store.games.get(stranger, gameId)).toBeUndefined();
      expect(await store.games.remove(stranger, gameId)).toBe(false);
      const { nextCursor: cursor = '' } = await store.games.list(sub, { limit: 1 });
      expect(await store.games.list(stranger, { limit: 5, cursor })).toEqual({ items: [] });
      expect(await all(store, sub)).toHaveLength(3);
    });
  });

  describe(`games ${name}: list`, () => {
    it('pages games from the newest to the oldest', async () => {
      const store = open();
      const { sub, games } = await several(store, 5);
      const [a, b, c, d, e] = games;
      expect(await pagesOf(store, sub, { limit: 2 })).toEqual([[e, d], [c, b], [a]]);
      expect(await pagesOf(store, sub, { limit: 5 })).toEqual([[e, d, c, b, a]]);
    });

    it('refuses an invalid cursor', async () => {
      const store = open();
      const { sub } = await several(store, 1);
      const cursor = Buffer.from(`${isoAt(0)}#../x`).toString('base64url');
      for (const bad of ['x', '', cursor]) {
        await expect(store.games.list(sub, { limit: 5, cursor: bad })).rejects.toMatchObject({
          code: 'validation_failed',
        });
      }
    });

    it('pages through games of the same instant', async () => {
      const store = open();
      const { sub, games } = await several(store, 5, () => ({ playedAt: isoAt(0) }));
      const pages = await pagesOf(store, sub, { limit: 2 });
      expect(pages.map((page) => page.length)).toEqual([2, 2, 1]);
      expect(new Set(idsOf(pages.flat()))).toEqual(new Set(idsOf(games)));
    });

    it('lists only games played at or after `from`', async () => {
      const store = open();
      const { sub, games } = await several(store, 4);
      const [, , c, d] = games;
      expect(await pagesOf(store, sub, { limit: 9, from: isoAt(2) })).toEqual([[d, c]]);
      expect(await pagesOf(store, sub, { limit: 1, from: isoAt(2) })).toEqual([[d], [c]]);
      expect(await pagesOf(store, sub, { limit: 9, from: isoAt(4) })).toEqual([[]]);
    });

    it('filters by mode and playlist across pages, ignoring case', async () => {
      const store = open();
      const { sub, games } = await several(store, 250, (minute) => ({
        mode: minute % 3 ? 'duel' : 'standard',
        playlist: minute % 2 ? 'Ranked Duel' : 'Casual',
      }));
      const isPicked = ({ mode, playlist }: Game) => mode === 'duel' && playlist === 'Ranked Duel';
      const picked = newestFirst(games.filter(isPicked));
      const listing = { limit: 50, mode: 'duel', playlist: ' rANKED dUEL ' } as const;
      const pages = await pagesOf(store, sub, listing);
      expect(pages.flat()).toEqual(picked);
      expect(pages.map((page) => page.length)).toEqual([50, 33]);
      // As many as the first 100 games have, which are read at a time.
      const limit = newestFirst(games).slice(0, 100).filter(isPicked).length;
      expect((await pagesOf(store, sub, { ...listing, limit })).flat()).toEqual(picked);
      const standard = await store.games.list(sub, { limit: 100, mode: 'standard', from: isoAt(100) });
      expect(standard.items).toHaveLength(50);
      expect(await store.games.list(sub, { limit: 5, playlist: 'Hoops' })).toEqual({ items: [] });
    });
  });
}
