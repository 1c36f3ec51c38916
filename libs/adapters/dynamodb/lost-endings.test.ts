import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { aHold, HELD } from '#testing/reservations-contract';
import { loseAnswer, troubled } from '#testing/simulation/troubled-store';
import {
  aClaim,
  ledger,
  load,
  MINUTE,
  NOW,
  openSession,
  PERIOD,
  type StoreUnderTest,
  turnOf,
} from '#testing/storage-fixtures';
import { aborted, abortedFrame, aClosing, aParking, LATER, USED } from '#testing/turn-ends';

const running = async (store: StoreUnderTest) => {
  const ref = turnOf(await openSession(store));
  await store.turns.claim(aClaim(ref, { usage: USED }));
  return ref;
};

describe.each([{ forgetful: false }, { forgetful: true }])(
  'an ending whose response was lost (tokens forgotten: $forgetful)',
  ({ forgetful }) => {
    it('is recognised when a stop has closed the turn', async () => {
      const store = troubled();
      const ref = await running(store);
      const closing = await aClosing(store, ref);
      loseAnswer(store.dynamo, forgetful);
      expect(await store.turns.close(closing)).toBe(true);
      expect((await ledger(store, ref.sub)).kept).toEqual({ committed: 320, spent: 320, live: 0 });
      expect((await load(store, ref)).turn).toMatchObject({ state: 'aborted', epoch: 2 });
      expect(await store.turns.close({ ...closing, now: LATER + 1 })).toBe(false);
    });

    it('is recognised when a turn was parked', async () => {
      const store = troubled();
      const ref = await running(store);
      const parking = await aParking(store, ref);
      loseAnswer(store.dynamo, forgetful);
      expect(await store.turns.park(parking)).toBe(true);
      expect((await load(store, ref)).turn?.state).toBe('parked');
    });

    it('is recognised when work was reserved, settled or given up', async () => {
      const store = troubled();
      const ref = turnOf(await openSession(store));
      loseAnswer(store.dynamo, forgetful);
      expect(await store.reservations.reserve(aHold(ref))).toBe(true);
      const end = { ref, now: NOW, reservation: HELD, source: 'report', hasDelivered: true, jobs: [] } as const;
      loseAnswer(store.dynamo, forgetful);
      expect(await store.reservations.settle({ ...end, charge: 400 })).toBe(true);
      expect(await store.reservations.settle({ ...end, charge: 500 })).toBe(false);
      const other = turnOf(await openSession(store, ref.sub));
      await store.reservations.reserve(aHold(other));
      loseAnswer(store.dynamo, forgetful);
      expect(await store.reservations.release({ ref: other, reservation: HELD })).toBe(true);
      expect((await ledger(store, ref.sub)).kept).toEqual({ committed: 400, spent: 400, live: 0 });
    });

    it('is recognised when usage was charged that no turn pays for', async () => {
      const store = troubled();
      const ref = turnOf(await openSession(store));
      const lost = { ref, owner: 'me', period: PERIOD, limit: 100_000, tokens: 7, isUnclaimed: true };
      loseAnswer(store.dynamo, forgetful);
      expect(await store.turns.chargeLost(lost)).toBe(true);
      const charged = await store.itemsOf(`U#${ref.sub}`);
      expect(charged.filter(({ sk }) => String(sk).startsWith('RES#'))).toMatchObject([
        { state: 'settled', amount: 7, source: 'estimate' },
      ]);
      expect(charged.filter(({ sk }) => String(sk).startsWith('BUDGET#'))).toMatchObject([
        { committed: 7, spent: 7, live: 0, limit: 100_000 },
      ]);
    });

    it('is recognised when a stop came before its turn, and another stop is not', async () => {
      const store = troubled();
      const ref = turnOf(await openSession(store));
      const tombstone = { ref, now: NOW, outcome: aborted(ref), frame: abortedFrame(ref, 1) };
      loseAnswer(store.dynamo, forgetful);
      expect(await store.turns.leaveTombstone(tombstone)).toBe(true);
      expect(await store.turns.leaveTombstone({ ...tombstone, now: NOW + 1 })).toBe(false);
      expect((await load(store, ref)).turn).toMatchObject({ state: 'aborted', isTombstone: true, period: '2026-11' });
    });
  },
);

it('lists nothing that has changed since the index was read', async () => {
  const store = troubled();
  const ref = await running(store);
  const now = NOW + MINUTE;
  const listed = async () => {
    const shards = Array.from({ length: store.due.shards }, (_, shard) => Array.fromAsync(store.due.list(shard, now)));
    return (await Promise.all(shards)).flat(2).map(({ type }) => type);
  };
  expect(await listed()).toEqual(['turn']);
  let hasBeaten = false;
  store.dynamo.hooks.afterApply = async (command) => {
    if (!(command instanceof QueryCommand) || hasBeaten) return;
    hasBeaten = true;
    await store.turns.heartbeat(ref, 1, { leaseUntil: now + 5 * MINUTE, usage: USED });
  };
  expect(await listed()).toEqual([]);
});

it('reserves the whole limit of a month, but not more, before anything is stored for it', async () => {
  const store = troubled();
  const [fitting, tooMuch] = [turnOf(await openSession(store)), turnOf(await openSession(store))];
  expect(await store.reservations.reserve(aHold(fitting, { tokens: 1_000, limit: 1_000 }))).toBe(true);
  expect(await store.reservations.reserve(aHold(tooMuch, { tokens: 1_001, limit: 1_000 }))).toBe(false);
  expect(await store.itemsOf(`U#${tooMuch.sub}`)).not.toContainEqual(expect.objectContaining({ state: 'held' }));
});

it('gives no work up that was settled', async () => {
  const store = troubled();
  const ref = turnOf(await openSession(store));
  await store.reservations.reserve(aHold(ref));
  expect(await store.reservations.release({ ref, reservation: { ...HELD, state: 'settled' } })).toBe(false);
  expect(await store.reservations.find(ref, NOW)).toMatchObject({ state: 'held' });
});
