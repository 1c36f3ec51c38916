import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { CoachRecord, CoachRef } from '#ports/coaches';
import type { JobOrder } from '#ports/jobs';
import {
  aClaim,
  aFinish,
  MINUTE,
  NOW,
  openSession,
  ordersIn,
  type StoreUnderTest,
  somebody,
  turnOf,
} from './storage-fixtures.ts';

const isoAt = (minutes: number) => new Date(NOW + minutes * MINUTE).toISOString();
const identity = { coachName: 'Vera', status: 'active', genderPreference: 'female' };
const config = { ...identity, technicalConfig: { specializations: ['rowing'], trainingFrequency: 3 } };

/** Contract of `Coaches`. */
export function coachesContract(name: string, open: () => StoreUnderTest) {
  const aCoach = (sub: string, minute = 0): CoachRecord => ({
    coachId: randomUUID(),
    sub,
    sessionId: null,
    status: 'active',
    build: { state: 'ready', attempt: 0, updatedAt: isoAt(minute), deadline: isoAt(minute) },
    config,
    createdAt: isoAt(minute),
    updatedAt: isoAt(minute),
  });
  /** A coach whose build was ordered by a turn. */
  const ordered = async (store: StoreUnderTest): Promise<CoachRef> => {
    const turn = turnOf(await openSession(store));
    await store.turns.claim(aClaim(turn));
    const { sub, sessionId } = turn;
    const write = { type: 'order_build', coachId: sessionId, sessionId, deadline: isoAt(10) } as const;
    await store.turns.finish(aFinish(turn, { now: NOW, writes: [write] }));
    return { sub, coachId: sessionId };
  };
  const claim = (owner: string, minute = 0, maxAttempts = 3) => ({
    owner,
    now: NOW + minute * MINUTE,
    leaseUntil: NOW + (minute + 1) * MINUTE,
    maxAttempts,
  });
  const order = (id = 'build-coach-config#retry'): JobOrder => ({ id, job: 'build-coach-config', payload: {} });
  const error = { code: 'model_unavailable', retryable: true } as const;
  const stateOf = async (store: StoreUnderTest, ref: CoachRef) => (await store.coaches.get(ref))?.build;

  describe(`coaches ${name}: storage`, () => {
    it('returns a created coach to its owner only', async () => {
      const store = open();
      const coach = aCoach(somebody());
      await store.coaches.create(coach);
      await store.coaches.create({ ...coach, status: 'archived' });
      expect(await store.coaches.get(coach)).toEqual(coach);
      expect(await store.coaches.get({ ...coach, sub: somebody() })).toBeUndefined();
    });

    it('lists coaches newest first, in pages', async () => {
      const store = open();
      const sub = somebody();
      const coaches = [0, 1, 2].map((minute) => aCoach(sub, minute));
      for (const coach of coaches) await store.coaches.create(coach);
      const first = await store.coaches.list(sub, { limit: 2 });
      expect(first.items).toEqual([coaches[2], coaches[1]]);
      const rest = await store.coaches.list(sub, { limit: 2, cursor: first.nextCursor ?? '' });
      expect(rest).toEqual({ items: [coaches[0]] });
      await expect(store.coaches.list(sub, { limit: 2, cursor: 'x' })).rejects.toMatchObject({
        code: 'validation_failed',
      });
    });

    it('renames and archives a coach without changing the rest of its config', async () => {
      const store = open();
      const coach = aCoach(somebody());
      await store.coaches.create(coach);
      const renamed = await store.coaches.update(coach, { coachName: 'Nora' }, NOW + 5 * MINUTE);
      expect(renamed).toEqual({
        ...coach,
        config: { ...config, coachName: 'Nora' },
        updatedAt: isoAt(5),
      });
      const archived = await store.coaches.update(coach, { status: 'archived' }, NOW + 6 * MINUTE);
      expect(archived).toMatchObject({
        status: 'archived',
        config: { coachName: 'Nora', status: 'archived' },
      });
      expect(await store.coaches.get(coach)).toEqual(archived);
    });

    it('does not update a coach that is missing or not ready', async () => {
      const store = open();
      const ref = await ordered(store);
      expect(await store.coaches.update(ref, { coachName: 'Nora' }, NOW)).toBeUndefined();
      const unknown = { ...ref, coachId: randomUUID() };
      expect(await store.coaches.update(unknown, { coachName: 'Nora' }, NOW)).toBeUndefined();
      expect(await store.coaches.get(unknown)).toBeUndefined();
    });

    it('deletes a coach once', async () => {
      const store = open();
      const coach = aCoach(somebody());
      await store.coaches.create(coach);
      expect([await store.coaches.delete(coach), await store.coaches.delete(coach)]).toEqual([true, false]);
      expect(await store.coaches.get(coach)).toBeUndefined();
      expect((await store.coaches.list(coach.sub, { limit: 5 })).items).toEqual([]);
    });
  });

  describe(`coaches ${name}: build`, () => {
    it('lets one of several workers claim a build', async () => {
      const store = open();
      const ref = await ordered(store);
      const owners = ['a', 'b', 'c', 'd', 'e'];
      const claims = await Promise.all(owners.map((owner) => store.coaches.claimBuild(ref, claim(owner))));
      const won = claims.filter((result) => typeof result === 'object');
      expect(won).toHaveLength(1);
      expect(claims.filter((result) => result === 'leased')).toHaveLength(4);
      expect(won[0]).toMatchObject({ build: { state: 'building', attempt: 1, leaseUntil: NOW + MINUTE } });
      expect(await stateOf(store, ref)).toEqual(won[0]?.build);
    });

    it('lets another worker claim a build whose lease has expired and fences the first', async () => {
      const store = open();
      const ref = await ordered(store);
      await store.coaches.claimBuild(ref, claim('a'));
      expect(await store.coaches.renewBuild(ref, 'a', NOW + 3 * MINUTE)).toBe(true);
      expect(await store.coaches.claimBuild(ref, claim('b', 2))).toBe('leased');
      expect(await store.coaches.claimBuild(ref, claim('b', 3, 1))).toBe('leased');
      expect(await store.coaches.claimBuild(ref, claim('b', 4))).toMatchObject({ build: { attempt: 2, owner: 'b' } });
      expect(await store.coaches.renewBuild(ref, 'a', NOW + 9 * MINUTE)).toBe(false);
      expect(await store.coaches.completeBuild(ref, 'a', config, NOW)).toBe(false);
      expect(await store.coaches.requeueBuild(ref, 'a', NOW)).toBe(false);
      expect(await store.coaches.failBuild(ref, 'a', error, NOW)).toBe(false);
      expect(await stateOf(store, ref)).toMatchObject({ state: 'building', owner: 'b' });
    });

    it('makes a coach ready once and lists it from then on', async () => {
      const store = open();
      const ref = await ordered(store);
      await store.coaches.claimBuild(ref, claim('a'));
      expect((await store.coaches.list(ref.sub, { limit: 5 })).items).toEqual([]);
      expect(await store.coaches.completeBuild(ref, 'a', config, NOW + MINUTE)).toBe(true);
      const coach = await store.coaches.get(ref);
      expect(coach).toMatchObject({ config, build: { state: 'ready', attempt: 1, updatedAt: isoAt(1) } });
      expect(coach?.build).not.toHaveProperty('owner');
      expect((await store.coaches.list(ref.sub, { limit: 5 })).items).toEqual([coach]);
      expect(await store.coaches.claimBuild(ref, claim('b', 60))).toBe('over');
      expect(await store.coaches.failBuild(ref, 'a', error, NOW)).toBe(false);
      expect(await store.coaches.failAbandonedBuild(ref, 'first', error, NOW + 99 * MINUTE)).toBe(false);
      expect(await store.coaches.retryBuild(ref, order(), NOW + 99 * MINUTE, isoAt(120))).toBe(false);
    });

    it('counts attempts across requeues and refuses a claim after the last', async () => {
      const store = open();
      const ref = await ordered(store);
      for (const attempt of [1, 2]) {
        expect(await store.coaches.claimBuild(ref, claim(`owner-${attempt}`, attempt, 2))).toMatchObject({
          build: { attempt, updatedAt: isoAt(attempt) },
        });
        expect(await store.coaches.requeueBuild(ref, `owner-${attempt}`, NOW + 7 * MINUTE)).toBe(true);
        expect(await stateOf(store, ref)).toEqual({
          state: 'queued',
          attempt,
          updatedAt: isoAt(7),
          deadline: isoAt(10),
        });
      }
      expect(await store.coaches.claimBuild(ref, claim('owner-3', 3, 2))).toBe('over');
    });

    it('fails a build once and queues it again only by a retry', async () => {
      const store = open();
      const ref = await ordered(store);
      expect(await store.coaches.retryBuild(ref, order(), NOW, isoAt(20))).toBe(false);
      await store.coaches.claimBuild(ref, claim('a'));
      expect(await store.coaches.failBuild(ref, 'a', error, NOW + MINUTE)).toBe(true);
      expect(await store.coaches.failAbandonedBuild(ref, 'first', error, NOW + 2 * MINUTE)).toBe(false);
      const failed = { state: 'failed', attempt: 1, error, updatedAt: isoAt(1), deadline: isoAt(10) };
      expect(await stateOf(store, ref)).toEqual(failed);
      expect(await store.coaches.completeBuild(ref, 'a', config, NOW)).toBe(false);
      expect(await store.coaches.claimBuild(ref, claim('b', 60))).toBe('over');
      const retry = order(`build-coach-config#${ref.coachId}#retry`);
      expect(await store.coaches.retryBuild(ref, retry, NOW + 3 * MINUTE, isoAt(20))).toBe(true);
      expect(await ordersIn(store, retry.id)).toMatchObject([{ job: retry.job, payload: {}, attempts: 0 }]);
      expect(await stateOf(store, ref)).toEqual({
        state: 'queued',
        attempt: 0,
        updatedAt: isoAt(3),
        deadline: isoAt(20),
        orderId: retry.id,
      });
      expect(await store.coaches.claimBuild(ref, claim('c', 4))).toMatchObject({
        build: { attempt: 1, orderId: retry.id },
      });
    });

    it('accepts a retry of a build that is past its deadline', async () => {
      const store = open();
      const ref = await ordered(store);
      await store.coaches.claimBuild(ref, claim('a'));
      expect(await store.coaches.retryBuild(ref, order(), NOW + 9 * MINUTE, isoAt(30))).toBe(false);
      expect(await store.coaches.retryBuild(ref, order(), NOW + 10 * MINUTE, isoAt(30))).toBe(true);
      expect(await store.coaches.completeBuild(ref, 'a', config, NOW)).toBe(false);
      expect(await store.coaches.failBuild(ref, 'a', error, NOW)).toBe(false);
      expect(await stateOf(store, ref)).toMatchObject({ state: 'queued', attempt: 0 });
    });

    it('fails an abandoned build, but not while a worker holds its lease', async () => {
      const store = open();
      const ref = await ordered(store);
      await store.coaches.claimBuild(ref, claim('a'));
      expect(await store.coaches.failAbandonedBuild(ref, 'first', error, NOW + MINUTE)).toBe(false);
      expect(await store.coaches.failAbandonedBuild(ref, 'first', error, NOW + MINUTE + 1)).toBe(true);
      const build = await stateOf(store, ref);
      expect(build).toMatchObject({ state: 'failed', attempt: 1, error });
      expect(build).not.toHaveProperty('owner');
    });

    it('fails an abandoned build only for the order that it was last ordered by', async () => {
      const store = open();
      const ref = await ordered(store);
      expect(await store.coaches.failAbandonedBuild(ref, 'first', error, NOW)).toBe(true);
      await store.coaches.retryBuild(ref, order('second'), NOW, isoAt(30));
      expect(await store.coaches.failAbandonedBuild(ref, 'first', error, NOW + MINUTE)).toBe(false);
      expect(await store.coaches.failAbandonedBuild(ref, undefined, error, NOW + MINUTE)).toBe(false);
      expect(await stateOf(store, ref)).toMatchObject({ state: 'queued', orderId: 'second' });
      expect(await store.coaches.failAbandonedBuild(ref, 'second', error, NOW + MINUTE)).toBe(true);
    });

    it('refuses every build operation for an unknown coach', async () => {
      const store = open();
      const ref = { sub: somebody(), coachId: randomUUID() };
      expect(await store.coaches.claimBuild(ref, claim('a'))).toBe('over');
      expect(await store.coaches.completeBuild(ref, 'a', config, NOW)).toBe(false);
      expect(await store.coaches.failBuild(ref, 'a', error, NOW)).toBe(false);
      expect(await store.coaches.failAbandonedBuild(ref, 'first', error, NOW)).toBe(false);
      expect(await store.coaches.retryBuild(ref, order(), NOW, isoAt(1))).toBe(false);
      expect(await store.coaches.get(ref)).toBeUndefined();
    });
  });
}
