import { describe, expect, it } from 'vitest';
import type { JobOrder } from '#ports/jobs';
import type { Outcome, TurnRef } from '#ports/turn-records';
import {
  aClaim,
  aFinish,
  ledger,
  load,
  message,
  NOW,
  newSession,
  openSession,
  ordersIn,
  PERIOD,
  type StoreUnderTest,
  somebody,
  turnOf,
} from './storage-fixtures.ts';

/** Contract of `Turns` for the end of a turn. */
export function turnEndingsContract(name: string, open: () => StoreUnderTest) {
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
  const order = (id: string): JobOrder => ({ id, job: 'build-coach-config', payload: { id } });

  describe(`turns ${name}: finish`, () => {
    it('ends a turn, releases its session and stores its answer', async () => {
      const store = open();
      const ref = await begun(store);
      const finish = aFinish(ref, { windowMessages: 12 });
      expect(await store.turns.finish(finish)).toBe(true);
      const { turn, session, reservation, window } = await load(store, ref);
      expect(turn).toMatchObject({ state: 'completed', epoch: 1, outcome: finish.outcome, usage: finish.usage });
      expect(session).toMatchObject({
        activeTurn: null,
        lastTurn: ref.turnId,
        lastCompletedTurn: ref.turnId,
        nextSeq: 2,
        version: 3,
        turnsUsed: 1,
        windowMessages: 12,
        title: 'Hello',
        status: 'active',
        expiresAt: finish.session?.expiresAt,
        state: { phase: 'collecting', heard: 1 },
        updatedAt: new Date(finish.now).toISOString(),
      });
      expect(reservation).toEqual({ state: 'settled', amount: 400, version: 2 });
      expect(window.at(-1)).toEqual(finish.messages[0]);
      expect(window[0]).not.toHaveProperty('turnStatus');
    });

    it('leaves the session of a failed turn unchanged except for its release', async () => {
      const store = open();
      const ref = await begun(store);
      const { session: _, ...fields } = aFinish(ref, {
        state: 'failed',
        outcome: failed(ref),
        charge: 0,
        countsAsTurn: false,
        messages: [],
      });
      expect(await store.turns.finish(fields)).toBe(true);
      expect(await load(store, ref)).toMatchObject({
        turn: { state: 'failed', outcome: { code: 'model_unavailable' } },
        session: {
          activeTurn: null,
          lastTurn: ref.turnId,
          lastCompletedTurn: null,
          nextSeq: 1,
          turnsUsed: 0,
          title: null,
          state: { phase: 'collecting' },
        },
        window: [{ role: 'user', turnStatus: 'failed' }],
        reservation: { state: 'released', amount: 0 },
      });
      await expectBalance(store, ref.sub, 0, 0, 0);
    });

    it('lets the next turn of the session begin after an end', async () => {
      const store = open();
      const ref = await begun(store);
      await store.turns.finish(aFinish(ref));
      const next = aClaim(turnOf(ref), { session: { version: 3 }, message: message(2, 'and then') });
      expect(await store.turns.claim(next)).toBe(true);
    });

    it('refuses to end a turn that is missing or in another epoch', async () => {
      const store = open();
      const ref = await begun(store);
      expect(await store.turns.finish(aFinish(ref, { epoch: 2 }))).toBe(false);
      expect(await store.turns.finish(aFinish(turnOf(ref)))).toBe(false);
      await expectBalance(store, ref.sub, 1_000, 0, 1);
    });

    it('orders a build once with the commit and removes the order when it is done', async () => {
      const store = open();
      const ref = await begun(store);
      const deadline = new Date(NOW + 600_000).toISOString();
      const coachId = ref.sessionId;
      const write = { type: 'order_build', coachId, sessionId: ref.sessionId, deadline } as const;
      const job = order(`build-coach-config#${ref.turnId}`);
      expect(await store.coaches.get({ sub: ref.sub, coachId })).toBeUndefined();
      expect(await store.turns.finish(aFinish(ref, { writes: [write], jobs: [job] }))).toBe(true);
      expect(await store.coaches.get({ sub: ref.sub, coachId })).toMatchObject({
        coachId,
        sub: ref.sub,
        sessionId: ref.sessionId,
        status: 'active',
        build: { state: 'queued', attempt: 0, deadline },
      });
      expect((await store.coaches.list(ref.sub, { limit: 5 })).items).toEqual([]);
      const stored = () => ordersIn(store, job.id);
      expect(await stored()).toMatchObject([{ job: job.job, payload: job.payload, attempts: 0 }]);
      await store.outbox.done(job);
      await store.outbox.done(job);
      expect(await stored()).toEqual([]);
    });

    it('does not change an existing coach when a turn orders its build', async () => {
      const store = open();
      const ref = await begun(store);
      const at = new Date(NOW).toISOString();
      const build = { state: 'ready', attempt: 1, updatedAt: at, deadline: at } as const;
      const coach = {
        coachId: ref.sessionId,
        sub: ref.sub,
        sessionId: null,
        status: 'archived',
        build,
        createdAt: at,
        updatedAt: at,
      } as const;
      await store.coaches.create(coach);
      const write = { type: 'order_build', coachId: coach.coachId, sessionId: ref.sessionId, deadline: at } as const;
      expect(await store.turns.finish(aFinish(ref, { writes: [write] }))).toBe(true);
      expect(await store.coaches.get(coach)).toEqual(coach);
    });

    it('deletes a session only after its running turn has ended', async () => {
      const store = open();
      const ref = await begun(store);
      const deletion = order(`delete#${ref.sessionId}`);
      expect(await store.sessions.markDeleted(ref, deletion, NOW)).toBe(false);
      expect(await store.sessions.get(ref)).toMatchObject({ activeTurn: ref.turnId });
      expect(await store.turns.finish(aFinish(ref))).toBe(true);
      await expectBalance(store, ref.sub, 400, 400, 0);
      expect(await store.sessions.markDeleted(ref, deletion, NOW)).toBe(true);
      expect(await store.sessions.get(ref)).toBeUndefined();
      const { items } = await store.sessions.list({ sub: ref.sub, kind: ref.kind, limit: 5, sortOrder: 'desc' });
      expect(items).toEqual([]);
    });

    it('refuses a turn in a deleted session', async () => {
      const store = open();
      const session = await openSession(store);
      await store.sessions.markDeleted(session, order(`delete#${session.sessionId}`), NOW);
      expect(await store.turns.claim(aClaim(turnOf(session), { session: { version: 1 } }))).toBe(false);
      expect(await store.sessions.create(newSession(session))).toBe(true);
      expect(await store.sessions.get(session)).toBeUndefined();
    });
  });

  it(`turns ${name}: removes due keys of ended items and keeps those of running ones`, async () => {
    const store = open();
    const ref = await begun(store);
    const dueOf = async () => {
      const items = [
        ...(await store.itemsOf(`U#${ref.sub}`)),
        ...(await store.itemsOf(`S#${ref.sub}#${ref.sessionId}`)),
      ];
      return items
        .filter(({ dueAt, dueShard }) => dueAt !== undefined && dueShard !== undefined)
        .map(({ sk }) => String(sk));
    };
    const session = `SESSION#coach_creator#${ref.sessionId}`;
    expect((await dueOf()).sort()).toEqual([`RES#${PERIOD}#${ref.turnId}`, session, `TURN#${ref.turnId}`].sort());
    const { session: ended } = aFinish(ref);
    if (ended) await store.turns.finish(aFinish(ref, { session: { ...ended, status: 'ended' } }));
    expect(await dueOf()).toEqual([]);
  });
}
