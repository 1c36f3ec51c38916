import { describe, expect, it } from 'vitest';
import { NO_USAGE } from '#contract/usage';
import type { ExpiredHold, FoundHold } from '#ports/holds';
import type { TurnRef } from '#ports/turn-records';
import { aHold, HELD } from './reservations-contract.ts';
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

const USED = { ...NO_USAGE, inputTokens: 300, outputTokens: 20 };
const LATER = NOW + 13_000;

/** Contract of `Holds`: the budget names its live holds, and dead ones expire together with their turns. */
export function holdsContract(name: string, open: () => StoreUnderTest) {
  const running = async (store: StoreUnderTest, sub: string): Promise<TurnRef> => {
    const ref = turnOf(await openSession(store, sub));
    expect(await store.turns.claim(aClaim(ref, { usage: USED }))).toBe(true);
    return ref;
  };
  const working = async (store: StoreUnderTest, sub: string, fields = {}): Promise<TurnRef> => {
    const ref = turnOf(await openSession(store, sub));
    expect(await store.reservations.reserve(aHold(ref, fields))).toBe(true);
    return ref;
  };
  const found = async (store: StoreUnderTest, sub: string) => (await store.turns.findHolds(sub, PERIOD)).holds;
  const namesIn = async (store: StoreUnderTest, sub: string) =>
    (await found(store, sub)).map(({ ref }) => ref.turnId).sort();
  const expired = ({ turn, expiresAt: _, ...hold }: FoundHold): ExpiredHold => ({
    ...hold,
    charge: turn ? 320 : 0,
    ...(turn && { parked: { turn, until: LATER + 15 * MINUTE } }),
  });
  const expiry = async (store: StoreUnderTest, sub: string) => ({
    sub,
    period: PERIOD,
    now: LATER,
    holds: (await found(store, sub)).map(expired),
  });
  const expectBalance = async (store: StoreUnderTest, sub: string, committed: number, spent: number, live: number) => {
    const { kept, due } = await ledger(store, sub);
    expect(kept).toEqual(due);
    expect(kept).toEqual({ committed, spent, live });
  };

  describe(`holds ${name}`, () => {
    it('finds no hold of a user without a budget', async () => {
      expect(await open().turns.findHolds(somebody(), PERIOD)).toEqual({
        budget: { committed: 0, spent: 0 },
        holds: [],
      });
    });

    it('finds the hold of a turn with the turn, and that of other work with its expiry and grant', async () => {
      const store = open();
      const sub = somebody();
      const turn = await running(store, sub);
      const work = await working(store, sub, { grant: 'preview' });
      const holds = await found(store, sub);
      expect(holds.find(({ ref }) => ref.turnId === turn.turnId)).toEqual({
        ref: turn,
        reservation: { state: 'held', amount: 1_000, version: 1 },
        turn: (await load(store, turn)).turn,
        expiresAt: NOW + 15 * MINUTE,
      });
      const { period: _, inputTokens: __, source: ___, ...reservation } = HELD;
      expect(holds.find(({ ref }) => ref.turnId === work.turnId)).toEqual({
        ref: work,
        reservation,
        expiresAt: NOW + 20 * MINUTE,
        grant: 'preview',
      });
    });

    it('names a hold until it is settled, released or expired, and again once it is reopened', async () => {
      const store = open();
      const sub = somebody();
      const [ended, parked] = [await running(store, sub), await running(store, sub)];
      const [settled, released] = [await working(store, sub), await working(store, sub)];
      const all = [ended, parked, settled, released].map(({ turnId }) => turnId);
      expect(await namesIn(store, sub)).toEqual(all.toSorted());
      await store.turns.finish(aFinish(ended));
      const work = { now: NOW, reservation: HELD, charge: 10, source: 'report' as const, hasDelivered: true, jobs: [] };
      await store.reservations.settle({ ref: settled, ...work });
      await store.reservations.release({ ref: released, reservation: HELD });
      expect(await namesIn(store, sub)).toEqual([parked.turnId]);
      expect(await store.turns.expireHolds(await expiry(store, sub))).toBe(true);
      expect(await namesIn(store, sub)).toEqual([]);
      const { turn, session, reservation } = await store.turns.find(parked);
      const again = { epoch: 2, session: { version: session?.version ?? 0 } };
      await store.turns.claim(
        aClaim(parked, { ...again, ...(turn && { previous: turn }), reservation: { previous: reservation ?? HELD } }),
      );
      expect(await namesIn(store, sub)).toEqual([parked.turnId]);
      await expectBalance(store, sub, 400 + 1_320 + 10, 410, 1);
    });

    it('expires 20 holds at once: parks each turn, charges its usage, and returns a preview', async () => {
      const store = open();
      const sub = somebody();
      const turns: TurnRef[] = [];
      for (let count = 1; count <= 14; count += 1) turns.push(await running(store, sub));
      for (let count = 1; count <= 5; count += 1) await working(store, sub);
      await working(store, sub, { grant: 'preview' });
      expect(await store.turns.expireHolds(await expiry(store, sub))).toBe(true);
      await expectBalance(store, sub, 14 * 320, 14 * 320, 0);
      expect((await store.users.get(sub)).previewClaim).toBeUndefined();
      for (const ref of turns) {
        const { turn, session } = await load(store, ref);
        expect(turn?.state).toBe('parked');
        expect(session).toMatchObject({ activeTurn: null, parkedTurn: ref.turnId });
      }
    });

    it('expires no hold when one of them has changed since it was read', async () => {
      const store = open();
      const sub = somebody();
      const [alive, work] = [await running(store, sub), await working(store, sub)];
      const stale = await expiry(store, sub);
      await store.turns.heartbeat(alive, 1, { leaseUntil: LATER + 10_000, usage: USED });
      expect(await store.turns.expireHolds(stale)).toBe(false);
      await expectBalance(store, sub, 2_000, 0, 2);
      const again = await expiry(store, sub);
      await store.reservations.release({ ref: work, reservation: HELD });
      expect(await store.turns.expireHolds(again)).toBe(false);
      await expectBalance(store, sub, 1_000, 0, 1);
      expect((await load(store, alive)).turn?.state).toBe('running');
    });

    it('expires a hold once when two processes do it at the same time', async () => {
      const store = open();
      const sub = somebody();
      await running(store, sub);
      const [one, two] = [await expiry(store, sub), { ...(await expiry(store, sub)), now: LATER + 1 }];
      const won = await Promise.all([store.turns.expireHolds(one), store.turns.expireHolds(two)]);
      expect(won.filter(Boolean)).toHaveLength(1);
      await expectBalance(store, sub, 320, 320, 0);
    });
  });
}
