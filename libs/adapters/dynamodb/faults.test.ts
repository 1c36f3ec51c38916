import { BatchWriteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { CoachError, WriteRefused } from '#ports/errors';
import { conflicted, lostResponse, serviceDown, throttled, validationFailed } from '#testing/memory-dynamo/errors';
import { goWrong, loseAnswer, troubled } from '#testing/simulation/troubled-store';
import {
  aClaim,
  aFinish,
  ledger,
  load,
  MINUTE,
  message,
  NOW,
  openSession,
  type StoreUnderTest,
  somebody,
  turnOf,
} from '#testing/storage-fixtures';
import { TABLE_NAME } from '#testing/tables';

const running = async (store: StoreUnderTest) => {
  const ref = turnOf(await openSession(store));
  await store.turns.claim(aClaim(ref));
  return ref;
};

describe.each([{ forgetful: false }, { forgetful: true }])(
  'a response that was lost (tokens forgotten: $forgetful)',
  ({ forgetful }) => {
    it('claims a turn exactly once when the response is lost', async () => {
      const store = troubled();
      const ref = turnOf(await openSession(store));
      loseAnswer(store.dynamo, forgetful);
      expect(await store.turns.claim(aClaim(ref))).toBe(true);
      expect(await load(store, ref)).toMatchObject({
        session: { turnsUsed: 1 },
        budget: { committed: 1_000 },
        rateCount: 1,
      });
    });

    it('lets only one of two claims win when a response is lost', async () => {
      const store = troubled();
      const ref = turnOf(await openSession(store));
      const claims = [aClaim(ref), aClaim(ref)];
      loseAnswer(store.dynamo, forgetful);
      const won = await Promise.all(claims.map((claim) => store.turns.claim(claim)));
      expect(won.filter(Boolean)).toHaveLength(1);
      expect((await load(store, ref)).turn?.owner).toBe(claims[won.indexOf(true)]?.owner);
    });

    it('takes over, restarts and ends a turn once each when the responses are lost', async () => {
      const store = troubled();
      const ref = await running(store);
      const now = NOW + 13_000;
      loseAnswer(store.dynamo, forgetful);
      const previous = { epoch: 1, state: 'running', leaseUntil: NOW + 10_000 } as const;
      const claim = aClaim(ref, { previous, epoch: 2, now, leaseUntil: now + 10_000, session: { version: 2 } });
      expect(await store.turns.claim(claim)).toBe(true);
      loseAnswer(store.dynamo, forgetful);
      expect(await store.turns.restart(ref, 2, now + 20_000)).toBe(true);
      loseAnswer(store.dynamo, forgetful);
      expect(await store.turns.finish(aFinish(ref, { epoch: 3 }))).toBe(true);
      const { kept, due } = await ledger(store, ref.sub);
      expect(kept).toEqual(due);
      expect(kept).toEqual({ committed: 400, spent: 400, live: 0 });
    });

    it('extends a hold once when the response is lost, and not for a fenced producer', async () => {
      const store = troubled();
      const ref = await running(store);
      const reservation = { state: 'held', amount: 1_000, version: 1 } as const;
      const more = { ref, epoch: 1, period: '2026-11', reservation, tokens: 500, limit: 1_500 };
      loseAnswer(store.dynamo, forgetful);
      expect(await store.turns.topUp(more)).toBe('done');
      await store.turns.restart(ref, 1, NOW + 20_000);
      loseAnswer(store.dynamo, forgetful);
      const next = { ...more, reservation: { ...reservation, amount: 1_500, version: 2 } };
      expect(await store.turns.topUp({ ...next, limit: 9_000 })).toBe('lost');
      expect(await store.turns.topUp({ ...next, epoch: 2 })).toBe('no_room');
      const { kept, due } = await ledger(store, ref.sub);
      expect(kept).toEqual(due);
      expect(kept).toEqual({ committed: 1_500, spent: 0, live: 1 });
    });

    it("opens a session and claims its first turn's trial once when the response is lost", async () => {
      const store = troubled();
      const turnId = 'a-first-turn';
      const ref = { sub: somebody(), kind: 'game_coach', sessionId: turnId, turnId } as const;
      const opening = { state: {}, rate: { window: 'sessions#x', limit: 1, endsAt: NOW } };
      loseAnswer(store.dynamo, forgetful);
      const claim = aClaim(ref, { grant: 'trial', session: { version: 0, opening } });
      expect(await store.turns.claim(claim)).toBe(true);
      expect(await load(store, ref)).toMatchObject({ session: { turnsUsed: 1 }, user: { trialClaim: turnId } });
      loseAnswer(store.dynamo, forgetful);
      expect(await store.turns.finish(aFinish(ref, { giveBack: 'trial' }))).toBe(true);
      expect((await store.users.get(ref.sub)).trialClaim).toBeUndefined();
    });

    it('counts a new session once and marks its deletion when the responses are lost', async () => {
      const store = troubled();
      const sub = somebody();
      loseAnswer(store.dynamo, forgetful);
      const ref = await openSession(store, sub, { rate: { window: 'sessions#x', limit: 1, endsAt: NOW } });
      const counters = await store.itemsOf(`U#${sub}`);
      expect(counters.find(({ sk }) => sk === 'RATE#sessions#x')).toMatchObject({ count: 1 });
      loseAnswer(store.dynamo, forgetful);
      expect(await store.sessions.markDeleted(ref, { id: 'x', job: 'delete-user-data', payload: {} }, NOW)).toBe(true);
    });

    it('completes each step of a build and counts each attempt once when the responses are lost', async () => {
      const store = troubled();
      const ref = await running(store);
      const coach = { sub: ref.sub, coachId: ref.sessionId };
      const write = {
        type: 'order_build',
        coachId: coach.coachId,
        sessionId: ref.sessionId,
        deadline: '2026-11-21T11:00:00.000Z',
      } as const;
      await store.turns.finish(aFinish(ref, { writes: [write] }));
      const claim = (owner: string) => ({ owner, now: NOW, leaseUntil: NOW + MINUTE, maxAttempts: 3 });
      loseAnswer(store.dynamo, forgetful);
      expect(await store.coaches.claimBuild(coach, claim('a'))).toMatchObject({ build: { attempt: 1, owner: 'a' } });
      loseAnswer(store.dynamo, forgetful);
      expect(await store.coaches.requeueBuild(coach, 'a', NOW)).toBe(true);
      expect(await store.coaches.claimBuild(coach, claim('b'))).toMatchObject({ build: { attempt: 2 } });
      loseAnswer(store.dynamo, forgetful);
      expect(await store.coaches.completeBuild(coach, 'b', { coachName: 'Vera' }, NOW)).toBe(true);
      expect((await store.coaches.get(coach))?.build.state).toBe('ready');
    });
  },
);

it('reports a deletion whose response was lost as done', async () => {
  const store = troubled();
  const at = new Date(NOW).toISOString();
  const build = { state: 'ready', attempt: 0, updatedAt: at, deadline: at } as const;
  const coach = {
    coachId: 'c',
    sub: somebody(),
    sessionId: null,
    status: 'active',
    build,
    createdAt: at,
    updatedAt: at,
  } as const;
  await store.coaches.create(coach);
  const lost = [lostResponse()];
  store.dynamo.hooks.afterApply = () => {
    const error = lost.pop();
    if (error) throw error;
  };
  expect(await store.coaches.delete(coach)).toBe(true);
  expect(await store.coaches.delete(coach)).toBe(false);
});

describe('a temporary storage failure', () => {
  const troubles = [
    { name: 'throttling', error: throttled },
    { name: 'a conflict with another transaction', error: () => conflicted(6) },
    { name: 'a service that is down', error: serviceDown },
  ];
  it.each(troubles)('retries until $name is over', async ({ error }) => {
    const store = troubled();
    const ref = turnOf(await openSession(store));
    goWrong(store.dynamo, 'beforeApply', error, 4);
    expect(await store.turns.claim(aClaim(ref))).toBe(true);
    expect(store.clock.now()).toBeGreaterThan(NOW);
    goWrong(store.dynamo, 'beforeApply', error, 2);
    const beat = await store.turns.heartbeat(ref, 1, { leaseUntil: NOW + 12_000, usage: aFinish(ref).usage });
    expect(beat).toEqual({ isFollowed: false, isStopped: false });
  });

  it.each(troubles)('throws dependency_unavailable when $name lasts', async ({ error }) => {
    const store = troubled();
    const ref = await running(store);
    goWrong(store.dynamo, 'beforeApply', error, 1_000);
    const failure = await store.turns.finish(aFinish(ref)).catch((caught: unknown) => caught);
    expect(failure).toBeInstanceOf(CoachError);
    expect(failure).toMatchObject({
      code: 'dependency_unavailable',
      retryAfterMs: 1_000,
      cause: { name: error().name },
    });
    expect(store.clock.now() - NOW).toBeLessThan(5_000);
  });

  it('throws dependency_unavailable for reads too', async () => {
    const store = troubled();
    store.dynamo.hooks.beforeApply = () => {
      throw lostResponse();
    };
    const ref = turnOf({ sub: somebody(), kind: 'coach_creator', sessionId: 'x' });
    const { turns, sessions, users } = store;
    const reads = [load(store, ref), turns.readEvents(ref, 1, 0), sessions.get(ref), users.get(ref.sub)];
    for (const read of reads) await expect(read).rejects.toMatchObject({ code: 'dependency_unavailable' });
  });

  it('throws write_refused, without a retry, for a write that is refused for its content', async () => {
    const store = troubled();
    const ref = await running(store);
    goWrong(store.dynamo, 'beforeApply', () => validationFailed('Item size has exceeded the maximum allowed size'));
    const failure = await store.turns.finish(aFinish(ref)).catch((caught: unknown) => caught);
    expect(failure).toBeInstanceOf(WriteRefused);
    expect(failure).toMatchObject({ name: 'write_refused', cause: { name: 'ValidationException' } });
    expect(await store.turns.finish(aFinish(ref))).toBe(true);
  });

  it('reads the unprocessed keys of a batch again until it has all items', async () => {
    const store = troubled();
    const ref = await running(store);
    const left = new Set<string>();
    store.dynamo.hooks.isLeft = ({ sk }) => !left.has(String(sk)) && left.add(String(sk)).size % 2 === 0;
    expect(await load(store, ref)).toMatchObject({ turn: { epoch: 1 }, session: {}, reservation: {}, rateCount: 1 });
    expect(left.size).toBe(7);
  });

  it('deletes the unprocessed items of a batch again', async () => {
    const store = troubled();
    const ref = await openSession(store, somebody(), { messages: [message(0, 'a'), message(1, 'b')] });
    await store.sessions.markDeleted(ref, { id: 'x', job: 'delete-user-data', payload: {} }, NOW);
    const left = new Set<string>();
    store.dynamo.hooks.isLeft = ({ sk }) => !left.has(String(sk)) && left.add(String(sk)).size > 0;
    await store.sessions.remove(ref);
    expect(await store.itemsOf(`S#${ref.sub}#${ref.sessionId}`)).toEqual([]);
    expect(left.size).toBe(2);
  });

  it('removes an item that is written during the removal', async () => {
    const store = troubled();
    const { dynamo } = store;
    const ref = await openSession(store, somebody(), { messages: [message(0, 'a')] });
    await store.sessions.markDeleted(ref, { id: 'x', job: 'delete-user-data', payload: {} }, NOW);
    let late = [{ pk: `S#${ref.sub}#${ref.sessionId}`, sk: 'MSG#00000001' }];
    dynamo.hooks.beforeApply = async (command) => {
      const [Item] = command instanceof BatchWriteCommand ? late : [];
      if (!Item) return;
      late = [];
      await dynamo.client.send(new PutCommand({ TableName: TABLE_NAME, Item }));
    };
    await store.sessions.remove(ref);
    expect(late).toEqual([]);
    expect(await store.itemsOf(`S#${ref.sub}#${ref.sessionId}`)).toEqual([]);
  });
});
