import { describe, expect, it } from 'vitest';
import type { TurnRef } from '#ports/turn-records';
import { aClaim, load, openSession, type StoreUnderTest, somebody, turnOf } from './storage-fixtures.ts';

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
      expect(answers).toEqual(['counted', 'counted', 'counted', 'refused']);
      expect((await load(store, ref)).session?.used).toEqual({ searches: 3 });
    });

    it('admits no more than the limit when uses are counted at the same time', async () => {
      const store = open();
      const ref = await running(store);
      const answers = await Promise.all(Array.from({ length: 10 }, () => store.turns.countUse(ref, 'searches', 3)));
      expect(answers.filter((answer) => answer === 'counted')).toHaveLength(3);
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
      expect(await store.turns.countUse({ ...ref, turnId: 'another' }, 'searches', 3)).toBe('refused');
      expect((await load(store, ref)).session?.used).toEqual({});
    });
  });

  describe(`turns ${name}: count uses that share a limiter`, () => {
    const running = async (store: StoreUnderTest) => {
      const ref = turnOf(await openSession(store));
      await store.turns.claim(aClaim(ref));
      return ref;
    };
    /** One for each test, because suites share an engine. */
    const aLimiter = () => ({ name: `LIMITED-${somebody()}`, everyMs: 1_000 });
    const usedBy = async (store: StoreUnderTest, ref: TurnRef) => (await load(store, ref)).session?.used;

    it('counts one of two uses of different people, and the other one when the time is over', async () => {
      const store = open();
      const [one, two] = [await running(store), await running(store)];
      const limiter = aLimiter();
      expect(await store.turns.countUse(one, 'searches', 3, limiter)).toBe('counted');
      const freeAt = store.clock.now() + 1_000;
      store.clock.move(999);
      expect(await store.turns.countUse(two, 'searches', 3, limiter)).toEqual({ freeAt });
      expect(await usedBy(store, two)).toEqual({});
      store.clock.move(1);
      expect(await store.turns.countUse(two, 'searches', 3, limiter)).toBe('counted');
      expect([await usedBy(store, one), await usedBy(store, two)]).toEqual([{ searches: 1 }, { searches: 1 }]);
    });

    it('gives a place of the limiter to one of several uses at the same time', async () => {
      const store = open();
      const limiter = aLimiter();
      const refs = await Promise.all(Array.from({ length: 5 }, () => running(store)));
      const answers = await Promise.all(refs.map((ref) => store.turns.countUse(ref, 'searches', 3, limiter)));
      expect(answers.filter((answer) => answer === 'counted')).toHaveLength(1);
      const counted = await Promise.all(refs.map((ref) => usedBy(store, ref)));
      expect(counted.filter((used) => used?.['searches'] === 1)).toHaveLength(1);
    });

    it('gives a place of the limiter to one of two uses of one turn in the same millisecond', async () => {
      const store = open();
      const ref = await running(store);
      const limiter = aLimiter();
      const uses = [1, 2].map(() => store.turns.countUse(ref, 'searches', 3, limiter));
      expect((await Promise.all(uses)).filter((answer) => answer === 'counted')).toHaveLength(1);
      expect(await usedBy(store, ref)).toEqual({ searches: 1 });
    });

    it('refuses a use beyond the limit of its session and leaves the place to others', async () => {
      const store = open();
      const [one, two] = [await running(store), await running(store)];
      const limiter = aLimiter();
      await store.turns.countUse(one, 'searches', 1);
      expect(await store.turns.countUse(one, 'searches', 1, limiter)).toBe('refused');
      expect(await store.turns.countUse(two, 'searches', 1, limiter)).toBe('counted');
    });

    it('refuses a use beyond the limit also when the limiter has no place', async () => {
      const store = open();
      const ref = await running(store);
      const limiter = aLimiter();
      await store.turns.countUse(ref, 'searches', 1, limiter);
      expect(await store.turns.countUse(ref, 'searches', 1, limiter)).toBe('refused');
    });

    it('refuses a turn that does not run in the session and leaves the place to others', async () => {
      const store = open();
      const ref = await running(store);
      const limiter = aLimiter();
      const other = { ...ref, turnId: 'another' };
      expect(await store.turns.countUse(other, 'searches', 3, limiter)).toBe('refused');
      expect(await store.turns.countUse(ref, 'searches', 3, limiter)).toBe('counted');
    });

    it('does not ask a limiter for a use that names none', async () => {
      const store = open();
      const ref = await running(store);
      await store.turns.countUse(ref, 'searches', 3, aLimiter());
      expect(await store.turns.countUse(ref, 'searches', 3)).toBe('counted');
    });

    it('gives places of different limiters at the same time', async () => {
      const store = open();
      const ref = await running(store);
      const answers = [];
      for (const limiter of [aLimiter(), aLimiter()])
        answers.push(await store.turns.countUse(ref, 'searches', 3, limiter));
      expect(answers).toEqual(['counted', 'counted']);
    });
  });
}
