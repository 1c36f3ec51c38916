import { describe, expect, it } from 'vitest';
import { NO_USAGE } from '#contract/usage';
import type { AddedMessages, HeldReservation, Hold } from '#ports/reservations';
import type { TurnRef } from '#ports/turn-records';
import { settled, someMessages } from './reservation-endings-contract.ts';
import { aHold } from './reservations-contract.ts';
import { ledger, load, message, NOW, openSession, PERIOD, type StoreUnderTest, turnOf } from './storage-fixtures.ts';

/** Contract of `Reservations` for sources: a report replaces an estimate once, and nothing replaces any other figure. */
export function reservationSourcesContract(name: string, open: () => StoreUnderTest) {
  const expectBalance = async (store: StoreUnderTest, sub: string, spent: number) => {
    const { kept, due } = await ledger(store, sub);
    expect(kept).toEqual(due);
    expect(kept).toEqual({ committed: spent, spent, live: 0 });
  };
  const held = async (store: StoreUnderTest, fields: Partial<Hold> = {}) => {
    const ref = turnOf(await openSession(store));
    expect(await store.reservations.reserve(aHold(ref, fields))).toBe(true);
    return ref;
  };

  describe(`reservations ${name}: source of the figure`, () => {
    const partialOf = (ref: TurnRef, nextSeq: number): AddedMessages => ({
      ...someMessages(ref, nextSeq),
      usage: { ...NO_USAGE, inputTokens: 300, outputTokens: 1 },
      isComplete: false,
    });
    const aborted = async (store: StoreUnderTest, fields: Partial<Hold> = {}) => {
      const ref = await held(store, fields);
      const abort = settled(ref, { charge: 301, source: 'estimate', added: partialOf(ref, 0) });
      expect(await store.reservations.settle(abort)).toBe(true);
      return { ref, reservation: (await store.reservations.find(ref, NOW)) as HeldReservation };
    };

    it.each(['estimate', 'meter', 'report'] as const)('keeps that a figure is from a %s', async (source) => {
      const store = open();
      const ref = await held(store);
      expect(await store.reservations.settle(settled(ref, { source, report: 'r1' }))).toBe(true);
      expect(await store.reservations.find(ref, NOW)).toMatchObject({ source, report: 'r1', amount: 400 });
    });

    it('replaces an estimate by a report once, and the partial messages with it', async () => {
      const store = open();
      const { ref, reservation } = await aborted(store);
      expect(reservation).toMatchObject({
        source: 'estimate',
        partial: { from: 0, count: 2, tokensIn: 300, tokensOut: 1 },
      });
      expect((await load(store, ref)).session).toMatchObject({
        ...{ nextSeq: 2, turnsUsed: 1, tokensIn: 300, tokensOut: 1, title: 'How was I?' },
        ...{ lastTurn: ref.turnId, lastCompletedTurn: null },
      });
      const added = { ...someMessages(ref, 2), title: null };
      const report = settled(ref, { reservation, charge: 64_000, report: 'r1', added });
      expect(await store.reservations.settle(report)).toBe(true);
      expect(await store.reservations.settle({ ...report, charge: 70 })).toBe(false);
      const after = (await store.reservations.find(ref, NOW)) as HeldReservation;
      expect(after).toEqual({
        ...reservation,
        amount: 64_000,
        source: 'report',
        report: 'r1',
        version: 3,
        partial: undefined,
      });
      const { window, session } = await load(store, ref);
      expect(window.map(({ seq }) => seq)).toEqual([2, 3]);
      expect(session).toMatchObject({
        ...{ nextSeq: 4, skipped: 2, turnsUsed: 1, tokensIn: 350, tokensOut: 50, title: 'How was I?' },
        ...{ lastTurn: ref.turnId, lastCompletedTurn: ref.turnId },
      });
      await expectBalance(store, ref.sub, 64_000);
    });

    it('replaces an estimate without its messages when the conversation is gone', async () => {
      const store = open();
      const { ref, reservation } = await aborted(store);
      await store.sessions.markDeleted(ref, { id: 'x', job: 'delete-user-data', payload: {} }, NOW);
      const report = settled(ref, { reservation, added: someMessages(ref, 2) });
      expect(await store.reservations.settle(report)).toBe(false);
      const { added: _, ...uncounted } = report;
      expect(await store.reservations.settle(uncounted)).toBe(true);
      await expectBalance(store, ref.sub, 400);
    });

    it('replaces neither a report nor a meter’s figure, and no estimate by another', async () => {
      const store = open();
      for (const [source, next] of [
        ['report', 'report'],
        ['report', 'estimate'],
        ['report', 'meter'],
        ['meter', 'report'],
        ['meter', 'meter'],
        ['estimate', 'estimate'],
        ['estimate', 'meter'],
      ] as const) {
        const ref = await held(store);
        await store.reservations.settle(settled(ref, { source }));
        const reservation = (await store.reservations.find(ref, NOW)) as HeldReservation;
        expect(await store.reservations.settle(settled(ref, { reservation, charge: 9, source: next }))).toBe(false);
        await expectBalance(store, ref.sub, 400);
      }
    });

    it('replaces the most partial messages by the most messages in one transaction', async () => {
      const store = open();
      const ref = await held(store, { grant: 'preview' });
      const many = (nextSeq: number, count: number, isComplete: boolean): AddedMessages => ({
        ...someMessages(ref, nextSeq),
        messages: Array.from({ length: count }, (_, place) => message(nextSeq + place, 'x', { turnId: ref.turnId })),
        isComplete,
      });
      const abort = settled(ref, { charge: 301, source: 'estimate', added: many(0, 20, false) });
      expect(await store.reservations.settle(abort)).toBe(true);
      const reservation = (await store.reservations.find(ref, NOW)) as HeldReservation;
      const order = { id: `j#${ref.turnId}`, job: 'summarize-conversation' as const, payload: { sub: ref.sub } };
      const report = settled(ref, { reservation, added: many(20, 60, true), jobs: [order] });
      expect(await store.reservations.settle(report)).toBe(true);
      const stored = await store.itemsOf(`S#${ref.sub}#${ref.sessionId}`);
      expect(stored.map(({ seq }) => seq)).toEqual(Array.from({ length: 60 }, (_, place) => 20 + place));
    });

    it('reads numbers beyond those that are counted exactly, and has no room for more', async () => {
      const store = open();
      const ref = await held(store);
      const most = { committed: Number.MAX_SAFE_INTEGER, spent: Number.MAX_SAFE_INTEGER };
      const rows = await store.itemsOf(`U#${ref.sub}`);
      await store.put({ ...rows.find(({ sk }) => String(sk).startsWith('BUDGET#')), ...most });
      expect(await store.reservations.settle(settled(ref, { charge: 64_000 }))).toBe(true);
      expect(await store.users.budget(ref.sub, PERIOD)).toEqual(most);
      expect(await store.reservations.reserve(aHold(turnOf(ref)))).toBe(false);
    });

    it('reads a settled row without a source as final, and any other as an estimate', async () => {
      const store = open();
      const ref = await held(store);
      const older = async (fields: object) => {
        const rows = await store.itemsOf(`U#${ref.sub}`);
        const { source: _, ...row } = rows.find(({ sk }) => String(sk).startsWith('RES#')) ?? {};
        await store.put({ ...row, ...fields });
        return store.reservations.find(ref, NOW);
      };
      for (const state of ['held', 'expired', 'released'])
        expect(await older({ state })).toMatchObject({ source: 'estimate' });
      const final = (await older({ state: 'settled' })) as HeldReservation;
      expect(final).toMatchObject({ source: 'report' });
      expect(await store.reservations.settle(settled(ref, { reservation: final }))).toBe(false);
    });
  });
}
