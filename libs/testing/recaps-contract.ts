import { describe, expect, it } from 'vitest';
import type { Recap } from '#contract/game-chat';
import type { SessionRef } from '#ports/session-records';
import { NOW, openSession, type StoreUnderTest, somebody } from './storage-fixtures.ts';

const RECAP: Recap = {
  strengths: ['Saves'],
  weaknesses: [],
  actionItems: ['Small pads'],
  summary: 'You asked.',
  messageCount: 4,
};

const claimOf = (owner: string, now = NOW) => ({ owner, now, leaseUntil: now + 30_000 });

/** Contract of `Recaps`. */
export function recapsContract(name: string, open: () => StoreUnderTest) {
  const remove = async (store: StoreUnderTest, ref: SessionRef) => {
    const order = { id: `delete-user-data#${ref.sessionId}`, job: 'delete-user-data', payload: {} } as const;
    await store.sessions.markDeleted(ref, order, NOW);
    await store.sessions.remove(ref);
  };
  const left = ({ itemsOf }: StoreUnderTest, ref: SessionRef) => itemsOf(`S#${ref.sub}#${ref.sessionId}`);

  describe(`recaps ${name}`, () => {
    it('keeps the last recap', async () => {
      const store = open();
      const ref = await openSession(store);
      expect(await store.recaps.get(ref)).toBeUndefined();
      for (const messageCount of [4, 6]) {
        expect(await store.recaps.claim(ref, claimOf(`for ${messageCount}`))).toBe('ours');
        expect(await store.recaps.keep(ref, `for ${messageCount}`, { ...RECAP, messageCount })).toBe(true);
        expect(await store.recaps.get(ref)).toEqual({ ...RECAP, messageCount });
      }
      expect(await store.recaps.get({ ...ref, sub: somebody() })).toBeUndefined();
    });

    it('gives the claim to one owner at a time and to the next after that one gave up', async () => {
      const store = open();
      const ref = await openSession(store);
      const owners = ['one', 'two', 'three'];
      const claims = await Promise.all(owners.map((owner) => store.recaps.claim(ref, claimOf(owner))));
      expect([...claims].sort()).toEqual(['ours', 'taken', 'taken']);
      const winner = owners[claims.indexOf('ours')] ?? '';
      const loser = owners[claims.indexOf('taken')] ?? '';
      await store.recaps.giveUp(ref, loser);
      expect(await store.recaps.keep(ref, loser, RECAP)).toBe(false);
      expect(await store.recaps.claim(ref, claimOf(loser))).toBe('taken');
      expect(await store.recaps.get(ref)).toBeUndefined();
      await store.recaps.giveUp(ref, winner);
      expect(await store.recaps.claim(ref, claimOf(loser))).toBe('ours');
    });

    it("gives the claim to another owner when the first one's lease has expired", async () => {
      const store = open();
      const ref = await openSession(store);
      await store.recaps.claim(ref, claimOf('dead'));
      expect(await store.recaps.claim(ref, claimOf('next', NOW + 30_000))).toBe('taken');
      expect(await store.recaps.claim(ref, claimOf('next', NOW + 30_001))).toBe('ours');
      expect(await store.recaps.keep(ref, 'dead', RECAP)).toBe(false);
    });

    it('stores and claims no recap once the deletion of its session has begun', async () => {
      const store = open();
      const ref = await openSession(store);
      await store.recaps.claim(ref, claimOf('one'));
      const order = { id: `delete-user-data#${ref.sessionId}`, job: 'delete-user-data', payload: {} } as const;
      await store.sessions.markDeleted(ref, order, NOW);
      expect(await store.recaps.keep(ref, 'one', RECAP)).toBe(false);
      expect(await store.recaps.get(ref)).toBeUndefined();
      await store.recaps.giveUp(ref, 'one');
      expect(await store.recaps.claim(ref, claimOf('two'))).toBe('gone');
    });

    it('leaves no recap in a removed session', async () => {
      const store = open();
      const ref = await openSession(store);
      await store.recaps.claim(ref, claimOf('one'));
      await store.recaps.keep(ref, 'one', RECAP);
      await store.recaps.claim(ref, claimOf('two'));
      await remove(store, ref);
      expect(await left(store, ref)).toEqual([]);
      expect(await store.recaps.keep(ref, 'two', RECAP)).toBe(false);
      await store.recaps.giveUp(ref, 'two');
      expect(await store.recaps.claim(ref, claimOf('three'))).toBe('gone');
      expect(await left(store, ref)).toEqual([]);
    });
  });
}
