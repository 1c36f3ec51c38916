import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { TurnRef } from '#ports/turn-records';
import type { LostUsage } from '#ports/turns';
import {
  aClaim,
  ledger,
  load,
  openSession,
  PERIOD,
  type StoreUnderTest,
  somebody,
  turnOf,
} from './storage-fixtures.ts';

/** Contract of `Turns` for the charge of a model request whose claim failed. */
export function turnChargesContract(name: string, open: () => StoreUnderTest) {
  const newRef = async (store: StoreUnderTest) => turnOf(await openSession(store));
  const failed = (ref: TurnRef, change: Partial<LostUsage> = {}): LostUsage => ({
    ref,
    owner: randomUUID(),
    period: PERIOD,
    limit: 100_000,
    tokens: 70,
    isUnclaimed: true,
    ...change,
  });

  describe(`turns ${name}: charging a failed claim`, () => {
    it('charges the request of each failed claim with a settled reservation of its own', async () => {
      const store = open();
      const ref = await newRef(store);
      expect(await store.turns.chargeLost(failed(ref))).toBe(true);
      expect(await store.turns.claim(aClaim(ref))).toBe(true);
      expect(await store.turns.chargeLost(failed(ref, { tokens: 30 }))).toBe(true);
      expect((await load(store, ref)).budget).toEqual({ committed: 1_100, spent: 100 });
      const { kept, due } = await ledger(store, ref.sub);
      expect(kept).toEqual(due);
    });

    it('charges a failed claim once when the call is repeated', async () => {
      const store = open();
      const ref = await newRef(store);
      const charge = failed(ref);
      expect(await Promise.all([1, 2].map(() => store.turns.chargeLost(charge)))).toEqual([true, true]);
      expect(await store.turns.chargeLost(charge)).toBe(true);
      expect((await load(store, ref)).budget).toEqual({ committed: 70, spent: 70 });
    });

    it('charges nothing when the claim had passed after all', async () => {
      const store = open();
      const ref = await newRef(store);
      const claim = aClaim(ref);
      await store.turns.claim(claim);
      expect(await store.turns.chargeLost(failed(ref, { owner: claim.owner }))).toBe(false);
      expect((await load(store, ref)).budget).toEqual({ committed: 1_000, spent: 0 });
    });

    it('charges what a fenced attempt has used beside its turn', async () => {
      const store = open();
      const ref = await newRef(store);
      const claim = aClaim(ref);
      await store.turns.claim(claim);
      expect(await store.turns.chargeLost(failed(ref, { owner: claim.owner, isUnclaimed: false }))).toBe(true);
      expect((await load(store, ref)).budget).toEqual({ committed: 1_070, spent: 70 });
    });

    it('charges a failed claim also beyond the limit of the month', async () => {
      const store = open();
      const ref = await newRef(store);
      await store.turns.claim(aClaim(ref, { reservation: { limit: 1_000 } }));
      expect(await store.turns.chargeLost(failed(ref, { limit: 1_000 }))).toBe(true);
      expect((await load(store, { ...ref, sub: somebody() })).budget).toEqual({ committed: 0, spent: 0 });
      expect((await load(store, ref)).budget).toEqual({ committed: 1_070, spent: 70 });
    });
  });
}
