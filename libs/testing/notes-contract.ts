import { describe, expect, it } from 'vitest';
import type { Note } from '#contract/games';
import type { Rate } from '#ports/rates';
import { aNote } from './game-fixtures.ts';
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

const WINDOW = 'notes#2026-11-21T10:15';
const rateOf = (limit: number) => ({ window: WINDOW, limit, endsAt: NOW + MINUTE });

/** What `Notes` promises, and `StagedWrites` for notes. */
export function notesContract(name: string, open: () => StoreUnderTest) {
  const add = (store: StoreUnderTest, sub: string, note: Note, rate: Rate | undefined) =>
    store.stagedWrites.apply(sub, { type: 'save_note', note }, rate);
  const all = async (store: StoreUnderTest, sub: string) => (await store.notes.list(sub, { limit: 100 })).items;
  const countOf = async (store: StoreUnderTest, sub: string) =>
    (await store.itemsOf(`U#${sub}`)).find(({ sk }) => sk === `RATE#${WINDOW}`)?.['count'] ?? 0;
  /** Notes a minute apart, oldest first. */
  const several = async (store: StoreUnderTest, sub: string, count: number) => {
    const notes = Array.from({ length: count }, (_, minute) => aNote({}, minute));
    for (const note of notes) await add(store, sub, note, undefined);
    return notes;
  };

  describe(`notes ${name}`, () => {
    it('returns added notes newest first, in pages', async () => {
      const store = open();
      const sub = somebody();
      const [a, b, c] = (await several(store, sub, 3)) as [Note, Note, Note];
      const first = await store.notes.list(sub, { limit: 2 });
      expect(first.items).toEqual([c, b]);
      expect(await store.notes.list(sub, { limit: 2, cursor: first.nextCursor ?? '' })).toEqual({ items: [a] });
      await expect(store.notes.list(sub, { limit: 2, cursor: '!' })).rejects.toMatchObject({
        code: 'validation_failed',
      });
    });

    it('adds a note once and counts it once, however often the call is repeated', async () => {
      const store = open();
      const sub = somebody();
      const note = aNote();
      expect(await add(store, sub, note, rateOf(1))).toBe(true);
      expect(await add(store, sub, note, rateOf(1))).toBe(true);
      expect(await all(store, sub)).toEqual([note]);
      expect(await countOf(store, sub)).toBe(1);
      const again = await Promise.all([note, note, note].map((same) => add(store, sub, same, rateOf(9))));
      expect(again).toEqual([true, true, true]);
      expect(await countOf(store, sub)).toBe(1);
    });

    it('adds no more notes than the rate allows, however many requests are concurrent', async () => {
      const store = open();
      const sub = somebody();
      const notes = Array.from({ length: 12 }, (_, minute) => aNote({}, minute));
      const added = await Promise.all(notes.map((note) => add(store, sub, note, rateOf(5))));
      expect(added.filter(Boolean)).toHaveLength(5);
      const kept = new Set((await all(store, sub)).map(({ noteId }) => noteId));
      expect(notes.map(({ noteId }) => kept.has(noteId))).toEqual(added);
      expect(await countOf(store, sub)).toBe(5);
      expect(await add(store, sub, aNote(), { ...rateOf(5), window: 'notes#2026-11-21T10:16' })).toBe(true);
      expect(await add(store, sub, aNote(), undefined)).toBe(true);
      expect(await countOf(store, sub)).toBe(5);
    });

    it('keeps notes saved by an answer beside added ones', async () => {
      const store = open();
      const turn = turnOf(await openSession(store));
      const [added, saved] = [aNote(), aNote({ category: 'goal' }, 1)];
      await add(store, turn.sub, added, undefined);
      await store.turns.claim(aClaim(turn));
      await store.turns.finish(aFinish(turn, { writes: [{ type: 'save_note', note: saved }] }));
      expect(await all(store, turn.sub)).toEqual([saved, added]);
    });

    it('removes a note once', async () => {
      const store = open();
      const sub = somebody();
      const [a, b] = (await several(store, sub, 2)) as [Note, Note];
      expect([await store.notes.remove(sub, a.noteId), await store.notes.remove(sub, a.noteId)]).toEqual([true, false]);
      expect(await all(store, sub)).toEqual([b]);
    });

    it('keeps notes of two users apart when their ids are the same', async () => {
      const store = open();
      const [sub, other] = [somebody(), somebody()];
      const [note] = (await several(store, sub, 1)) as [Note];
      const theirs = { ...note, content: 'theirs' };
      expect(await store.notes.remove(other, note.noteId)).toBe(false);
      expect(await all(store, other)).toEqual([]);
      expect(await add(store, other, theirs, rateOf(1))).toBe(true);
      expect(await add(store, sub, aNote({}, 1), rateOf(1))).toBe(true);
      expect(await all(store, other)).toEqual([theirs]);
      expect(await store.notes.remove(other, note.noteId)).toBe(true);
      expect(await all(store, sub)).toHaveLength(2);
      expect(await all(store, other)).toEqual([]);
    });
  });
}
