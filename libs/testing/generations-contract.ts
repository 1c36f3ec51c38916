import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { CoachError } from '#ports/errors';
import type { AssetRecord, GenerationOrder, GenerationRecord } from '#ports/generations';
import type { SessionRef } from '#ports/session-records';
import { NOW, openSession, ordersIn, PERIOD, type StoreUnderTest } from './storage-fixtures.ts';

const at = new Date(NOW).toISOString();
const DEADLINE = NOW + 15 * 60_000;

export const aGeneration = (ref: SessionRef, more: Partial<GenerationRecord> = {}): GenerationRecord => ({
  generationId: randomUUID(),
  sub: ref.sub,
  sessionId: ref.sessionId,
  kind: ref.kind,
  bodyHash: 'hash',
  state: 'queued',
  count: 1,
  draftVersion: 1,
  brief: { assetType: 'twitch_emote', words: 'A fox.', description: 'A fox.', displayTexts: [] },
  period: PERIOD,
  pictures: {},
  attempt: 0,
  deadline: new Date(DEADLINE).toISOString(),
  createdAt: at,
  ...more,
});

export const orderOf = (
  session: SessionRef,
  generation: GenerationRecord,
  more: Partial<GenerationOrder> = {},
): GenerationOrder => ({
  generation,
  session,
  limit: 50,
  now: NOW,
  job: {
    id: `generate-asset#${generation.generationId}`,
    job: 'generate-asset',
    payload: { sub: generation.sub, generationId: generation.generationId },
  },
  ...more,
});

const anAsset = ({ generationId, sub, sessionId }: GenerationRecord, place = 1, createdAt = at): AssetRecord => ({
  assetId: `${generationId}-${place}`,
  sub,
  sessionId,
  assetType: 'twitch_emote',
  width: 112,
  height: 112,
  description: 'A fox.',
  hasPack: true,
  createdAt,
});

const claimOf = (owner: string, now = NOW) => ({ owner, now, leaseUntil: now + 15_000, maxAttempts: 3 });

/** Contract of `Generations`. */
export function generationsContract(name: string, open: () => StoreUnderTest) {
  const begin = async () => {
    const store = open();
    return { store, ref: await openSession(store) };
  };
  const ordered = async (more: Partial<GenerationRecord> = {}) => {
    const { store, ref } = await begin();
    const generation = aGeneration(ref, more);
    expect(await store.generations.order(orderOf(ref, generation))).toBe('ordered');
    return { store, ref, generation, generations: store.generations };
  };
  const claimed = async (more: Partial<GenerationRecord> = {}) => {
    const world = await ordered(more);
    const record = await world.generations.claim(world.generation, claimOf('me'));
    if (typeof record === 'string') throw new Error(`the claim was ${record}`);
    return { ...world, record };
  };
  const ready = { state: 'ready' } as const;
  const failed = { state: 'failed', code: 'model_refused' } as const;

  describe(`generations ${name}`, () => {
    it('stores an order, its job and its place in the month together', async () => {
      const { store, ref, generation, generations } = await ordered({ count: 3 });
      expect(await generations.get(generation)).toEqual(generation);
      expect(await generations.used(ref.sub, PERIOD)).toBe(3);
      expect(await generations.activeIn(ref)).toBe(generation.generationId);
      expect(await ordersIn(store, `generate-asset#${generation.generationId}`)).toHaveLength(1);
      expect(await generations.get({ ...generation, sub: 'another' })).toBeUndefined();
    });

    it('takes nothing from the month for an order that exists, is too many, or finds another one running', async () => {
      const { ref, generation, generations } = await ordered();
      const other = aGeneration(ref, { count: 2 });
      expect(await generations.order(orderOf(ref, { ...generation, count: 3 }))).toBe('exists');
      expect(await generations.order(orderOf(ref, other))).toBe('busy');
      const record = await generations.claim(generation, claimOf('me'));
      if (typeof record === 'string') throw new Error(record);
      await generations.record(record, 'me', 1, ready, anAsset(record));
      await generations.end({ ...record, pictures: { 1: ready } }, { now: NOW });
      expect(await generations.order(orderOf(ref, other, { limit: 2 }))).toBe('exhausted');
      expect(await generations.used(ref.sub, PERIOD)).toBe(1);
      expect(await generations.order(orderOf(ref, other, { limit: 3 }))).toBe('ordered');
    });

    it('gives the last place of a month to one of many orders at once', async () => {
      const { store, ref } = await begin();
      const sessions = await Promise.all(Array.from({ length: 6 }, () => openSession(store, ref.sub)));
      const results = await Promise.all(
        sessions.map((session) => store.generations.order(orderOf(session, aGeneration(session), { limit: 2 }))),
      );
      expect([...results].sort()).toEqual(['exhausted', 'exhausted', 'exhausted', 'exhausted', 'ordered', 'ordered']);
      expect(await store.generations.used(ref.sub, PERIOD)).toBe(2);
    });

    it('accepts an order in an ended session, and none in an expired or deleted one', async () => {
      const { store, ref } = await begin();
      await store.sessions.end(ref, NOW);
      expect(await store.generations.order(orderOf(ref, aGeneration(ref)))).toBe('ordered');
      const past = await openSession(store, ref.sub);
      const late = { now: NOW + 31 * 60_000 };
      expect(await store.generations.order(orderOf(past, aGeneration(past), late))).toBe('closed');
      const order = { id: `delete-user-data#${past.sessionId}`, job: 'delete-user-data', payload: {} } as const;
      await store.sessions.markDeleted(past, order, NOW);
      expect(await store.generations.order(orderOf(past, aGeneration(past)))).toBe('closed');
    });

    it('gives the job to one worker, and to the next when the lease is over', async () => {
      const { generation, generations } = await ordered();
      const claims = await Promise.all(['one', 'two'].map((owner) => generations.claim(generation, claimOf(owner))));
      expect(claims.filter((claim) => claim === 'leased')).toHaveLength(1);
      const [winner] = claims.filter((claim) => typeof claim !== 'string');
      expect(await generations.renew(generation, winner?.owner ?? '', NOW + 30_000)).toBe(true);
      expect(await generations.claim(generation, claimOf('three', NOW + 20_000))).toBe('leased');
      expect(await generations.claim(generation, claimOf('three', NOW + 30_001))).toMatchObject({ attempt: 2 });
      expect(await generations.renew(generation, winner?.owner ?? '', NOW + 60_000)).toBe(false);
      expect(await generations.requeue(generation, winner?.owner ?? '')).toBe(false);
      expect(await generations.requeue(generation, 'three')).toBe(true);
      expect(await generations.claim(generation, claimOf('four', NOW + 31_000))).toMatchObject({ attempt: 3 });
      expect(await generations.requeue(generation, 'four')).toBe(true);
      expect(await generations.claim(generation, claimOf('five', NOW + 32_000))).toBe('over');
    });

    it('stores pictures of the owner only, with their assets', async () => {
      const { ref, record, generations } = await claimed({ count: 2 });
      expect(await generations.record(record, 'another', 1, ready, anAsset(record))).toBe(false);
      expect(await generations.asset(ref.sub, anAsset(record).assetId)).toBeUndefined();
      expect(await generations.record(record, 'me', 1, ready, anAsset(record))).toBe(true);
      expect(await generations.record(record, 'me', 2, failed)).toBe(true);
      expect((await generations.get(record))?.pictures).toEqual({ 1: ready, 2: failed });
      expect(await generations.asset(ref.sub, anAsset(record).assetId)).toEqual(anAsset(record));
      expect(await generations.assets(ref.sub, [anAsset(record).assetId, `${record.generationId}-2`])).toEqual([
        anAsset(record),
      ]);
    });

    it('ends once, frees the session, counts its pictures and gives back those that failed', async () => {
      const { store, ref, record, generations } = await claimed({ count: 3 });
      await generations.record(record, 'me', 1, ready, anAsset(record));
      const pictures = { 1: ready, 2: failed, 3: failed };
      await generations.record(record, 'me', 2, failed);
      await generations.record(record, 'me', 3, failed);
      const ends = await Promise.all(
        [1, 2].map(() => generations.end({ ...record, pictures }, { code: 'model_refused', now: NOW })),
      );
      expect(ends).toContain(true);
      expect(await generations.get(record)).toMatchObject({ state: 'succeeded', code: 'model_refused' });
      expect(await generations.used(ref.sub, PERIOD)).toBe(1);
      expect(await generations.activeIn(ref)).toBeUndefined();
      expect((await store.sessions.get(ref))?.assetCount).toBe(1);
      expect(await generations.claim(record, claimOf('late', NOW + 60_000))).toBe('over');
      expect(await generations.end({ ...record, pictures }, { now: NOW + 1 })).toBe(false);
      expect(await generations.used(ref.sub, PERIOD)).toBe(1);
    });

    it('does not end a generation that has changed since it was read', async () => {
      const { record, generations } = await claimed();
      await generations.record(record, 'me', 1, ready, anAsset(record));
      expect(await generations.end(record, { code: 'deadline_exceeded', now: NOW })).toBe(false);
      expect((await generations.get(record))?.state).toBe('running');
    });

    it('gives back at most ten pictures a month', async () => {
      const { store, ref, record, generations } = await claimed({ count: 3 });
      await store.put({ pk: `U#${ref.sub}`, sk: `QUOTA#generations#${PERIOD}`, count: 20, givenBack: 9 });
      expect(await generations.end(record, { code: 'attempts_exhausted', now: NOW })).toBe(true);
      expect(await generations.get(record)).toMatchObject({ state: 'failed', code: 'attempts_exhausted' });
      expect(await generations.used(ref.sub, PERIOD)).toBe(19);
    });

    it('ends also when its session was deleted meanwhile', async () => {
      const { store, ref, record, generations } = await claimed();
      const order = { id: `delete-user-data#${ref.sessionId}`, job: 'delete-user-data', payload: {} } as const;
      await store.sessions.markDeleted(ref, order, NOW);
      await store.sessions.remove(ref);
      expect(await generations.end(record, { code: 'attempts_exhausted', now: NOW })).toBe(true);
      expect((await store.itemsOf(`U#${ref.sub}`)).filter(({ sk }) => String(sk).startsWith('SESSION#'))).toEqual([]);
    });

    it('lists the generations of one session, and all pictures of a person, newest first', async () => {
      const { store, ref, record, generations } = await claimed();
      await generations.record(record, 'me', 1, ready, anAsset(record));
      await generations.end({ ...record, pictures: { 1: ready } }, { now: NOW });
      const later = aGeneration(ref, { createdAt: new Date(NOW + 5_000).toISOString() });
      await generations.order(orderOf(ref, later));
      const elsewhere = await openSession(store, ref.sub);
      await generations.order(orderOf(elsewhere, aGeneration(elsewhere)));
      const list = await generations.list(ref, 10);
      expect(list.map(({ generationId }) => generationId)).toEqual([later.generationId, record.generationId]);
      const second = await generations.claim(later, claimOf('me'));
      if (typeof second === 'string') throw new CoachError('internal', second);
      const newer = anAsset(later, 1, new Date(NOW + 6_000).toISOString());
      await generations.record(second, 'me', 1, ready, newer);
      const first = await generations.listAssets(ref.sub, { limit: 1 });
      expect(first.items).toEqual([newer]);
      const rest = await generations.listAssets(ref.sub, { limit: 1, cursor: first.nextCursor ?? '' });
      expect(rest).toEqual({ items: [anAsset(record)] });
      expect(await generations.removeAsset(ref.sub, newer.assetId)).toBe(true);
      expect(await generations.removeAsset(ref.sub, newer.assetId)).toBe(false);
      expect((await generations.listAssets(ref.sub, { limit: 5 })).items).toEqual([anAsset(record)]);
    });

    it('is due at its deadline until it has ended', async () => {
      const { store, record, generations } = await claimed();
      const found = async () => {
        const items = [];
        for (let shard = 0; shard < store.due.shards; shard += 1) {
          for await (const page of store.due.list(shard, DEADLINE + 60_000)) items.push(...page);
        }
        return items.filter((item) => item.type === 'generation' && item.ref.generationId === record.generationId);
      };
      expect(await found()).toEqual([
        { type: 'generation', ref: { sub: record.sub, generationId: record.generationId } },
      ]);
      await generations.end(record, { code: 'deadline_exceeded', now: NOW });
      expect(await found()).toEqual([]);
    });
  });
}
