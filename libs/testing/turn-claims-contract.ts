import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  aClaim,
  aFinish,
  load,
  message,
  NOW,
  openSession,
  PERIOD,
  type StoreUnderTest,
  somebody,
  turnOf,
} from './storage-fixtures.ts';
import { aTakeover, LATER, USED } from './turn-ends.ts';

/** Contract of `Turns` for what a claim takes from its session, and what is known of a turn by its id. */
export function turnClaimsContract(name: string, open: () => StoreUnderTest) {
  describe(`turns ${name}: the session of a claim`, () => {
    it('gives a session its title, and keeps the one that it has', async () => {
      const store = open();
      const ref = turnOf(await openSession(store));
      await store.turns.claim(aClaim(ref, { session: { title: 'Squats' } }));
      expect((await load(store, ref)).session?.title).toBe('Squats');
      const { session: _, ...finish } = aFinish(ref);
      await store.turns.finish(finish);
      const next = turnOf(ref);
      expect(await store.turns.claim(aClaim(next, { session: { version: 3 }, message: message(2, 'and') }))).toBe(true);
      expect((await load(store, next)).session?.title).toBe('Squats');
    });

    it('opens a session with its title and its expiry', async () => {
      const store = open();
      const turnId = randomUUID();
      const ref = { sub: somebody(), kind: 'game_coach', sessionId: turnId, turnId };
      const rate = { window: 'sessions#x', limit: 1, endsAt: NOW };
      const expiresAt = new Date(LATER).toISOString();
      const session = { version: 0, title: 'Saves', expiresAt, opening: { state: {}, rate } };
      expect(await store.turns.claim(aClaim(ref, { session }))).toBe(true);
      expect((await load(store, ref)).session).toMatchObject({ title: 'Saves', expiresAt });
    });

    it('refuses a turn in a session that has ended', async () => {
      const store = open();
      const ref = turnOf(await openSession(store));
      await store.turns.claim(aClaim(ref));
      const { session: ended } = aFinish(ref);
      await store.turns.finish(aFinish(ref, { ...(ended && { session: { ...ended, status: 'ended' } }) }));
      const next = aClaim(turnOf(ref), { session: { version: 3 }, message: message(2, 'and then') });
      expect(await store.turns.claim(next)).toBe(false);
    });

    it('gives the trial to the session and the preview to the turn', async () => {
      const store = open();
      const [trying, previewing] = [turnOf(await openSession(store)), turnOf(await openSession(store))];
      await store.turns.claim(aClaim(trying, { grant: 'trial' }));
      await store.turns.claim(aClaim(previewing, { grant: 'preview' }));
      expect((await store.users.get(trying.sub)).trialClaim).toBe(trying.sessionId);
      expect((await store.users.get(previewing.sub)).previewClaim).toBe(previewing.turnId);
      await store.turns.finish(aFinish(trying, { giveBack: 'trial' }));
      await store.turns.finish(aFinish(previewing, { giveBack: 'preview' }));
      for (const { sub } of [trying, previewing]) expect(await store.users.get(sub)).toEqual({ tier: 'free' });
    });

    it('stores the usage from which a takeover continues', async () => {
      const store = open();
      const ref = turnOf(await openSession(store));
      await store.turns.claim(aClaim(ref));
      expect(await store.turns.claim(await aTakeover(store, ref, { usage: USED }))).toBe(true);
      expect((await store.turns.read(ref))?.usage).toEqual(USED);
    });
  });

  describe(`turns ${name}: the id of a turn`, () => {
    it('reports an id of a turn as taken by a turn of another session or by other work, but not by the turn itself', async () => {
      const store = open();
      const ref = turnOf(await openSession(store));
      await store.turns.claim(aClaim(ref));
      expect((await load(store, ref)).isIdTaken).toBe(false);
      const elsewhere = { ...(await openSession(store, ref.sub)), turnId: ref.turnId };
      expect((await load(store, elsewhere)).isIdTaken).toBe(true);
      expect((await load(store, { ...ref, kind: 'talker' })).isIdTaken).toBe(true);
      expect((await load(store, { ...elsewhere, sub: somebody() })).isIdTaken).toBe(false);
      const work = turnOf(ref);
      const hold = { now: NOW, period: PERIOD, tokens: 10, inputTokens: 5, limit: 9_999, expiresAt: LATER };
      await store.reservations.reserve({ ref: work, ...hold });
      expect((await load(store, work)).isIdTaken).toBe(true);
    });

    it('finds the reservation of its period also in a later month', async () => {
      const store = open();
      const ref = turnOf(await openSession(store));
      await store.turns.claim(aClaim(ref));
      store.clock.move(31 * 86_400_000);
      expect(await store.turns.find(ref)).toMatchObject({
        turn: { period: PERIOD },
        reservation: { state: 'held', amount: 1_000, version: 1 },
      });
    });
  });
}
