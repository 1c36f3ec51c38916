import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { HeldReservation, Hold } from '#ports/reservations';
import type { TurnRef } from '#ports/turn-records';
import {
  aClaim,
  aFinish,
  ledger,
  load,
  MINUTE,
  NOW,
  openSession,
  PERIOD,
  type StoreUnderTest,
  somebody,
  turnOf,
} from './storage-fixtures.ts';

export const aHold = (ref: TurnRef, fields: Partial<Hold> = {}): Hold => ({
  ref,
  now: NOW,
  period: PERIOD,
  tokens: 1_000,
  inputTokens: 300,
  limit: 100_000,
  expiresAt: NOW + 20 * MINUTE,
  ...fields,
});

export const HELD: HeldReservation = {
  state: 'held',
  amount: 1_000,
  source: 'estimate',
  version: 1,
  period: PERIOD,
  inputTokens: 300,
};

/** Contract of `Reservations` for holds: all or nothing, and never above the limit. */
export function reservationsContract(name: string, open: () => StoreUnderTest) {
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

  describe(`reservations ${name}: hold`, () => {
    it('reserves tokens once and finds the hold only in its own session', async () => {
      const store = open();
      const ref = await held(store);
      expect(await store.reservations.reserve(aHold(ref))).toBe(true);
      await expectBalance(store, ref.sub, 1_000, 0, 1);
      expect(await store.reservations.find(ref, NOW)).toEqual(HELD);
      const others = [{ sessionId: randomUUID() }, { sub: somebody() }, { turnId: randomUUID() }, { kind: 'talker' }];
      for (const other of others) {
        expect(await store.reservations.find({ ...ref, ...other }, NOW)).toBeUndefined();
      }
    });

    it("remembers that a hold is a backend's", async () => {
      const store = open();
      const ref = await held(store, { isBackends: true });
      expect(await store.reservations.find(ref, NOW)).toEqual({ ...HELD, isBackends: true });
    });

    it('finds a hold in the following month, but not later', async () => {
      const store = open();
      const ref = await held(store);
      expect(await store.reservations.find(ref, Date.parse('2026-12-31T23:59:59Z'))).toEqual(HELD);
      expect(await store.reservations.find(ref, Date.parse('2027-01-01T00:00:00Z'))).toBeUndefined();
    });

    it('does not find the reservation of a turn', async () => {
      const store = open();
      const ref = turnOf(await openSession(store));
      await store.turns.claim(aClaim(ref));
      expect(await store.reservations.find(ref, NOW)).toBeUndefined();
    });

    it('changes nothing without budget, rate, grant or an open session', async () => {
      const store = open();
      const first = await held(store, { grant: 'preview', rate: { window: 'messages#x', limit: 1, endsAt: NOW } });
      const before = await store.itemsOf(`U#${first.sub}`);
      const ref = turnOf(first);
      const refused: Partial<Hold>[] = [
        { limit: 1_999 },
        { limit: 999 },
        { rate: { window: 'messages#x', limit: 1, endsAt: NOW } },
        { grant: 'preview' },
        { ref: { ...ref, sessionId: randomUUID() }, session: {} },
        { now: NOW + 31 * MINUTE, session: {} },
        { session: { opening: { state: {}, expiresAt: null, rate: { window: 'sessions#x', limit: 5, endsAt: NOW } } } },
      ];
      for (const fields of refused) expect(await store.reservations.reserve(aHold(ref, fields))).toBe(false);
      expect(await store.itemsOf(`U#${first.sub}`)).toEqual(before);
    });

    it('reserves nothing in a session that has expired, has ended or is being deleted', async () => {
      const store = open();
      const reserve = (ref: TurnRef) => store.reservations.reserve(aHold(turnOf(ref), { session: {} }));
      const [expired, ended, deleted] = [
        turnOf(await openSession(store, somebody(), { expiresAt: new Date(NOW).toISOString() })),
        turnOf(await openSession(store)),
        turnOf(await openSession(store)),
      ];
      await store.turns.claim(aClaim(ended));
      const { session } = aFinish(ended);
      await store.turns.finish(aFinish(ended, { ...(session && { session: { ...session, status: 'ended' } }) }));
      await store.sessions.markDeleted(deleted, { id: 'x', job: 'delete-user-data', payload: {} }, NOW);
      expect([await reserve(expired), await reserve(ended), await reserve(deleted)]).toEqual([false, false, false]);
      await expectBalance(store, ended.sub, 400, 400, 0);
    });

    it('never reserves above the limit, however many requests are concurrent', async () => {
      const store = open();
      const session = await openSession(store);
      const holds = Array.from({ length: 8 }, () => aHold(turnOf(session), { limit: 3_500 }));
      const won = await Promise.all(holds.map((hold) => store.reservations.reserve(hold)));
      expect(won.filter(Boolean)).toHaveLength(3);
      await expectBalance(store, session.sub, 3_000, 0, 3);
    });

    it('opens a session without an active turn and leaves an existing one free', async () => {
      const store = open();
      const turnId = randomUUID();
      const ref: TurnRef = { sub: somebody(), kind: 'game_coach', sessionId: turnId, turnId };
      const opening = { state: {}, expiresAt: null, rate: { window: 'sessions#x', limit: 1, endsAt: NOW } };
      expect(await store.reservations.reserve(aHold(ref, { session: { opening } }))).toBe(true);
      const { session, sessionRateCount } = await store.turns.load({
        ref,
        period: PERIOD,
        rateWindow: 'messages#x',
        sessionRate: 'sessions#x',
        windowMessages: 1,
      });
      expect(session).toMatchObject({ status: 'active', activeTurn: null, nextSeq: 0, turnsUsed: 0, version: 1 });
      expect(sessionRateCount).toBe(1);
      expect(await store.reservations.reserve(aHold(turnOf(ref), { session: {} }))).toBe(true);
      expect((await load(store, ref)).session).toEqual(session);
    });
  });
}
