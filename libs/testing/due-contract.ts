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
import { aborted, abortedFrame, aClaimBeside, aClosing, aParking, aTakeover, USED } from './turn-ends.ts';

/** Contract of `Due`: an item is found when it is due, and each action is applied at most once. */
export function dueContract(name: string, open: () => StoreUnderTest) {
  const dueFor = async (store: StoreUnderTest, sub: string, now: number): Promise<DueItem[]> => {
    const shards = Array.from({ length: store.due.shards }, (_, shard) => Array.fromAsync(store.due.list(shard, now)));
    const items = (await Promise.all(shards)).flat(2);
    return items.filter((item) => ('ref' in item ? item.ref.sub : item.order.payload['sub']) === sub);
  };
  const running = async (store: StoreUnderTest) => {
    const ref = turnOf(await openSession(store));
    expect(await store.turns.claim(aClaim(ref))).toBe(true);
    return ref;
  };
  /** After every time that a test names. */
  const AT_LAST = NOW + 600 * MINUTE;
  const typesOf = (items: readonly DueItem[]) => items.map(({ type }) => type).sort();

  describe(`due ${name}`, () => {
    it('finds a turn by its lease, a hold by its end and a session by its expiry, none of them earlier', async () => {
      const store = open();
      const ref = turnOf(await openSession(store));
      await store.turns.claim(aClaim(ref));
      const dueAt = async (now: number) => typesOf(await dueFor(store, ref.sub, now));
      // A lease is rounded down to half a minute, and an expiry up to an hour.
      expect(await dueAt(NOW - 1)).toEqual([]);
      expect(await dueAt(NOW)).toEqual(['turn']);
      expect(await dueAt(NOW + 15 * MINUTE - 1)).toEqual(['turn']);
      expect(await dueAt(NOW + 15 * MINUTE)).toEqual(['reservation', 'turn']);
      expect(await dueAt(NOW + 45 * MINUTE - 1)).toEqual(['reservation', 'turn']);
      expect(await dueAt(NOW + 45 * MINUTE)).toEqual(['reservation', 'session', 'turn']);
      await store.turns.finish(aFinish(ref));
      // The end of the turn has moved the expiry to 11:15.
      expect(await dueAt(NOW + 105 * MINUTE - 1)).toEqual([]);
      expect(await dueAt(NOW + 105 * MINUTE)).toEqual(['session']);
    });

    it('finds a turn no more once it was stopped, given up or left behind', async () => {
      const store = open();
      const [stopped, given, left] = [await running(store), await running(store), await running(store)];
      expect(await store.turns.close(await aClosing(store, stopped))).toBe(true);
      for (const ref of [given, left]) expect(await store.turns.park(await aParking(store, ref))).toBe(true);
      expect(await store.turns.close(await aClosing(store, given, { state: 'failed' }))).toBe(true);
      const beside = await aClaimBeside(store, left);
      expect(await store.turns.claim(beside)).toBe(true);
      const turnsDue = async ({ sub }: { sub: string }) =>
        (await dueFor(store, sub, AT_LAST)).flatMap((item) => (item.type === 'turn' ? [item.ref] : []));
      expect([await turnsDue(stopped), await turnsDue(given)]).toEqual([[], []]);
      expect(await turnsDue(left)).toEqual([beside.ref]);
    });

    it('does not find the stop of a turn that never began', async () => {
      const store = open();
      const ref = turnOf(await openSession(store));
      await store.turns.leaveTombstone({ ref, now: NOW, outcome: aborted(ref), frame: abortedFrame(ref, 1) });
      expect(typesOf(await dueFor(store, ref.sub, AT_LAST))).toEqual(['session']);
    });

    it('finds a parked turn when it is to be given up, and a continued one by its last lease and its new hold', async () => {
      const store = open();
      const ref = await running(store);
      const dueAt = async (now: number) =>
        typesOf(await dueFor(store, ref.sub, now)).filter((type) => type !== 'session');
      const parking = await aParking(store, ref);
      await store.turns.park({ ...parking, until: NOW + 20 * MINUTE });
      expect(await dueAt(NOW + 20 * MINUTE - 1)).toEqual([]);
      expect(await dueAt(NOW + 20 * MINUTE)).toEqual(['turn']);
      const claim = await aTakeover(store, ref, { leaseUntil: NOW + 5 * MINUTE });
      const expiresAt = NOW + 40 * MINUTE;
      expect(await store.turns.claim({ ...claim, reservation: { ...claim.reservation, expiresAt } })).toBe(true);
      expect(await dueAt(NOW + 5 * MINUTE - 1)).toEqual([]);
      expect(await dueAt(NOW + 5 * MINUTE)).toEqual(['turn']);
      expect(await store.turns.restart(ref, 2, NOW + 6 * MINUTE)).toBe(true);
      expect(await dueAt(NOW + 6 * MINUTE - 1)).toEqual([]);
      expect(await store.turns.heartbeat(ref, 3, { leaseUntil: NOW + 7 * MINUTE, usage: USED })).not.toBe('lost');
      expect(await dueAt(NOW + 7 * MINUTE - 1)).toEqual([]);
      expect(await dueAt(expiresAt - 1)).toEqual(['turn']);
      expect(await dueAt(expiresAt)).toEqual(['reservation', 'turn']);
      expect(await store.due.releaseReservation(ref, PERIOD, expiresAt - 1)).toBe(false);
      expect(await store.due.releaseReservation(ref, PERIOD, expiresAt)).toBe(true);
    });

    it('finds a session no more once it has expired', async () => {
      const store = open();
      const ref = await openSession(store);
      expect(await store.due.expireSession(ref, NOW + 30 * MINUTE)).toBe(true);
      expect(await dueFor(store, ref.sub, AT_LAST)).toEqual([]);
    });

    it('finds an outbox order until it is done, and later when it is postponed', async () => {
      const store = open();
      const ref = turnOf(await openSession(store));
      await store.turns.claim(aClaim(ref));
      const order = { id: `build#${ref.turnId}`, job: 'build-coach-config' as const, payload: { sub: ref.sub } };
      await store.turns.finish(aFinish(ref, { jobs: [order] }));
      const orders = async (now: number) => (await dueFor(store, ref.sub, now)).filter(({ type }) => type === 'order');
      // The call after the commit has half a minute, which the index rounds up.
      expect(await orders(NOW + MINUTE - 1)).toEqual([]);
      expect(await orders(NOW + MINUTE)).toEqual([{ type: 'order', order, attempts: 0 }]);
      await store.due.postpone(order, 1, NOW + 5 * MINUTE);
      expect(await orders(NOW + 5 * MINUTE - 1)).toEqual([]);
      expect(await orders(NOW + 5 * MINUTE)).toEqual([{ type: 'order', order, attempts: 1 }]);
      await store.outbox.done(order);
      await store.due.postpone(order, 2, NOW);
      expect(await orders(NOW + 60 * MINUTE)).toEqual([]);
    });

    it('finds an order that must wait only when its time has come', async () => {
      const store = open();
      const ref = await running(store);
      const notBefore = NOW + 11 * MINUTE + 1;
      const order = { id: `late#${ref.turnId}`, job: 'delete-user-data' as const, payload: { sub: ref.sub } };
      await store.turns.finish(aFinish(ref, { jobs: [{ ...order, notBefore }] }));
      const orders = async (now: number) => (await dueFor(store, ref.sub, now)).filter(({ type }) => type === 'order');
      expect(await orders(notBefore - 1)).toEqual([]);
      expect(await orders(notBefore)).toEqual([{ type: 'order', order, attempts: 0 }]);
    });

    it('expires a session once after its expiry, but not while a turn runs', async () => {
      const store = open();
      const ref = await openSession(store);
      expect(await store.due.expireSession(ref, NOW + 30 * MINUTE - 1)).toBe(false);
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
      expect(await store.due.releaseReservation(ref, PERIOD, NOW + 15 * MINUTE - 1)).toBe(false);
      expect(await store.due.releaseReservation(ref, PERIOD, NOW + 15 * MINUTE)).toBe(true);
      expect(await store.due.releaseReservation(ref, PERIOD, NOW + 16 * MINUTE)).toBe(false);
      const { kept, due } = await ledger(store, ref.sub);
      expect(kept).toEqual(due);
      expect(kept).toEqual({ committed: 0, spent: 0, live: 0 });
    });
  });
}
