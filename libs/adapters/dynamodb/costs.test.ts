import { describe, expect, it } from 'vitest';
import { createMemoryDynamo, type MemoryDynamo } from '#testing/memory-dynamo/engine';
import {
  aClaim,
  aFinish,
  chunk,
  createStoreClock,
  load,
  MINUTE,
  message,
  NOW,
  openSession,
  somebody,
  turnOf,
} from '#testing/storage-fixtures';
import { EVENTS_TABLE_NAME, TABLE_NAME, tableDefinitions } from '#testing/tables';
import { createDynamoSessions } from './sessions.ts';
import { createDynamoTurns } from './turns.ts';

function metered() {
  const clock = createStoreClock();
  const dynamo = createMemoryDynamo(tableDefinitions, clock.now);
  const storage = { client: dynamo.client, tableName: TABLE_NAME, eventsTableName: EVENTS_TABLE_NAME, clock };
  return { dynamo, turns: createDynamoTurns(storage), sessions: createDynamoSessions(storage) };
}

describe('storage costs', () => {
  const spentBy = async ({ dynamo }: { dynamo: MemoryDynamo }, work: () => Promise<unknown>) => {
    const before = dynamo.consumed();
    await work();
    const after = dynamo.consumed();
    return {
      calls: after.calls - before.calls,
      writes: after.writeUnits - before.writeUnits,
      reads: after.readUnits - before.readUnits,
    };
  };

  it.each([
    ['alone', 0],
    ['beside four other live holds of its user', 4],
  ])('takes 2 calls to load, 1 to claim and 1 to end a turn %s, with known read and write units', async (_, others) => {
    const store = metered();
    const sub = somebody();
    for (let other = 0; other < others; other += 1) {
      await store.turns.claim(aClaim(turnOf(await openSession(store, sub))));
    }
    const ref = turnOf(await openSession(store, sub));
    const costs = {
      load: await spentBy(store, () => load(store, ref)),
      claim: await spentBy(store, () => store.turns.claim(aClaim(ref))),
      finish: await spentBy(store, () => store.turns.finish(aFinish(ref))),
    };
    expect(costs).toEqual({
      load: { calls: 2, reads: 8, writes: 0 },
      claim: { calls: 1, reads: 0, writes: 14 },
      finish: { calls: 1, reads: 0, writes: 18 },
    });
  });

  it('takes 1 write unit per heartbeat and 3 once every 30 seconds', async () => {
    const store = metered();
    const ref = turnOf(await openSession(store));
    await store.turns.claim(aClaim(ref));
    const beats: number[] = [];
    for (let second = 1; second <= 70; second += 1) {
      const beat = { leaseUntil: NOW + 10_000 + second * 1_000, usage: aFinish(ref).usage };
      beats.push((await spentBy(store, () => store.turns.heartbeat(ref, 1, beat))).writes);
    }
    expect(beats.filter((units) => units === 1)).toHaveLength(68);
    expect(beats.filter((units) => units === 3)).toHaveLength(2);
  });

  it('stays within 60 write and 30 read units for a turn of 400 tokens in a long session', async () => {
    const store = metered();
    const heard = Array.from({ length: 22 }, (_, field) => ({ field, value: 'x'.repeat(80), confidence: 'high' }));
    const history = Array.from({ length: 20 }, (_, seq) => message(seq, 'x'.repeat(400)));
    const ref = turnOf(await openSession(store, somebody(), { state: { heard }, messages: history }));
    const tokens = Array.from({ length: 400 }, (_, place) => chunk(1, place + 1, 'word'));
    const cost = await spentBy(store, async () => {
      await load(store, ref);
      await store.turns.claim(aClaim(ref, { message: message(20, 'x'.repeat(200), { turnId: ref.turnId }) }));
      for (let second = 0; second < 8; second += 1) {
        await store.turns.appendEvents(ref, 1, second, tokens.slice(second * 47, second * 47 + 47));
        await store.turns.heartbeat(ref, 1, { leaseUntil: NOW + 11_000 + second * 1_000, usage: aFinish(ref).usage });
      }
      const answer = message(21, 'word'.repeat(400), { role: 'assistant', turnId: ref.turnId });
      const tail = { batch: 8, frames: tokens.slice(376) };
      const expiresAt = new Date(NOW + 31 * MINUTE).toISOString();
      const session = { state: { heard }, status: 'active', title: 'Hello', expiresAt } as const;
      await store.turns.finish(aFinish(ref, { messages: [answer], tail, session }));
    });
    // 4 calls besides the log and the heartbeats. The goal for a turn without its log is 6.
    expect(cost).toEqual({ calls: 4 + 8 + 8, writes: 58, reads: 11 });
  });

  it('costs the same to list a page of few sessions and of many', async () => {
    const store = metered();
    const [few, many] = [somebody(), somebody()];
    const rate = { window: 'sessions#x', limit: 1_000, endsAt: NOW };
    for (let n = 0; n < 300; n += 1) await openSession(store, n < 3 ? few : many, { rate, now: NOW + n });
    const pageOf = (sub: string) => store.sessions.list({ sub, kind: 'coach_creator', limit: 2, sortOrder: 'desc' });
    const cost = await spentBy(store, () => pageOf(few));
    expect(cost).toEqual({ calls: 2, reads: 3.5, writes: 0 });
    expect(await spentBy(store, () => pageOf(many))).toEqual(cost);
  });
});
