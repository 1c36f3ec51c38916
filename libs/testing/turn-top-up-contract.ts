import { describe, expect, it } from 'vitest';
import { NO_USAGE } from '#contract/usage';
import type { Outcome, TurnRef } from '#ports/turn-records';
import type { Found, TopUp } from '#ports/turns';
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

type Read = { readonly [Part in keyof Found]: NonNullable<Found[Part]> };

/** Contract of `Turns` for extending the hold of a running turn. */
export function turnTopUpContract(name: string, open: () => StoreUnderTest) {
  const running = async (store: StoreUnderTest, sub = somebody()): Promise<TurnRef> => {
    const ref = turnOf(await openSession(store, sub));
    expect(await store.turns.claim(aClaim(ref, { usage: USED }))).toBe(true);
    return ref;
  };
  /** 500 on top of the 1,000 that a claim holds. */
  const more = (ref: TurnRef, change: Partial<TopUp> = {}): TopUp => ({
    ref,
    epoch: 1,
    period: PERIOD,
    reservation: { state: 'held', amount: 1_000, version: 1 },
    tokens: 500,
    limit: 100_000,
    ...change,
  });
  const topped = { state: 'held', amount: 1_500, version: 2 } as const;
  const find = async (store: StoreUnderTest, ref: TurnRef) => (await store.turns.find(ref)) as Read;
  const aborted = (ref: TurnRef): Outcome => ({
    type: 'aborted',
    turnId: ref.turnId,
    sessionId: ref.sessionId,
    usage: USED,
  });
  const takeover = async (store: StoreUnderTest, ref: TurnRef) => {
    const { turn, session, reservation } = await find(store, ref);
    return aClaim(ref, {
      epoch: turn.epoch + 1,
      now: LATER,
      leaseUntil: LATER + 10_000,
      previous: turn,
      session: { version: session.version },
      reservation: { previous: reservation },
    });
  };
  const closing = async (store: StoreUnderTest, ref: TurnRef) => {
    const { turn, session, reservation } = await find(store, ref);
    const event = {
      type: 'aborted' as const,
      turnId: ref.turnId,
      sessionId: ref.sessionId,
      aiResponse: '',
      usage: USED,
    };
    const frame = { id: { epoch: turn.epoch + 1, seq: 1 }, event };
    const end = { state: 'aborted' as const, outcome: aborted(ref), usage: USED, charge: 320, countsAsTurn: true };
    return { ref, now: LATER, turn, reservation, nextSeq: session.nextSeq, frame, ...end };
  };
  const parking = async (store: StoreUnderTest, ref: TurnRef) => {
    const { turn, reservation } = await find(store, ref);
    return { ref, now: LATER, turn, reservation, charge: 320, until: LATER + 15 * MINUTE };
  };
  const expectBalance = async (store: StoreUnderTest, sub: string, committed: number, spent: number, live: number) => {
    const { kept, due } = await ledger(store, sub);
    expect(kept).toEqual(due);
    expect(kept).toEqual({ committed, spent, live });
  };

  describe(`turns ${name}: extending a hold`, () => {
    it('extends a hold repeatedly', async () => {
      const store = open();
      const ref = await running(store);
      expect(await store.turns.topUp(more(ref))).toBe('done');
      expect((await load(store, ref)).reservation).toEqual(topped);
      await expectBalance(store, ref.sub, 1_500, 0, 1);
      expect(await store.turns.topUp(more(ref, { reservation: topped, tokens: 70 }))).toBe('done');
      await expectBalance(store, ref.sub, 1_570, 0, 1);
    });

    it('settles an extended hold only with its current amount', async () => {
      const store = open();
      const ref = await running(store);
      await store.turns.topUp(more(ref));
      const stale = store.turns.finish(aFinish(ref));
      await expect(stale).rejects.toMatchObject({ code: 'internal' });
      await expectBalance(store, ref.sub, 1_500, 0, 1);
      expect(await store.turns.finish(aFinish(ref, { reservation: { ...topped, period: PERIOD } }))).toBe(true);
      await expectBalance(store, ref.sub, 400, 400, 0);
    });

    it('extends a hold up to the monthly limit, counting all other holds', async () => {
      const store = open();
      const sub = somebody();
      const [ref] = [await running(store, sub), await running(store, sub)];
      expect(await store.turns.topUp(more(ref, { limit: 2_499 }))).toBe('no_room');
      expect(await store.turns.topUp(more(ref, { limit: 300 }))).toBe('no_room');
      await expectBalance(store, sub, 2_000, 0, 2);
      expect((await load(store, ref)).reservation).toEqual({ state: 'held', amount: 1_000, version: 1 });
      expect(await store.turns.topUp(more(ref, { limit: 2_500 }))).toBe('done');
      await expectBalance(store, sub, 2_500, 0, 2);
    });

    it('extends a hold once when the call is repeated and lets one of two racing calls win', async () => {
      const store = open();
      const ref = await running(store);
      const both = await Promise.all([store.turns.topUp(more(ref)), store.turns.topUp(more(ref))]);
      expect(both).toEqual(['done', 'done']); // the same request of the same producer
      await expectBalance(store, ref.sub, 1_500, 0, 1);
      expect(await store.turns.topUp(more(ref))).toBe('done');
      await expectBalance(store, ref.sub, 1_500, 0, 1);
      const [first, second] = await Promise.all(
        [1, 2].map((epoch) => store.turns.topUp(more(ref, { epoch, reservation: topped }))),
      );
      expect([first, second]).toEqual(['done', 'lost']);
      await expectBalance(store, ref.sub, 2_000, 0, 1);
    });

    it('refuses to extend a hold after a takeover, a restart, a stop or an end', async () => {
      const store = open();
      const sub = somebody();
      const refs = await Promise.all([
        running(store, sub),
        running(store, sub),
        running(store, sub),
        running(store, sub),
      ]);
      const [taken, restarted, stopped, ended] = refs as [TurnRef, TurnRef, TurnRef, TurnRef];
      expect(await store.turns.claim(await takeover(store, taken))).toBe(true);
      expect(await store.turns.restart(restarted, 1, LATER)).toBe(true);
      expect(await store.turns.close(await closing(store, stopped))).toBe(true);
      expect(await store.turns.finish(aFinish(ended))).toBe(true);
      const before = await ledger(store, sub);
      for (const ref of refs) expect(await store.turns.topUp(more(ref))).toBe('lost');
      expect(await store.turns.topUp(more(taken, { limit: 0 }))).toBe('lost');
      expect(await ledger(store, sub)).toEqual(before);
      await expectBalance(store, sub, 2_720, 720, 2);
    });

    it('extends the current hold after a takeover', async () => {
      const store = open();
      const ref = await running(store);
      await store.turns.topUp(more(ref));
      const stale = await takeover(store, ref);
      await store.turns.topUp(more(ref, { reservation: topped, tokens: 10 }));
      expect(await store.turns.claim(stale)).toBe(false);
      expect(await store.turns.claim(await takeover(store, ref))).toBe(true);
      await expectBalance(store, ref.sub, 1_510, 0, 1);
      const reservation = { state: 'held', amount: 1_510, version: 3 } as const;
      expect(await store.turns.topUp(more(ref, { epoch: 2, reservation }))).toBe('done');
      await expectBalance(store, ref.sub, 2_010, 0, 1);
    });

    it('neither stops nor parks a turn by a hold that was read before it was extended', async () => {
      const store = open();
      for (const end of ['close', 'park'] as const) {
        const ref = await running(store);
        const order = async () =>
          end === 'close'
            ? await closing(store, ref).then((stop) => () => store.turns.close(stop))
            : await parking(store, ref).then((park) => () => store.turns.park(park));
        const stale = await order();
        await store.turns.topUp(more(ref));
        expect(await stale()).toBe(false);
        await expectBalance(store, ref.sub, 1_500, 0, 1);
        expect(await (await order())()).toBe(true);
        await expectBalance(store, ref.sub, 320, 320, 0);
        expect(await store.turns.topUp(more(ref, { reservation: topped }))).toBe('lost');
        await expectBalance(store, ref.sub, 320, 320, 0);
      }
    });

    it('extends the new hold of a turn that continues after parking', async () => {
      const store = open();
      const ref = await running(store);
      await store.turns.topUp(more(ref));
      await store.turns.park(await parking(store, ref));
      expect(await store.turns.claim(await takeover(store, ref))).toBe(true);
      await expectBalance(store, ref.sub, 1_320, 0, 1);
      const reservation = { state: 'held', amount: 1_320, version: 4 } as const;
      expect((await load(store, ref)).reservation).toEqual(reservation);
      expect(await store.turns.topUp(more(ref, { reservation }))).toBe('lost');
      expect(await store.turns.topUp(more(ref, { epoch: 2, reservation }))).toBe('done');
      const end = { ...reservation, amount: 1_820, version: 5, period: PERIOD };
      expect(await store.turns.finish(aFinish(ref, { epoch: 2, charge: 1_900, reservation: end }))).toBe(true);
      await expectBalance(store, ref.sub, 1_900, 1_900, 0);
    });
  });
}
