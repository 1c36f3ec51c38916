import { describe, expect, it } from 'vitest';
import type { TurnRef } from '#ports/turn-records';
import {
  aClaim,
  aFinish,
  ledger,
  load,
  NOW,
  openSession,
  PERIOD,
  type StoreUnderTest,
  turnOf,
} from './storage-fixtures.ts';
import { aborted, abortedFrame, aClaimBeside, aClosing, aParking, aTakeover, LATER, USED } from './turn-ends.ts';

/** Contract of `Turns` for turns that another process ends, parks or continues. */
export function turnClosingContract(name: string, open: () => StoreUnderTest) {
  const running = async (store: StoreUnderTest): Promise<TurnRef> => {
    const ref = turnOf(await openSession(store));
    expect(await store.turns.claim(aClaim(ref, { usage: USED }))).toBe(true);
    return ref;
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
      expect(await store.turns.close(await aClosing(store, ref))).toBe(true);
      const { turn, session, window } = await load(store, ref);
      expect(turn).toMatchObject({ state: 'aborted', epoch: 2, usage: USED, outcome: { type: 'aborted' } });
      expect(session).toMatchObject({
        activeTurn: null,
        lastTurn: ref.turnId,
        nextSeq: 2,
        turnsUsed: 1,
        updatedAt: new Date(LATER).toISOString(),
      });
      expect(window).toMatchObject([
        { role: 'user', turnStatus: 'aborted' },
        { role: 'assistant', partial: true },
      ]);
      expect(await store.turns.readEvents(ref, 2, 0)).toEqual([abortedFrame(ref, 2)]);
      await expectBalance(store, ref.sub, 320, 320, 0);
    });

    it('fences the producer of a stopped turn and does not stop a finished one', async () => {
      const store = open();
      const [stopped, finished] = [await running(store), await running(store)];
      const late = await aClosing(store, finished);
      await store.turns.close(await aClosing(store, stopped));
      expect(await store.turns.heartbeat(stopped, 1, { leaseUntil: LATER, usage: USED })).toBe('lost');
      expect(await store.turns.finish(aFinish(stopped))).toBe(false);
      expect(await store.turns.finish(aFinish(finished))).toBe(true);
      expect(await store.turns.close(late)).toBe(false);
      await expectBalance(store, finished.sub, 400, 400, 0);
    });

    it('does not stop a turn with a usage that was read before a heartbeat', async () => {
      const store = open();
      const ref = await running(store);
      const stale = await aClosing(store, ref);
      await store.turns.heartbeat(ref, 1, { leaseUntil: NOW + 11_000, usage: { ...USED, outputTokens: 90 } });
      expect(await store.turns.close(stale)).toBe(false);
      await expectBalance(store, ref.sub, 1_000, 0, 1);
    });

    it('stores a stop that arrives before its turn once and refuses the later claim', async () => {
      const store = open();
      const ref = turnOf(await openSession(store));
      const tombstone = { ref, now: NOW, outcome: aborted(ref), frame: abortedFrame(ref, 1) };
      expect(await store.turns.leaveTombstone(tombstone)).toBe(true);
      expect(await store.turns.readEvents(ref, 1, 0)).toEqual([abortedFrame(ref, 1)]);
      const [row] = await store.itemsOf(`S#${ref.sub}#${ref.sessionId}`);
      expect(row).toMatchObject({ ttl: NOW / 1_000 + 24 * 3_600 });
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
      const order = await aParking(store, ref);
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
      const order = await aParking(store, ref);
      await store.turns.heartbeat(ref, 1, { leaseUntil: LATER, usage: USED });
      expect(await store.turns.park(order)).toBe(false);
      expect((await store.turns.read(ref))?.state).toBe('running');
    });

    it('continues a parked turn with a new hold on top of its usage if there is room', async () => {
      const store = open();
      const ref = await running(store);
      await store.turns.park(await aParking(store, ref));
      const claim = await aTakeover(store, ref);
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
      for (const ref of [given, left]) await store.turns.park(await aParking(store, ref));
      const end = await aClosing(store, given, { state: 'failed', countsAsTurn: false });
      expect(await store.turns.close(end)).toBe(true);
      expect(await load(store, given)).toMatchObject({
        turn: { state: 'failed', epoch: 2 },
        session: { parkedTurn: null, turnsUsed: 0 },
      });
      await expectBalance(store, given.sub, 320, 320, 0);

      const claim = await aClaimBeside(store, left);
      const next = claim.ref;
      expect(await store.turns.claim(claim)).toBe(true);
      expect(await store.turns.read(left)).toMatchObject({ state: 'failed', epoch: 2 });
      expect(await store.turns.readEvents(left, 2, 0)).toEqual([abortedFrame(left, 2)]);
      const { session, window } = await load(store, next);
      expect(session).toMatchObject({ activeTurn: next.turnId, parkedTurn: null });
      expect(window).toMatchObject([{ turnStatus: 'failed' }, { turnId: next.turnId }]);
      await expectBalance(store, left.sub, 1_320, 320, 1);
    });

    it('counts the next turn of a session in the place of a parked one, also at the limit', async () => {
      const store = open();
      const ref = await running(store);
      await store.turns.park(await aParking(store, ref));
      const claim = await aClaimBeside(store, ref);
      const { abandon: _, ...beside } = { ...claim, session: { ...claim.session, turnLimit: 1 } };
      expect(await store.turns.claim(beside)).toBe(false);
      expect(await store.turns.claim({ ...claim, session: { ...claim.session, turnLimit: 0 } })).toBe(false);
      expect(await store.turns.claim({ ...claim, session: { ...claim.session, turnLimit: 1 } })).toBe(true);
      expect((await load(store, ref)).session?.turnsUsed).toBe(1);
    });
  });

  describe(`turns ${name}: following`, () => {
    it('reports a follower to the producer with its next heartbeats until it expires', async () => {
      const store = open();
      const ref = await running(store);
      const beat = () => store.turns.heartbeat(ref, 1, { leaseUntil: LATER, usage: USED });
      expect(await beat()).toEqual({ isFollowed: false, isStopped: false });
      await store.turns.follow(ref, 1, NOW + 4_000);
      store.clock.move(3_999);
      expect(await beat()).toEqual({ isFollowed: true, isStopped: false });
      store.clock.move(1);
      expect(await beat()).toEqual({ isFollowed: false, isStopped: false });
      await store.turns.follow(ref, 7, NOW + 60_000);
      expect(await beat()).toEqual({ isFollowed: false, isStopped: false });
    });

    it('asks the producer to stop with its next heartbeats, but only that of the epoch', async () => {
      const store = open();
      const ref = await running(store);
      const beat = (epoch: number) => store.turns.heartbeat(ref, epoch, { leaseUntil: LATER, usage: USED });
      expect(await store.turns.requestStop(ref, 2, NOW)).toBe(false);
      expect(await beat(1)).toEqual({ isFollowed: false, isStopped: false });
      expect(await store.turns.requestStop(ref, 1, NOW + 7)).toBe(true);
      expect(await beat(1)).toEqual({ isFollowed: false, isStopped: true });
      expect(await store.turns.read(ref)).toMatchObject({ stopAt: NOW + 7 });
      expect(await store.turns.restart(ref, 1, LATER)).toBe(true);
      expect(await beat(2)).toEqual({ isFollowed: false, isStopped: true });
      await store.turns.finish(aFinish(ref, { epoch: 2 }));
      expect(await store.turns.requestStop(ref, 2, NOW)).toBe(false);
    });

    it('remembers from one heartbeat to the next that a reader was shown something', async () => {
      const store = open();
      const ref = await running(store);
      const beat = { leaseUntil: LATER, usage: USED };
      await store.turns.heartbeat(ref, 1, { ...beat, wasShown: false });
      expect(await store.turns.read(ref)).not.toHaveProperty('wasShown');
      await store.turns.heartbeat(ref, 1, { ...beat, wasShown: true });
      await store.turns.heartbeat(ref, 1, beat);
      expect(await store.turns.read(ref)).toMatchObject({ wasShown: true });
    });
  });
}
