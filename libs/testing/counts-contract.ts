import { describe, expect, it } from 'vitest';
import { COUNT_LIMITS, type Counted } from '#contract/count-limits';
import type { CoachRecord } from '#ports/coaches';
import { aGame, aNote } from './game-fixtures.ts';
import { aClaim, aFinish, load, openSession, type StoreUnderTest, somebody, turnOf } from './storage-fixtures.ts';

const aCoach = (sub: string, coachId: string): CoachRecord => {
  const at = '2026-11-21T10:15:00.000Z';
  const build = { state: 'ready', attempt: 0, updatedAt: at, deadline: at } as const;
  return { coachId, sub, sessionId: null, status: 'active', build, config: {}, createdAt: at, updatedAt: at };
};

/** Contract of the totals that games, notes, coaches and commits keep. */
export function countsContract(name: string, open: () => StoreUnderTest) {
  const counts = async (store: StoreUnderTest, sub: string) => {
    const { pk: _, sk: __, ...totals } = (await store.itemsOf(`U#${sub}`)).find(({ sk }) => sk === 'COUNTS') ?? {};
    return totals;
  };
  const has = (store: StoreUnderTest, sub: string, totals: Partial<Record<Counted, number>>) =>
    store.put({ pk: `U#${sub}`, sk: 'COUNTS', ...totals });
  const refused = (limit: Counted) => ({ code: 'validation_failed', details: { limit } });

  describe(`counts ${name}`, () => {
    it('count a game when it is new, not when it is imported again or changed, and no more once it is removed', async () => {
      const store = open();
      const sub = somebody();
      const games = [aGame(), aGame({}, 1), aGame({}, 2)];
      await store.games.put(sub, games);
      await store.games.put(sub, games);
      await store.games.put(sub, [{ ...games[0], goals: 9 } as (typeof games)[0], aGame({}, 3)]);
      expect(await counts(store, sub)).toEqual({ games: 4 });
      const gameId = games[0]?.gameId ?? '';
      for (let times = 0; times < 2; times += 1) await store.games.remove(sub, gameId);
      expect(await counts(store, sub)).toEqual({ games: 3 });
    });

    it('refuse an import beyond the limit as a whole, and allow one that brings nothing new', async () => {
      const store = open();
      const sub = somebody();
      const [stored, a, b] = [aGame(), aGame({}, 1), aGame({}, 2)];
      await store.games.put(sub, [stored]);
      await has(store, sub, { games: COUNT_LIMITS.games - 1 });
      await expect(store.games.put(sub, [stored, a, b])).rejects.toMatchObject(refused('games'));
      expect((await store.games.list(sub, { limit: 9 })).items).toEqual([stored]);
      expect(await store.games.put(sub, [stored, a])).toEqual({ imported: 1, unchanged: 1 });
      expect(await store.games.put(sub, [stored, a])).toEqual({ imported: 0, unchanged: 2 });
      await expect(store.games.put(sub, [b])).rejects.toMatchObject(refused('games'));
      expect(await counts(store, sub)).toEqual({ games: COUNT_LIMITS.games });
    });

    it('count a note once, refuse one beyond the limit, and count it no more once it is removed', async () => {
      const store = open();
      const sub = somebody();
      const [a, b] = [aNote(), aNote({}, 1)];
      const add = (note: typeof a) => store.stagedWrites.apply(sub, { type: 'save_note', note }, undefined);
      await has(store, sub, { notes: COUNT_LIMITS.notes - 1 });
      expect([await add(a), await add(a)]).toEqual([true, true]);
      await expect(add(b)).rejects.toMatchObject(refused('notes'));
      expect(await add(a)).toBe(true);
      expect((await store.notes.list(sub, { limit: 9 })).items).toEqual([a]);
      for (let times = 0; times < 2; times += 1) await store.notes.remove(sub, a.noteId);
      expect(await counts(store, sub)).toEqual({ notes: COUNT_LIMITS.notes - 1 });
      expect(await add(b)).toBe(true);
    });

    it('let no more through than the limit when requests are concurrent', async () => {
      const store = open();
      const sub = somebody();
      await has(store, sub, { notes: COUNT_LIMITS.notes - 3, coaches: COUNT_LIMITS.coaches - 2 });
      const notes = Array.from({ length: 8 }, (_, minute) => aNote({}, minute));
      const added = await Promise.allSettled(
        notes.map((note) => store.stagedWrites.apply(sub, { type: 'save_note', note }, undefined)),
      );
      expect(added.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
      const created = await Promise.allSettled(
        ['a', 'b', 'c', 'd'].map((coachId) => store.coaches.create(aCoach(sub, coachId))),
      );
      expect(created.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
      expect(await counts(store, sub)).toEqual({ notes: COUNT_LIMITS.notes, coaches: COUNT_LIMITS.coaches });
    });

    it('count a coach once, and no more once it is deleted', async () => {
      const store = open();
      const sub = somebody();
      const coach = aCoach(sub, 'a');
      for (let times = 0; times < 2; times += 1) await store.coaches.create(coach);
      expect(await counts(store, sub)).toEqual({ coaches: 1 });
      for (let times = 0; times < 2; times += 1) await store.coaches.delete(coach);
      expect(await counts(store, sub)).toEqual({ coaches: 0 });
    });

    it('grow with a commit that saves notes and orders a coach, also beyond the limit', async () => {
      const store = open();
      const turn = turnOf(await openSession(store));
      const { sub, sessionId } = turn;
      await has(store, sub, { notes: COUNT_LIMITS.notes });
      await store.turns.claim(aClaim(turn));
      const notes = [aNote(), aNote({}, 1)].map((note) => ({ type: 'save_note', note }) as const);
      const order = { type: 'order_build', coachId: sessionId, sessionId, deadline: '2026-11-21T11:00:00Z' } as const;
      expect(await store.turns.finish(aFinish(turn, { writes: [...notes, order] }))).toBe(true);
      expect(await counts(store, sub)).toEqual({ notes: COUNT_LIMITS.notes + 2, coaches: 1 });
      expect((await load(store, turn)).counts).toEqual({ notes: COUNT_LIMITS.notes + 2, coaches: 1 });
    });

    it('are read with a turn, and are empty for a person who has nothing', async () => {
      const store = open();
      const turn = turnOf(await openSession(store));
      expect((await load(store, turn)).counts).toEqual({});
    });
  });
}
