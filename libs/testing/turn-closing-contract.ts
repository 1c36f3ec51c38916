import { describe, expect, it } from 'vitest';
import { NO_USAGE } from '#contract/usage';
import type { Closing, Parking } from '#ports/turn-endings';
import type { Outcome, TurnRef } from '#ports/turn-records';
import type { Claim, Found } from '#ports/turns';
import {
  aClaim,
  aFinish,
  ledger,
  load,
  MINUTE,
  message,
  NOW,
  openSession,
  PERIOD,
  type StoreUnderTest,
  turnOf,
} from './storage-fixtures.ts';

const USED = { ...NO_USAGE, inputTokens: 300, outputTokens: 20 };
const LATER = NOW + 13_000;

type Read = { readonly [Part in keyof Found]: NonNullable<Found[Part]> };

/** Contract of `Turns` for turns that another process ends, parks or continues. */
export function turnClosingContract(name: string, open: () => StoreUnderTest) {
  const running = async (store: StoreUnderTest): Promise<TurnRef> => {
    const ref = turnOf(await openSession(store));
    expect(await store.turns.claim(aClaim(ref, { usage: USED }))).toBe(true);
    return ref;
  };
  const read = async (store: StoreUnderTest, ref: TurnRef) => (await store.turns.find(ref)) as Read;
  const aborted = (ref: TurnRef): Outcome => ({
    type: 'aborted',
    turnId: ref.turnId,
    sessionId: ref.sessionId,
    usage: USED,
  });
  const frame = (ref: TurnRef, epoch: number) => ({
    id: { epoch, seq: 1 },
    event: { type: 'aborted' as const, turnId: ref.turnId, sessionId: ref.sessionId, aiResponse: 'Half', usage: USED },
  });
  const closing = async (store: StoreUnderTest, ref: TurnRef, change: Partial<Closing> = {}): Promise<Closing> => {
    const { turn, session, reservation } = await read(store, ref);
    return {
      ref,
      now: LATER,
      turn,
      reservation,
      nextSeq: session.nextSeq,
      state: 'aborted',
      outcome: aborted(ref),
      usage: USED,
      charge: 320,
      countsAsTurn: true,
      frame: frame(ref, turn.epoch + 1),
      partial: message(session.nextSeq, 'Half', { role: 'assistant', turnId: ref.turnId, partial: true }),
      ...change,
    };
  };
  const parking = async (store: StoreUnderTest, ref: TurnRef): Promise<Parking> => {
    const { turn, reservation } = await read(store, ref);
    return { ref, now: LATER, turn, reservation, charge: 320, until: LATER + 15 * MINUTE };
  };
  const again = async (store: StoreUnderTest, ref: TurnRef, change: Partial<Claim> = {}): Promise<Claim> => {
    const { turn, session, reservation } = await read(store, ref);
    const claim = aClaim(ref, {
      epoch: turn.epoch + 1,
      now: LATER,
      leaseUntil: LATER + 10_000,
      usage: USED,
      previous: turn,
      session: { version: session.version },
      ...change,
    });
    return { ...claim, reservation: { ...claim.reservation, previous: reservation } };
  };
  const expectBalance = async (store: StoreUnderTest, sub: string, committed: number, spent: number, live: number) => {
    const { kept, due } = await ledger(store, sub);
    expect(kept).toEqual(due);
    expect(kept).toEqual({ committed, spent, live });
  };

  describe(`turns ${name}: a stop`, () => {
    it('ends a stopped turn in the next epoch, frees its session, keeps the partial answer and settles', async () => {
      const store = open();
      const ref = await running(store);
      expect(await store.turns.close(await closing(store, ref))).toBe(true);
      const { turn, session, window } = await load(store, ref);
      expect(turn).toMatchObject({ state: 'aborted', epoch: 2, usage: USED, outcome: { type: 'aborted' } });
      expect(session).toMatchObject({ activeTurn: null, lastTurn: ref.turnId, nextSeq: 2 });
      expect(window.at(-1)).toMatchObject({ role: 'assistant', partial: true });
      expect(await store.turns.readEvents(ref, 2, 0)).toEqual([frame(ref, 2)]);
      await expectBalance(store, ref.sub, 320, 320, 0);
    });

    it('fences the producer of a stopped turn and does not stop a finished one', async () => {
      const store = open();
      const [stopped, finished] = [await running(store), await running(store)];
      const late = await closing(store, finished);
      await store.turns.close(await closing(store, stopped));
      expect(await store.turns.heartbeat(stopped, 1, { leaseUntil: LATER, usage: USED })).toBe('lost');
      expect(await store.turns.finish(aFinish(stopped))).toBe(false);
      expect(await store.turns.finish(aFinish(finished))).toBe(true);
      expect(await store.turns.close(late)).toBe(false);
      await expectBalance(store, finished.sub, 400, 400, 0);
    });

    it('does not stop a turn with a usage that was read before a heartbeat', async () => {
      const store = open();
      const ref = await running(store);
      const stale = await closing(store, ref);
      await store.turns.heartbeat(ref, 1, { leaseUntil: NOW + 11_000, usage: { ...USED, outputTokens: 90 } });
      expect(await store.turns.close(stale)).toBe(false);
      await expectBalance(store, ref.sub, 1_000, 0, 1);
    });

    it('stores a stop that arrives before its turn once and refuses the later claim', async () => {
      const store = open();
      const ref = turnOf(await openSession(store));
      const tombstone = { ref, now: NOW, outcome: aborted(ref), frame: frame(ref, 1) };
      expect(await store.turns.leaveTombstone(tombstone)).toBe(true);
      expect(await store.turns.leaveTombstone({ ...tombstone, now: NOW + 1 })).toBe(false);
      expect(await store.turns.claim(aClaim(ref))).toBe(false);
      expect(await store.turns.read(ref)).toMatchObject({ state: 'aborted', isTombstone: true });
      expect((await load(store, ref)).window).toEqual([]);
    });
  });

  describe(`turns ${name}: parking`, () => {
    it('parks a turn once, frees its session and counts its usage so far as spent', async () => {
      const store = open();
      const ref = await running(store);
      const order = await parking(store, ref);
      expect(await store.turns.park(order)).toBe(true);
      expect(await store.turns.park({ ...order, now: LATER + 1 })).toBe(false);
      expect(await load(store, ref)).toMatchObject({
        turn: { state: 'parked' },
        session: { activeTurn: null, parkedTurn: ref.turnId },
        reservation: { state: 'expired', amount: 320 },
      });
      await expectBalance(store, ref.sub, 320, 320, 0);
    });

    it('does not park a turn whose lease was renewed since it was read', async () => {
      const store = open();
      const ref = await running(store);
      const order = await parking(store, ref);
      await store.turns.heartbeat(ref, 1, { leaseUntil: LATER, usage: USED });
      expect(await store.turns.park(order)).toBe(false);
      expect((await store.turns.read(ref))?.state).toBe('running');
    });

    it('continues a parked turn with a new hold on top of its usage if there is room', async () => {
      const store = open();
      const ref = await running(store);
      await store.turns.park(await parking(store, ref));
      const claim = await again(store, ref);
      expect(await store.turns.claim({ ...claim, reservation: { ...claim.reservation, limit: 1_319 } })).toBe(false);
      await expectBalance(store, ref.sub, 320, 320, 0);
      expect(await store.turns.claim(claim)).toBe(true);
      await expectBalance(store, ref.sub, 1_320, 0, 1);
      expect(await load(store, ref)).toMatchObject({ session: { activeTurn: ref.turnId, parkedTurn: null } });
      const reservation = { period: PERIOD, state: 'held' as const, amount: 1_320, version: 3 };
      expect(await store.turns.finish(aFinish(ref, { epoch: 2, charge: 700, reservation }))).toBe(true);
      await expectBalance(store, ref.sub, 700, 700, 0);
    });

    it('fails a parked turn when it is given up or the next turn of its session is claimed', async () => {
      const store = open();
      const [given, left] = [await running(store), await running(store)];
      for (const ref of [given, left]) await store.turns.park(await parking(store, ref));
      expect(await store.turns.close(await closing(store, given, { state: 'failed' }))).toBe(true);
      expect(await load(store, given)).toMatchObject({
        turn: { state: 'failed', epoch: 2 },
        session: { parkedTurn: null },
      });
      await expectBalance(store, given.sub, 320, 320, 0);

      const next = { ...left, turnId: crypto.randomUUID() };
      const { session } = await read(store, left);
      const abandon = {
        turnId: left.turnId,
        epoch: 1,
        outcome: aborted(left),
        usage: NO_USAGE,
        messageSeq: 0,
        frame: frame(left, 2),
      };
      const claim = aClaim(next, {
        session: { version: session.version },
        abandon,
        message: message(1, 'next', { turnId: next.turnId }),
      });
      expect(await store.turns.claim(claim)).toBe(true);
      expect(await store.turns.read(left)).toMatchObject({ state: 'failed', epoch: 2 });
      expect((await load(store, next)).session).toMatchObject({ activeTurn: next.turnId, parkedTurn: null });
      await expectBalance(store, left.sub, 1_320, 320, 1);
    });
  });

  describe(`turns ${name}: following`, () => {
    it('reports a follower to the producer with its next heartbeats until it expires', async () => {
      const store = open();
      const ref = await running(store);
      const beat = () => store.turns.heartbeat(ref, 1, { leaseUntil: LATER, usage: USED });
      expect(await beat()).toEqual({ isFollowed: false, isStopped: false });
      await store.turns.follow(ref, 1, NOW + 4_000);
      expect(await beat()).toEqual({ isFollowed: true, isStopped: false });
      store.clock.move(5_000);
      expect(await beat()).toEqual({ isFollowed: false, isStopped: false });
      await store.turns.follow(ref, 7, NOW + 60_000);
      expect(await beat()).toEqual({ isFollowed: false, isStopped: false });
    });
  });
}
