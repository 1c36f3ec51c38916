import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { NO_USAGE } from '#contract/usage';
import type { TurnRef } from '#ports/turn-records';
import type { Claim, Found } from '#ports/turns';
import {
  aClaim,
  aFinish,
  ledger,
  load,
  MINUTE,
  message,
  NOW,
  PERIOD,
  type StoreUnderTest,
  somebody,
} from './storage-fixtures.ts';

const USED = { inputTokens: 300, outputTokens: 20, cacheReadTokens: 1_000, cacheWriteTokens: 7 };
const LATER = NOW + 13_000;
const GRANTS = ['trial', 'preview'] as const;
const HOUR = { window: 'sessions#2026-11-21T10', limit: 3, endsAt: NOW + 45 * MINUTE };

type Read = { readonly [Part in keyof Found]: NonNullable<Found[Part]> };

/** Contract of `Turns` for a turn that opens its session, and for one-time trials and previews. */
export function turnOpeningsContract(name: string, open: () => StoreUnderTest) {
  const newRef = (sub = somebody()): TurnRef => {
    const turnId = randomUUID();
    return { sub, kind: 'game_coach', sessionId: turnId, turnId };
  };
  const opening = (ref: TurnRef, change: Partial<Claim> = {}): Claim => {
    const claim = aClaim(ref, { usage: USED, ...change });
    return { ...claim, session: { ...claim.session, version: 0, opening: { state: { heard: 0 }, rate: HOUR } } };
  };
  const opened = async (store: StoreUnderTest, change: Partial<Claim> = {}, sub = somebody()) => {
    const ref = newRef(sub);
    expect(await store.turns.claim(opening(ref, change))).toBe(true);
    return ref;
  };
  const find = async (store: StoreUnderTest, ref: TurnRef) => (await store.turns.find(ref)) as Read;
  const count = async (store: StoreUnderTest, ref: TurnRef) => {
    const request = { ref, period: PERIOD, rateWindow: 'none', sessionRate: HOUR.window, windowMessages: 20 };
    return (await store.turns.load(request)).sessionRateCount;
  };
  const end = (ref: TurnRef, epoch: number) => {
    const event = {
      type: 'aborted' as const,
      turnId: ref.turnId,
      sessionId: ref.sessionId,
      aiResponse: '',
      usage: USED,
    };
    return {
      outcome: { type: 'aborted' as const, turnId: ref.turnId, sessionId: ref.sessionId, usage: USED },
      frame: { id: { epoch, seq: 1 }, event },
    };
  };
  const closing = async (store: StoreUnderTest, ref: TurnRef) => {
    const { turn, session, reservation } = await find(store, ref);
    const how = {
      state: 'aborted' as const,
      countsAsTurn: true,
      usage: USED,
      charge: 320,
      ...end(ref, turn.epoch + 1),
    };
    return { ref, now: LATER, turn, reservation, nextSeq: session.nextSeq, ...how };
  };
  const park = async (store: StoreUnderTest, ref: TurnRef) => {
    const { turn, reservation } = await find(store, ref);
    return store.turns.park({ ref, now: LATER, turn, reservation, charge: 320, until: LATER + 15 * MINUTE });
  };
  const takeover = async (store: StoreUnderTest, ref: TurnRef) => {
    const { turn, session, reservation } = await find(store, ref);
    return aClaim(ref, {
      ...{ epoch: turn.epoch + 1, now: LATER, leaseUntil: LATER + 10_000, previous: turn },
      session: { version: session.version },
      reservation: { previous: reservation },
      ...(turn.grant && { grant: turn.grant }),
    });
  };
  const tokensOf = async (store: StoreUnderTest, ref: TurnRef) => {
    const { session } = await load(store, ref);
    return [session?.tokensIn, session?.tokensOut];
  };

  describe(`turns ${name}: a session opened by its first turn`, () => {
    it('opens the session with the claim of its first turn and counts it', async () => {
      const store = open();
      const ref = await opened(store);
      expect(await load(store, ref)).toMatchObject({
        turn: { state: 'running', epoch: 1, messageSeq: 0 },
        session: {
          ...{ kind: 'game_coach', status: 'active', activeTurn: ref.turnId, turnsUsed: 1, nextSeq: 1, version: 2 },
          ...{ state: { heard: 0 }, expiresAt: null, tokensIn: 0, tokensOut: 0, lastTurn: null, title: null },
        },
        isClosed: false,
      });
      expect(await count(store, ref)).toBe(1);
      const { items } = await store.sessions.list({ sub: ref.sub, kind: 'game_coach', limit: 5, sortOrder: 'desc' });
      expect(items.map(({ sessionId }) => sessionId)).toEqual([ref.sessionId]);
    });

    it('opens a session by one of two claims and never over an existing, ended or deleted one', async () => {
      const store = open();
      const ref = newRef();
      const won = await Promise.all([store.turns.claim(opening(ref)), store.turns.claim(opening(ref))]);
      expect(won.filter(Boolean)).toHaveLength(1);
      expect(await count(store, ref)).toBe(1);
      const other = { ...ref, turnId: randomUUID() };
      expect(await store.turns.claim(opening(other, { message: message(1, 'x', { turnId: other.turnId }) }))).toBe(
        false,
      );
      await store.turns.finish(aFinish(ref));
      const order = { id: `delete-user-data#${ref.sessionId}`, job: 'delete-user-data', payload: {} } as const;
      await store.sessions.markDeleted(ref, order, NOW);
      expect(await store.turns.claim(opening(ref))).toBe(false);
      expect(await load(store, ref)).toMatchObject({ session: undefined, turn: undefined, isClosed: true });
      expect(await store.turns.find(ref)).toMatchObject({ session: undefined, turn: undefined, isClosed: true });
    });

    it('writes nothing when the hourly session limit is reached', async () => {
      const store = open();
      const sub = somebody();
      for (let sessions = 1; sessions <= 3; sessions += 1) await opened(store, {}, sub);
      const before = await store.itemsOf(`U#${sub}`);
      expect(await store.turns.claim(opening(newRef(sub)))).toBe(false);
      expect(await store.itemsOf(`U#${sub}`)).toEqual(before);
    });

    it('opens no session after a stop that arrived before its turn', async () => {
      const store = open();
      const ref = newRef();
      expect(await store.turns.leaveTombstone({ ref, now: NOW, ...end(ref, 1) })).toBe(true);
      expect(await store.turns.claim(opening(ref))).toBe(false);
      expect(await load(store, ref)).toMatchObject({
        turn: { isTombstone: true },
        session: undefined,
        isClosed: false,
      });
      expect(await count(store, ref)).toBe(0);
      expect(await ledger(store, ref.sub)).toMatchObject({ kept: { committed: 0 }, due: { committed: 0 } });
    });

    it('continues a session opened by its first turn after a takeover and after parking', async () => {
      const store = open();
      for (const isParked of [false, true]) {
        const ref = await opened(store);
        if (isParked) expect(await park(store, ref)).toBe(true);
        expect(await store.turns.claim(await takeover(store, ref))).toBe(true);
        const { session } = await load(store, ref);
        expect(session).toMatchObject({ activeTurn: ref.turnId, parkedTurn: null, turnsUsed: 1, nextSeq: 1 });
        expect(await count(store, ref)).toBe(1);
      }
    });
  });

  describe(`turns ${name}: tokens of a session`, () => {
    it("adds a turn's tokens to its session once, however it ends, including cached input", async () => {
      const store = open();
      const [completed, failed, stopped, left] = await Promise.all([1, 2, 3, 4].map(() => opened(store)));
      if (!completed || !failed || !stopped || !left) throw new Error('unreachable');
      const finish = aFinish(completed, { usage: USED });
      expect([await store.turns.finish(finish), await store.turns.finish(finish)]).toEqual([true, true]);
      const { session: _, ...failure } = aFinish(failed, { usage: USED, state: 'failed', messages: [] });
      await store.turns.finish({ ...failure, outcome: end(failed, 1).outcome });
      await store.turns.close(await closing(store, stopped));
      expect(await park(store, left)).toBe(true);
      expect(await tokensOf(store, left)).toEqual([0, 0]);
      const next = { ...left, turnId: randomUUID() };
      const abandon = { turnId: left.turnId, epoch: 1, usage: USED, messageSeq: 0, ...end(left, 2) };
      const version = (await find(store, left)).session.version;
      const claim = aClaim(next, { session: { version }, abandon, message: message(1, 'x', { turnId: next.turnId }) });
      expect(await store.turns.claim(claim)).toBe(true);
      for (const ref of [completed, failed, stopped, left]) expect(await tokensOf(store, ref)).toEqual([1_307, 20]);
    });
  });

  describe.each(GRANTS)(`turns ${name}: the one %s`, (grant) => {
    const claimed = async (store: StoreUnderTest, { sub }: TurnRef) => {
      const user = await store.users.get(sub);
      return grant === 'trial' ? user.trialClaim : user.previewClaim;
    };

    it('claims the grant for one of two turns and for no other until it is returned', async () => {
      const store = open();
      const sub = somebody();
      const refs = [newRef(sub), newRef(sub)];
      const won = await Promise.all(refs.map((ref) => store.turns.claim(opening(ref, { grant }))));
      expect(won.filter(Boolean)).toHaveLength(1);
      const [winner, loser] = (won[0] ? refs : refs.toReversed()) as [TurnRef, TurnRef];
      expect(await claimed(store, winner)).toBe(winner.turnId);
      expect((await find(store, winner)).turn.grant).toBe(grant);
      expect((await store.turns.find(loser)).turn).toBeUndefined();
      expect(await store.turns.finish(aFinish(winner))).toBe(true);
      expect(await store.turns.claim(opening(loser, { grant }))).toBe(false);
      expect(await store.turns.claim(opening(loser))).toBe(true); // a turn that does not need the grant
    });

    it('changes neither the other grant nor the tier', async () => {
      const store = open();
      const ref = newRef();
      await store.put({ pk: `U#${ref.sub}`, sk: 'PROFILE', tier: 'pro', name: 'Ada' });
      expect(await store.turns.claim(opening(ref, { grant }))).toBe(true);
      const key = grant === 'trial' ? 'trialClaim' : 'previewClaim';
      expect(await store.users.get(ref.sub)).toEqual({ tier: 'pro', name: 'Ada', [key]: ref.turnId });
      await store.turns.finish(aFinish(ref, { giveBack: grant }));
      expect(await store.users.get(ref.sub)).toEqual({ tier: 'pro', name: 'Ada' });
    });

    it('returns the grant once by the end that asks for it and not by a late call', async () => {
      const store = open();
      const sub = somebody();
      const first = await opened(store, { grant }, sub);
      const stop = { ...(await closing(store, first)), giveBack: grant };
      expect(await store.turns.close(stop)).toBe(true);
      expect(await claimed(store, first)).toBeUndefined();
      const second = await opened(store, { grant }, sub);
      expect(await store.turns.close(stop)).toBe(true); // the repeated call gets the same result
      expect(await store.turns.finish(aFinish(first, { giveBack: grant }))).toBe(false);
      expect(await claimed(store, first)).toBe(second.turnId);
    });

    it('keeps the grant while its turn is parked or taken over and returns it when the turn is abandoned', async () => {
      const store = open();
      const ref = await opened(store, { grant });
      expect(await store.turns.claim(await takeover(store, ref))).toBe(true);
      expect(await park(store, ref)).toBe(true);
      expect(await claimed(store, ref)).toBe(ref.turnId);
      expect((await find(store, ref)).turn.grant).toBe(grant);
      const next = { ...ref, turnId: randomUUID() };
      const abandon = { turnId: ref.turnId, epoch: 2, usage: NO_USAGE, messageSeq: 0, giveBack: grant, ...end(ref, 3) };
      const version = (await find(store, ref)).session.version;
      const claim = aClaim(next, { session: { version }, abandon, message: message(1, 'x', { turnId: next.turnId }) });
      expect(await store.turns.claim(claim)).toBe(true);
      expect(await claimed(store, ref)).toBeUndefined();
    });
  });
}
