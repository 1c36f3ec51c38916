import { describe, expect, it } from 'vitest';
import { NO_USAGE } from '#contract/usage';
import type { AddedMessages, HeldReservation, Hold, SettledWork } from '#ports/reservations';
import type { TurnRef } from '#ports/turn-records';
import { aHold, HELD } from './reservations-contract.ts';
import {
  aClaim,
  aFinish,
  ledger,
  load,
  MINUTE,
  message,
  NOW,
  openSession,
  ordersIn,
  PERIOD,
  type StoreUnderTest,
  turnOf,
} from './storage-fixtures.ts';

export const someMessages = ({ turnId }: TurnRef, nextSeq: number, skipped = 0): AddedMessages => ({
  nextSeq,
  skipped,
  messages: [
    message(nextSeq + skipped, 'How was I?', { turnId }),
    message(nextSeq + skipped + 1, 'Good.', { turnId, role: 'assistant' }),
  ],
  usage: { ...NO_USAGE, inputTokens: 310, cacheReadTokens: 40, outputTokens: 50 },
  isComplete: true,
  title: 'How was I?',
});

export const settled = (ref: TurnRef, fields: Partial<SettledWork> = {}): SettledWork => ({
  ref,
  now: NOW + MINUTE,
  reservation: HELD,
  charge: 400,
  source: 'report',
  hasDelivered: true,
  jobs: [],
  ...fields,
});

/** Contract of `Reservations` for endings: the sums are correct, an end is final, and recorded messages are stored. */
export function reservationEndingsContract(name: string, open: () => StoreUnderTest) {
  const expectBalance = async (store: StoreUnderTest, sub: string, committed: number, spent: number, live: number) => {
    const { kept, due } = await ledger(store, sub);
    expect(kept).toEqual(due);
    expect(kept).toEqual({ committed, spent, live });
  };
  const held = async (store: StoreUnderTest, fields: Partial<Hold> = {}) => {
    const ref = turnOf(await openSession(store));
    expect(await store.reservations.reserve(aHold(ref, fields))).toBe(true);
    return ref;
  };
  const previewOf = async (store: StoreUnderTest, { sub }: TurnRef) => (await store.users.get(sub)).previewClaim;

  describe(`reservations ${name}: end`, () => {
    it('charges a reservation once', async () => {
      const store = open();
      const ref = await held(store);
      expect(await store.reservations.settle(settled(ref))).toBe(true);
      expect(await store.reservations.settle(settled(ref, { charge: 70 }))).toBe(false);
      expect(await store.reservations.release({ ref, reservation: HELD })).toBe(false);
      await expectBalance(store, ref.sub, 400, 400, 0);
      expect(await store.reservations.find(ref, NOW)).toMatchObject({ state: 'settled', amount: 400 });
    });

    it('settles a reservation that cost nothing', async () => {
      const store = open();
      const ref = await held(store);
      expect(await store.reservations.settle(settled(ref, { charge: 0 }))).toBe(true);
      expect(await store.reservations.find(ref, NOW)).toMatchObject({ state: 'settled', amount: 0 });
    });

    it("stores recorded messages and updates the session's counters", async () => {
      const store = open();
      const ref = await held(store);
      expect(await store.reservations.settle(settled(ref, { added: someMessages(ref, 0) }))).toBe(true);
      const { window, session } = await load(store, ref);
      expect(window.map(({ seq, role, turnId }) => [seq, role, turnId])).toEqual([
        [0, 'user', ref.turnId],
        [1, 'assistant', ref.turnId],
      ]);
      expect(session).toMatchObject({
        title: 'How was I?',
        nextSeq: 2,
        turnsUsed: 1,
        tokensIn: 350,
        tokensOut: 50,
        version: 2,
        lastTurn: ref.turnId,
        lastCompletedTurn: ref.turnId,
        updatedAt: new Date(NOW + MINUTE).toISOString(),
      });
    });

    it('moves a conversation to the front of its list when it stores messages', async () => {
      const store = open();
      const ref = await held(store);
      const newer = await openSession(store, ref.sub, { now: NOW + 1_000 });
      const listed = async () => {
        const page = await store.sessions.list({ sub: ref.sub, kind: ref.kind, limit: 5, sortOrder: 'desc' });
        return page.items.map(({ sessionId }) => sessionId);
      };
      expect(await listed()).toEqual([newer.sessionId, ref.sessionId]);
      expect(await store.reservations.settle(settled(ref, { added: someMessages(ref, 0) }))).toBe(true);
      expect(await listed()).toEqual([ref.sessionId, newer.sessionId]);
    });

    it('stores ordered jobs, but none when it was already settled', async () => {
      const store = open();
      const ref = await held(store);
      const order = (id: string) => ({ id, job: 'summarize-conversation' as const, payload: { sub: ref.sub } });
      const job = order(`summarize-conversation#${ref.turnId}`);
      expect(await store.reservations.settle(settled(ref, { jobs: [job] }))).toBe(true);
      const late = order(`late#${ref.turnId}`);
      expect(await store.reservations.settle(settled(ref, { charge: 70, jobs: [late] }))).toBe(false);
      expect(await ordersIn(store, job.id, late.id)).toMatchObject([
        { sk: job.id, job: job.job, payload: job.payload, attempts: 0 },
      ]);
    });

    it('changes nothing when the conversation has advanced or is gone', async () => {
      const store = open();
      const ref = await held(store);
      const added = someMessages(ref, 1);
      expect(await store.reservations.settle(settled(ref, { added }))).toBe(false);
      await store.sessions.markDeleted(ref, { id: 'x', job: 'delete-user-data', payload: {} }, NOW);
      expect(await store.reservations.settle(settled(ref, { added: someMessages(ref, 0) }))).toBe(false);
      await expectBalance(store, ref.sub, 1_000, 0, 1);
    });

    it('stores the maximum number of recorded messages', async () => {
      const store = open();
      const ref = await held(store, { grant: 'preview' });
      const messages = Array.from({ length: 60 }, (_, seq) => message(seq, 'x', { turnId: ref.turnId }));
      const added = { ...someMessages(ref, 0), messages };
      const reservation = { ...HELD, grant: 'preview' as const };
      expect(await store.reservations.settle(settled(ref, { reservation, added, hasDelivered: false }))).toBe(true);
      expect((await load(store, ref)).session).toMatchObject({ nextSeq: 60 });
    });

    it('leaves message numbers free for the answer of a running turn', async () => {
      const store = open();
      const ref = await held(store);
      const turn = turnOf(ref);
      await store.turns.claim(aClaim(turn));
      const added = someMessages(ref, 1, 100);
      expect(await store.reservations.settle(settled(ref, { added }))).toBe(true);
      expect(await store.turns.finish(aFinish(turn))).toBe(true);
      const { window, session } = await load(store, ref);
      expect(window.map(({ seq }) => seq)).toEqual([0, 1, 101, 102]);
      expect(session).toMatchObject({ nextSeq: 104, skipped: 100 }); // four messages
      await expectBalance(store, ref.sub, 800, 800, 0);
    });

    it('returns the preview only when nothing was delivered', async () => {
      const store = open();
      const reservation = { ...HELD, grant: 'preview' as const };
      const kept = await held(store, { grant: 'preview' });
      await store.reservations.settle(settled(kept, { reservation }));
      const silent = await held(store, { grant: 'preview' });
      await store.reservations.settle(settled(silent, { reservation, hasDelivered: false }));
      const released = await held(store, { grant: 'preview' });
      expect(await store.reservations.release({ ref: released, reservation })).toBe(true);
      expect(await previewOf(store, kept)).toBe(kept.turnId);
      expect(await previewOf(store, silent)).toBeUndefined();
      expect(await previewOf(store, released)).toBeUndefined();
      await expectBalance(store, released.sub, 0, 0, 0);
    });
  });

  describe(`reservations ${name}: expiry`, () => {
    it('releases an expired reservation and its preview once', async () => {
      const store = open();
      const ref = await held(store, { grant: 'preview' });
      expect(await store.due.releaseReservation(ref, PERIOD, NOW + 19 * MINUTE)).toBe(false);
      expect(await store.due.releaseReservation(ref, PERIOD, NOW + 20 * MINUTE)).toBe(true);
      expect(await store.due.releaseReservation(ref, PERIOD, NOW + 20 * MINUTE)).toBe(false);
      await expectBalance(store, ref.sub, 0, 0, 0);
      expect(await store.reservations.find(ref, NOW)).toMatchObject({ state: 'expired', amount: 0, grant: 'preview' });
      expect(await previewOf(store, ref)).toBeUndefined();
    });

    it('charges an expired reservation once and claims its preview again', async () => {
      const store = open();
      const ref = await held(store, { grant: 'preview' });
      await store.due.releaseReservation(ref, PERIOD, NOW + 20 * MINUTE);
      const reservation = (await store.reservations.find(ref, NOW)) as HeldReservation;
      const late = settled(ref, { reservation, added: someMessages(ref, 0) });
      expect(await store.reservations.settle(late)).toBe(true);
      expect(await store.reservations.settle({ ...late, charge: 1 })).toBe(false);
      await expectBalance(store, ref.sub, 400, 400, 0);
      expect(await previewOf(store, ref)).toBe(ref.turnId);
    });

    it('keeps the preview of another turn that claimed it meanwhile', async () => {
      const store = open();
      const ref = await held(store, { grant: 'preview' });
      await store.reservations.release({ ref, reservation: { ...HELD, grant: 'preview' } });
      const next = turnOf(ref);
      expect(await store.reservations.reserve(aHold(next, { grant: 'preview' }))).toBe(true);
      const reservation = (await store.reservations.find(ref, NOW)) as HeldReservation;
      expect(await store.reservations.settle(settled(ref, { reservation }))).toBe(true);
      expect(await previewOf(store, ref)).toBe(next.turnId);
      await expectBalance(store, ref.sub, 1_400, 400, 1);
    });
  });
}
