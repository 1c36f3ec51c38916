import { describe, expect, it } from 'vitest';
import type { TurnRef } from '#ports/turn-records';
import { aClaim, aFinish, load, NOW, openSession, type StoreUnderTest, turnOf } from './storage-fixtures.ts';

/** Contract of `Turns` for fencing. */
export function turnFencingContract(name: string, open: () => StoreUnderTest) {
  describe(`turns ${name}: fencing`, () => {
    const LATER = NOW + 13_000;
    const takeover = (ref: TurnRef, epoch = 2) =>
      aClaim(ref, {
        epoch,
        now: LATER,
        leaseUntil: LATER + 10_000,
        session: { version: 2 },
        previous: { epoch: epoch - 1, state: 'running', leaseUntil: NOW + 10_000 },
      });

    const running = async (store: StoreUnderTest) => {
      const ref = turnOf(await openSession(store));
      await store.turns.claim(aClaim(ref));
      return ref;
    };
    const usage = { inputTokens: 7, outputTokens: 3, cacheReadTokens: 0, cacheWriteTokens: 0 };

    it('renews the lease and stores the usage by heartbeats', async () => {
      const store = open();
      const ref = await running(store);
      expect(await store.turns.heartbeat(ref, 1, { leaseUntil: NOW + 50_000, usage })).toEqual({
        isFollowed: false,
        isStopped: false,
      });
      expect((await load(store, ref)).turn).toMatchObject({ leaseUntil: NOW + 50_000, usage });
    });

    it('refuses a heartbeat of another epoch and of an ended turn', async () => {
      const store = open();
      const ref = await running(store);
      expect(await store.turns.heartbeat(ref, 2, { leaseUntil: LATER, usage })).toBe('lost');
      await store.turns.finish(aFinish(ref));
      expect(await store.turns.heartbeat(ref, 1, { leaseUntil: LATER, usage })).toBe('lost');
      expect(await store.turns.heartbeat(turnOf(ref), 1, { leaseUntil: LATER, usage })).toBe('lost');
    });

    it('takes over a turn with a dead lease and its hold, and fences the previous producer', async () => {
      const store = open();
      const ref = await running(store);
      const claim = takeover(ref);
      expect(await store.turns.claim(claim)).toBe(true);
      const { turn, session, budget, rateCount, window } = await load(store, ref);
      expect(turn).toMatchObject({ epoch: 2, owner: claim.owner, leaseUntil: LATER + 10_000, state: 'running' });
      expect(session).toMatchObject({ activeTurn: ref.turnId, turnsUsed: 1, nextSeq: 1 });
      expect({ budget, rateCount, messages: window.length }).toEqual({
        budget: { committed: 1_000, spent: 0 },
        rateCount: 1,
        messages: 1,
      });
      expect(await store.turns.heartbeat(ref, 1, { leaseUntil: LATER, usage })).toBe('lost');
      expect(await store.turns.finish(aFinish(ref))).toBe(false);
      expect(await store.turns.finish(aFinish(ref, { epoch: 2 }))).toBe(true);
    });

    it('does not take over a turn whose lease was renewed', async () => {
      const store = open();
      const ref = await running(store);
      await store.turns.heartbeat(ref, 1, { leaseUntil: LATER + 5_000, usage });
      expect(await store.turns.claim(takeover(ref))).toBe(false);
    });

    it('does not take over a turn whose reservation is no longer held', async () => {
      const store = open();
      const ref = await running(store);
      const reservation = (await store.itemsOf(`U#${ref.sub}`)).find(({ sk }) => String(sk).startsWith('RES#'));
      await store.put({ ...reservation, state: 'expired', version: 2 });
      expect(await store.turns.claim(takeover(ref))).toBe(false);
      expect((await load(store, ref)).turn?.epoch).toBe(1);
    });

    it('takes over only from the epoch that was read', async () => {
      const store = open();
      const ref = await running(store);
      expect(await store.turns.claim(takeover(ref, 3))).toBe(false);
      await store.turns.finish(aFinish(ref));
      expect(await store.turns.claim(takeover(ref))).toBe(false);
    });

    it('restarts a turn once in its next epoch', async () => {
      const store = open();
      const ref = await running(store);
      expect(await store.turns.restart(ref, 1, NOW + 20_000)).toBe(true);
      expect((await load(store, ref)).turn).toMatchObject({ epoch: 2, leaseUntil: NOW + 20_000, state: 'running' });
      expect(await store.turns.heartbeat(ref, 1, { leaseUntil: LATER, usage })).toBe('lost');
      expect(await store.turns.restart(ref, 3, NOW)).toBe(false);
    });

    it('does not mistake a takeover by another producer for its own restart', async () => {
      const store = open();
      const ref = await running(store);
      await store.turns.claim(takeover(ref));
      expect(await store.turns.restart(ref, 1, NOW + 20_000)).toBe(false);
    });
  });
}
