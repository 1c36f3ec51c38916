import { describe, expect, it } from 'vitest';
import { aClaim, load, openSession, type StoreUnderTest, turnOf } from './storage-fixtures.ts';

/** What `Turns` promises of counting what a session has a limited number of. */
export function turnCountersContract(name: string, open: () => StoreUnderTest) {
  describe(`turns ${name}: count uses`, () => {
    const running = async (store: StoreUnderTest) => {
      const ref = turnOf(await openSession(store));
      await store.turns.claim(aClaim(ref));
      return ref;
    };

    it('counts up to the limit and then refuses', async () => {
      const store = open();
      const ref = await running(store);
      const answers = [];
      for (let use = 1; use <= 4; use += 1) answers.push(await store.turns.countUse(ref, 'searches', 3));
      expect(answers).toEqual([true, true, true, false]);
      expect((await load(store, ref)).session?.used).toEqual({ searches: 3 });
    });

    it('admits no more than the limit when uses are counted at the same time', async () => {
      const store = open();
      const ref = await running(store);
      const answers = await Promise.all(Array.from({ length: 10 }, () => store.turns.countUse(ref, 'searches', 3)));
      expect(answers.filter(Boolean)).toHaveLength(3);
    });

    it('counts each counter by itself, and changes neither the version nor the state of the session', async () => {
      const store = open();
      const ref = await running(store);
      const before = (await load(store, ref)).session;
      await store.turns.countUse(ref, 'searches', 3);
      await store.turns.countUse(ref, 'looks', 1);
      expect((await load(store, ref)).session).toEqual({ ...before, used: { searches: 1, looks: 1 } });
    });

    it('refuses a turn that does not run in the session', async () => {
      const store = open();
      const ref = await running(store);
      expect(await store.turns.countUse({ ...ref, turnId: 'another' }, 'searches', 3)).toBe(false);
      expect((await load(store, ref)).session?.used).toEqual({});
    });
  });
}
