import { describe, expect, it } from 'vitest';
import type { DueItem } from '#ports/due';
import {
  aClaim,
  aFinish,
  ledger,
  MINUTE,
  NOW,
  openSession,
  PERIOD,
  type StoreUnderTest,
  turnOf,
} from './storage-fixtures.ts';

/** Contract of `Due`: an item is found when it is due, and each action is applied at most once. */
export function dueContract(name: string, open: () => StoreUnderTest) {
  const dueFor = async (store: StoreUnderTest, sub: string, now: number): Promise<DueItem[]> => {
    const items: DueItem[] = [];
    for (let shard = 0; shard < store.due.shards; shard += 1) {
      for await (const page of store.due.list(shard, now)) items.push(...page);
    }
    return items.filter((item) => ('ref' in item ? item.ref.sub : item.order.payload['sub']) === sub);
  };
  const typesOf = (items: readonly DueItem[]) => items.map(({ type }) => type).sort();

  describe(`due ${name}`, () => {
    it('finds a turn by its lease, a hold by its end and a session by its expiry, none of them earlier', async () => {
      const store = open();
      const ref = turnOf(await openSession(store));
      await store.turns.claim(aClaim(ref));
      expect(await dueFor(store, ref.sub, NOW - MINUTE)).toEqual([]);
      expect(typesOf(await dueFor(store, ref.sub, NOW + MINUTE))).toEqual(['turn']);
      expect(typesOf(await dueFor(store, ref.sub, NOW + 16 * MINUTE))).toEqual(['reservation', 'turn']);
      expect(typesOf(await dueFor(store, ref.sub, NOW + 120 * MINUTE))).toEqual(['reservation', 'session', 'turn']);
      await store.turns.finish(aFinish(ref));
      expect(typesOf(await dueFor(store, ref.sub, NOW + 180 * MINUTE))).toEqual(['session']);
    });

    it('finds an outbox order until it is done, and later when it is postponed', async () => {
      const store = open();
      const ref = turnOf(await openSession(store));
      await store.turns.claim(aClaim(ref));
      const order = { id: `build#${ref.turnId}`, job: 'build-coach-config' as const, payload: { sub: ref.sub } };
      await store.turns.finish(aFinish(ref, { jobs: [order] }));
      const orders = async (now: number) => (await dueFor(store, ref.sub, now)).filter(({ type }) => type === 'order');
      expect(await orders(NOW)).toEqual([]);
      expect(await orders(NOW + 2 * MINUTE)).toEqual([{ type: 'order', order, attempts: 0 }]);
      await store.due.postpone(order, 1, NOW + 5 * MINUTE);
      expect(await orders(NOW + 2 * MINUTE)).toEqual([]);
      expect(await orders(NOW + 6 * MINUTE)).toEqual([{ type: 'order', order, attempts: 1 }]);
      await store.outbox.done(order);
      await store.due.postpone(order, 2, NOW);
      expect(await orders(NOW + 60 * MINUTE)).toEqual([]);
    });

    it('expires a session once after its expiry, but not while a turn runs', async () => {
      const store = open();
      const ref = await openSession(store);
      expect(await store.due.expireSession(ref, NOW + 29 * MINUTE)).toBe(false);
      const busy = turnOf(await openSession(store));
      await store.turns.claim(aClaim(busy));
      expect(await store.due.expireSession(busy, NOW + 31 * MINUTE)).toBe(false);
      expect(await store.due.expireSession(ref, NOW + 31 * MINUTE)).toBe(true);
      expect(await store.due.expireSession(ref, NOW + 31 * MINUTE)).toBe(false);
      expect(await store.sessions.get(ref)).toMatchObject({ status: 'expired' });
    });

    it('releases a hold once after its end', async () => {
      const store = open();
      const ref = turnOf(await openSession(store));
      await store.turns.claim(aClaim(ref));
      expect(await store.due.releaseReservation(ref, PERIOD, NOW + MINUTE)).toBe(false);
      expect(await store.due.releaseReservation(ref, PERIOD, NOW + 16 * MINUTE)).toBe(true);
      expect(await store.due.releaseReservation(ref, PERIOD, NOW + 16 * MINUTE)).toBe(false);
      const { kept, due } = await ledger(store, ref.sub);
      expect(kept).toEqual(due);
      expect(kept).toEqual({ committed: 0, spent: 0, live: 0 });
    });
  });
}
