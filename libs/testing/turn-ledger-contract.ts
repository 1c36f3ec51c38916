import { describe, expect, it } from 'vitest';
import type { Outcome, TurnRef } from '#ports/turn-records';
import {
  aClaim,
  aFinish,
  ledger,
  load,
  NOW,
  openSession,
  PERIOD,
  type StoreUnderTest,
  somebody,
  turnOf,
} from './storage-fixtures.ts';

/** Contract of `Turns` for the ledger: the sums are correct after every step, and a turn is charged once. */
export function turnLedgerContract(name: string, open: () => StoreUnderTest) {
  const begun = async (store: StoreUnderTest, sub = somebody()): Promise<TurnRef> => {
    const ref = turnOf(await openSession(store, sub));
    expect(await store.turns.claim(aClaim(ref))).toBe(true);
    return ref;
  };
  const failed = (ref: TurnRef): Outcome => ({
    type: 'error',
    turnId: ref.turnId,
    sessionId: ref.sessionId,
    code: 'model_unavailable',
    message: 'busy',
    retryable: true,
  });
  const expectBalance = async (store: StoreUnderTest, sub: string, committed: number, spent: number, live: number) => {
    const { kept, due } = await ledger(store, sub);
    expect(kept).toEqual(due);
    expect(kept).toEqual({ committed, spent, live });
  };
  describe(`turns ${name}: ledger`, () => {
    it('settles a turn once, however often the call is repeated', async () => {
      const store = open();
      const ref = await begun(store);
      const finish = aFinish(ref);
      expect([await store.turns.finish(finish), await store.turns.finish(finish)]).toEqual([true, true]);
      await expectBalance(store, ref.sub, 400, 400, 0);
      expect((await load(store, ref)).session).toMatchObject({ version: 3, nextSeq: 2 });
    });

    it('lets the first of two different ends win', async () => {
      const store = open();
      const ref = await begun(store);
      const ends = [aFinish(ref), aFinish(ref, { state: 'failed', outcome: failed(ref), charge: 70, messages: [] })];
      const won = await Promise.all(ends.map((end) => store.turns.finish(end)));
      expect(won.filter(Boolean)).toHaveLength(1);
      const { turn } = await load(store, ref);
      expect(turn?.state).toBe(ends[won.indexOf(true)]?.state);
      const charged = won[0] ? 400 : 70;
      await expectBalance(store, ref.sub, charged, charged, 0);
    });

    it('changes nothing when the reservation has changed since it was read', async () => {
      const store = open();
      const ref = await begun(store);
      const before = await load(store, ref);
      for (const reservation of [{ version: 2 }, { state: 'expired' as const }]) {
        const end = aFinish(ref);
        const stale = store.turns.finish({ ...end, reservation: { ...end.reservation, ...reservation } });
        await expect(stale).rejects.toMatchObject({ code: 'internal' });
      }
      expect(await load(store, ref)).toEqual(before);
    });

    it('charges the usage once even when the reservation had expired', async () => {
      const store = open();
      const ref = await begun(store);
      const held = { state: 'held', amount: 1_000, version: 1 } as const;
      const holds = [{ ref, reservation: held, charge: 90 }];
      expect(await store.turns.expireHolds({ sub: ref.sub, period: PERIOD, now: NOW, holds })).toBe(true);
      await expectBalance(store, ref.sub, 90, 90, 0);
      const reservation = { period: PERIOD, state: 'expired', amount: 90, version: 2 } as const;
      expect(await store.turns.finish(aFinish(ref, { reservation }))).toBe(true);
      await expectBalance(store, ref.sub, 400, 400, 0);
    });

    it('keeps the sums correct after every step of many turns', async () => {
      const store = open();
      const sub = somebody();
      await expectBalance(store, sub, 0, 0, 0);
      const first = await begun(store, sub);
      await expectBalance(store, sub, 1_000, 0, 1);
      const second = await begun(store, sub);
      await expectBalance(store, sub, 2_000, 0, 2);
      await store.turns.finish(aFinish(first, { charge: 1_700 }));
      await expectBalance(store, sub, 2_700, 1_700, 1);
      const third = await begun(store, sub);
      await store.turns.finish(aFinish(second, { charge: 0 }));
      await expectBalance(store, sub, 2_700, 1_700, 1);
      await store.turns.finish(aFinish(third, { charge: 5 }));
      await expectBalance(store, sub, 1_705, 1_705, 0);
    });

    it('settles in the period in which the tokens were reserved', async () => {
      const store = open();
      const ref = await begun(store);
      await store.turns.finish(aFinish(ref, { now: Date.parse('2026-12-01T00:00:01Z') }));
      await expectBalance(store, ref.sub, 400, 400, 0);
      expect((await ledger(store, ref.sub, '2026-12')).kept.committed).toBe(0);
    });
  });
}
