import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { TurnRef } from '#ports/turn-records';
import type { Claim } from '#ports/turns';
import {
  aClaim,
  ledger,
  load,
  message,
  NOW,
  newSession,
  openSession,
  PERIOD,
  type StoreUnderTest,
  somebody,
  turnOf,
} from './storage-fixtures.ts';

/** Contract of `Turns` for loading, claiming and keeping a turn. */
export function turnsContract(name: string, open: () => StoreUnderTest) {
  describe(`turns ${name}: load`, () => {
    it('returns a session with parents, and its turns, only under these, or to a reader that names none', async () => {
      const store = open();
      const parents = { coachId: randomUUID() };
      const own = { sub: somebody(), kind: 'talker', sessionId: randomUUID(), parents };
      await store.sessions.create(newSession(own));
      const { parents: _, ...withoutParents } = own;
      for (const ref of [own, withoutParents]) expect(await store.sessions.get(ref)).toMatchObject({ parents });
      const other = { ...own, parents: { coachId: randomUUID() } };
      expect(await store.sessions.get(other)).toBeUndefined();
      const missing = { session: undefined, turn: undefined, isClosed: true };
      expect(await load(store, turnOf(other))).toMatchObject(missing);
      expect(await store.turns.find(turnOf(other))).toMatchObject(missing);
    });

    it('does not return a turn under another kind', async () => {
      const store = open();
      const ref = turnOf(await openSession(store));
      await store.turns.claim(aClaim(ref));
      expect((await store.turns.find(ref)).turn).toBeDefined();
      const other = { ...ref, kind: 'talker' };
      expect((await store.turns.find(other)).turn).toBeUndefined();
      expect((await load(store, other)).turn).toBeUndefined();
    });

    it('loads an unknown user and session as empty', async () => {
      const ref = turnOf({ sub: somebody(), kind: 'coach_creator', sessionId: randomUUID() });
      expect(await load(open(), ref)).toEqual({
        turn: undefined,
        session: undefined,
        user: { tier: 'free' },
        budget: { committed: 0, spent: 0 },
        reservation: undefined,
        rateCount: 0,
        sessionRateCount: 0,
        isIdTaken: false,
        isClosed: false,
        counts: {},
        uploads: new Set(),
        window: [],
      });
    });

    it('loads everything that a claim has written', async () => {
      const store = open();
      const ref = turnOf(await openSession(store));
      const claim = aClaim(ref);
      expect(await store.turns.claim(claim)).toBe(true);
      expect(await load(store, ref)).toMatchObject({
        turn: {
          turnId: ref.turnId,
          state: 'running',
          epoch: 1,
          owner: claim.owner,
          leaseUntil: claim.leaseUntil,
          bodyHash: 'hash',
          messageSeq: 0,
          period: PERIOD,
          usage: { inputTokens: 0, outputTokens: 0 },
        },
        session: { activeTurn: ref.turnId, turnsUsed: 1, nextSeq: 1, version: 2, status: 'active' },
        budget: { committed: 1_000, spent: 0 },
        reservation: { state: 'held', amount: 1_000, version: 1 },
        rateCount: 1,
        window: [claim.message],
      });
    });

    // Regression, simulation seed 322: a parked turn was checked against the new month, its old one had no room, and it
    // never ended.
    it("reads a turn's reservation and budget from the period in which it was claimed", async () => {
      const store = open();
      const ref = turnOf(await openSession(store));
      await store.turns.claim(aClaim(ref));
      const loadLater = (turn: TurnRef) =>
        store.turns.load({ ref: turn, period: '2026-12', rateWindow: 'messages#later', windowMessages: 5 });
      const later = await loadLater(ref);
      expect(later).toMatchObject({ reservation: { amount: 1_000 }, budget: { committed: 1_000 }, rateCount: 0 });
      expect(await loadLater(turnOf(ref))).toMatchObject({ reservation: undefined, budget: { committed: 0 } });
    });

    it('returns the newest messages in order of age', async () => {
      const store = open();
      const greetings = Array.from({ length: 7 }, (_, seq) => message(seq, `message ${seq}`));
      const ref = turnOf(await openSession(store, somebody(), { messages: greetings }));
      const { window } = await store.turns.load({ ref, period: PERIOD, rateWindow: 'messages#x', windowMessages: 3 });
      expect(window).toEqual(greetings.slice(4));
    });

    it('keeps users apart who use the same session id', async () => {
      const store = open();
      const ref = turnOf(await openSession(store));
      await store.turns.claim(aClaim(ref));
      expect(await load(store, { ...ref, sub: somebody() })).toMatchObject({
        turn: undefined,
        session: undefined,
        window: [],
      });
    });
  });

  describe(`turns ${name}: claim`, () => {
    /** Everything that a claim could have changed. */
    const changedBy = async (store: StoreUnderTest, ref: TurnRef) => ({
      loaded: await load(store, ref),
      ledger: await ledger(store, ref.sub),
    });

    const deadTurn = { epoch: 1, state: 'running' as const, leaseUntil: NOW - 20_000 };
    const refusals: readonly [string, (claim: Claim) => Claim][] = [
      ['the session has changed since', (claim) => ({ ...claim, session: { ...claim.session, version: 9 } })],
      ['the session has expired', (claim) => ({ ...claim, now: NOW + 30 * 60_000 })],
      ['the session is at its turn limit', (claim) => ({ ...claim, session: { ...claim.session, turnLimit: 0 } })],
      ['the session is another’s', (claim) => ({ ...claim, ref: { ...claim.ref, sub: somebody() } })],
      ['the budget lacks room', (claim) => ({ ...claim, reservation: { ...claim.reservation, limit: 999 } })],
      [
        'the turn is not the one that was read',
        (claim) => ({
          ...claim,
          epoch: 2,
          previous: deadTurn,
          reservation: { ...claim.reservation, previous: { state: 'held', amount: 1_000, version: 1 } },
        }),
      ],
    ];
    it.each(refusals)('refuses a claim and changes nothing when %s', async (_, change) => {
      const store = open();
      const ref = turnOf(await openSession(store));
      const before = await changedBy(store, ref);
      expect(await store.turns.claim(change(aClaim(ref)))).toBe(false);
      expect(await changedBy(store, ref)).toEqual(before);
    });

    it('refuses a claim and changes nothing when the rate window is full', async () => {
      const store = open();
      const sub = somebody();
      const [first, second] = [turnOf(await openSession(store, sub)), turnOf(await openSession(store, sub))];
      expect(await store.turns.claim(aClaim(first, { rate: { limit: 1 } }))).toBe(true);
      const before = await changedBy(store, second);
      expect(await store.turns.claim(aClaim(second, { rate: { limit: 1 } }))).toBe(false);
      expect(await changedBy(store, second)).toEqual(before);
    });

    it("accepts a claim until the last millisecond before the session's expiry", async () => {
      const store = open();
      const ref = turnOf(await openSession(store));
      expect(await store.turns.claim(aClaim(ref, { now: NOW + 30 * 60_000 - 1 }))).toBe(true);
    });

    it('never expires a session without an expiry', async () => {
      const store = open();
      const ref = turnOf(await openSession(store, somebody(), { expiresAt: null }));
      expect(await store.turns.claim(aClaim(ref, { now: NOW + 9_999 * 86_400_000 }))).toBe(true);
    });

    it('refuses another turn of a session while one runs', async () => {
      const store = open();
      const session = await openSession(store);
      const first = turnOf(session);
      await store.turns.claim(aClaim(first));
      const second = aClaim(turnOf(session), { session: { version: 2 }, message: message(1, 'me too') });
      expect(await store.turns.claim(second)).toBe(false);
      expect((await load(store, first)).session).toMatchObject({ activeTurn: first.turnId, turnsUsed: 1 });
    });

    it('answers a repeated claim like the first and claims once', async () => {
      const store = open();
      const ref = turnOf(await openSession(store));
      const claim = aClaim(ref);
      expect([await store.turns.claim(claim), await store.turns.claim(claim)]).toEqual([true, true]);
      expect((await load(store, ref)).session).toMatchObject({ turnsUsed: 1, nextSeq: 1 });
    });

    it('lets one of two claims of a turn win', async () => {
      const store = open();
      const ref = turnOf(await openSession(store));
      const claims = [aClaim(ref), aClaim(ref)];
      const won = await Promise.all(claims.map((claim) => store.turns.claim(claim)));
      expect(won.filter(Boolean)).toHaveLength(1);
      expect((await load(store, ref)).turn?.owner).toBe(claims[won.indexOf(true)]?.owner);
    });

    it('lets one of two turns of a session win', async () => {
      const store = open();
      const session = await openSession(store);
      const won = await Promise.all(
        [aClaim(turnOf(session)), aClaim(turnOf(session))].map((c) => store.turns.claim(c)),
      );
      expect(won.filter(Boolean)).toHaveLength(1);
      const { kept, due } = await ledger(store, session.sub);
      expect(kept).toEqual(due);
      expect(kept).toEqual({ committed: 1_000, spent: 0, live: 1 });
    });

    it('never reserves above the limit, however many claims are concurrent', async () => {
      const store = open();
      const sub = somebody();
      const sessions = await Promise.all(Array.from({ length: 50 }, () => openSession(store, sub)));
      const claims = sessions.map((session) => aClaim(turnOf(session), { reservation: { tokens: 10, limit: 80 } }));
      const won = await Promise.all(claims.map((claim) => store.turns.claim(claim)));
      expect(won.filter(Boolean)).toHaveLength(8);
      const { kept, due } = await ledger(store, sub);
      expect(kept).toEqual(due);
      expect(kept).toEqual({ committed: 80, spent: 0, live: 8 });
    });

    it('never accepts more turns than the rate allows, however many claims are concurrent', async () => {
      const store = open();
      const sub = somebody();
      const sessions = await Promise.all(Array.from({ length: 30 }, () => openSession(store, sub)));
      const claims = sessions.map((session) => aClaim(turnOf(session), { rate: { limit: 10 } }));
      const won = await Promise.all(claims.map((claim) => store.turns.claim(claim)));
      expect(won.filter(Boolean)).toHaveLength(10);
    });
  });
}
