import { describe, expect, it } from 'vitest';
import type { TurnRef } from '#ports/turn-records';
import {
  aClaim,
  aFinish,
  chunk,
  message,
  openSession,
  type StoreUnderTest,
  somebody,
  turnOf,
} from './storage-fixtures.ts';

/** Contract of `Turns` for the event log of a turn and its answer. */
export function turnEventsContract(name: string, open: () => StoreUnderTest) {
  const begun = async (store: StoreUnderTest, sub = somebody()): Promise<TurnRef> => {
    const ref = turnOf(await openSession(store, sub));
    expect(await store.turns.claim(aClaim(ref))).toBe(true);
    return ref;
  };
  describe(`turns ${name}: events`, () => {
    it('returns every event after a cursor unchanged and in order', async () => {
      const store = open();
      const ref = await begun(store);
      const start = { id: { epoch: 1, seq: 1 }, event: { type: 'reset', epoch: 1 } } as const;
      const batches = [
        [start, chunk(1, 2, 'Gut'), chunk(1, 3, 'en ')],
        [chunk(1, 4, 'Tag 🏋️', 1)],
        [chunk(1, 5, '!', 1)],
      ];
      for (const [batch, frames] of batches.entries()) await store.turns.appendEvents(ref, 1, batch, frames);
      expect(await store.turns.readEvents(ref, 1, 0)).toEqual(batches.flat());
      expect(await store.turns.readEvents(ref, 1, 3)).toEqual(batches.flat().slice(3));
      expect(await store.turns.readEvents(ref, 1, 9)).toEqual([]);
    });

    it('stores a repeated batch once and keeps epochs apart', async () => {
      const store = open();
      const ref = await begun(store);
      const [one, two] = [[chunk(1, 1, 'old')], [chunk(2, 1, 'new')]];
      await store.turns.appendEvents(ref, 1, 0, one);
      await store.turns.appendEvents(ref, 1, 0, one);
      await store.turns.appendEvents(ref, 2, 0, two);
      expect(await store.turns.readEvents(ref, 1, 0)).toEqual(one);
      expect(await store.turns.readEvents(ref, 2, 0)).toEqual(two);
    });

    it('reads an event log of many pages', async () => {
      const store = open();
      const ref = await begun(store);
      const text = 'x'.repeat(150_000);
      for (let batch = 0; batch < 9; batch += 1)
        await store.turns.appendEvents(ref, 1, batch, [chunk(1, batch + 1, text)]);
      expect((await store.turns.readEvents(ref, 1, 0)).map(({ id }) => id?.seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    });

    it('stores the last events together with the end of the turn', async () => {
      const store = open();
      const ref = await begun(store);
      await store.turns.appendEvents(ref, 1, 0, [chunk(1, 1, 'a')]);
      await store.turns.finish(aFinish(ref, { tail: { batch: 1, frames: [chunk(1, 2, 'b')] } }));
      expect(await store.turns.readEvents(ref, 1, 0)).toEqual([chunk(1, 1, 'a'), chunk(1, 2, 'b')]);
    });

    it('returns nothing of an event log that has begun to expire', async () => {
      const store = open();
      const ref = await begun(store);
      await store.turns.appendEvents(ref, 1, 0, [chunk(1, 1, 'a')]);
      store.clock.move(12 * 3_600_000);
      await store.turns.appendEvents(ref, 1, 1, [chunk(1, 2, 'b')]);
      store.clock.move(12 * 3_600_000 - 2_000);
      expect(await store.turns.readEvents(ref, 1, 0)).toHaveLength(2);
      store.clock.move(4_000);
      expect(await store.turns.readEvents(ref, 1, 0)).toEqual([]);
    });

    it('returns no events after a gap and none of a log without its beginning', async () => {
      const store = open();
      const ref = await begun(store);
      await store.turns.appendEvents(ref, 1, 0, [chunk(1, 1, 'a')]);
      await store.turns.appendEvents(ref, 1, 2, [chunk(1, 3, 'c')]);
      await store.turns.appendEvents(ref, 2, 1, [chunk(2, 2, 'b')]);
      expect(await store.turns.readEvents(ref, 1, 0)).toEqual([chunk(1, 1, 'a')]);
      expect(await store.turns.readEvents(ref, 2, 0)).toEqual([]);
    });

    it('reads the answer of a turn without that of the next turn', async () => {
      const store = open();
      const ref = await begun(store);
      const answers = [1, 2, 3].map((seq) => message(seq, `part ${seq}`, { role: 'assistant', turnId: ref.turnId }));
      expect(await store.turns.readAnswer(ref, 0)).toEqual([]);
      await store.turns.finish(aFinish(ref, { messages: answers }));
      const next = turnOf(ref);
      await store.turns.claim(
        aClaim(next, { session: { version: 3 }, message: message(4, 'next', { turnId: next.turnId }) }),
      );
      expect(await store.turns.readAnswer(ref, 0)).toEqual(answers);
      expect(await store.turns.readAnswer(next, 4)).toEqual([]);
    });
  });
}
