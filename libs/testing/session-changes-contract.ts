import { describe, expect, it } from 'vitest';
import {
  aClaim,
  aFinish,
  MINUTE,
  NOW,
  openSession,
  type StoreUnderTest,
  somebody,
  turnOf,
} from './storage-fixtures.ts';

const iso = (ms: number) => new Date(ms).toISOString();

/** Contract of the changes of a session outside its turns. */
export function sessionChangesContract(name: string, open: () => StoreUnderTest) {
  const begin = async () => {
    const store = open();
    return { store, sessions: store.sessions, ref: await openSession(store) };
  };

  describe(`changes of sessions ${name}`, () => {
    it('keeps a given title when a turn that began before it ends with another one', async () => {
      const { store, sessions, ref } = await begin();
      const turn = turnOf(ref);
      await store.turns.claim(aClaim(turn));
      expect(await sessions.rename(ref, { title: 'Mine' })).toBe(true);
      expect(await store.turns.finish(aFinish(turn))).toBe(true);
      expect(await sessions.get(ref)).toMatchObject({ title: 'Mine', version: 3 });
    });

    it('changes title and pin separately, in any status, and leaves the rest as it was', async () => {
      const { sessions, ref } = await begin();
      const before = await sessions.get(ref);
      await sessions.end(ref, NOW);
      const ended = await sessions.get(ref);
      expect(ended).toEqual({ ...before, status: 'ended', version: 2, updatedAt: iso(NOW) });
      await sessions.rename(ref, { pinned: true });
      await sessions.rename(ref, { title: 'Mine' });
      expect(await sessions.get(ref)).toEqual({ ...ended, title: 'Mine', pinned: true });
      expect(await sessions.rename({ ...ref, sub: somebody() }, { title: 'Mine' })).toBe(false);
    });

    it('extends an active session and neither an ended nor an expired one', async () => {
      const { store, sessions, ref } = await begin();
      const later = iso(NOW + 60 * MINUTE);
      expect(await sessions.extend(ref, later, NOW + 30 * MINUTE)).toBe(false);
      expect(await sessions.extend(ref, later, NOW + 29 * MINUTE)).toBe(true);
      expect(await sessions.get(ref)).toMatchObject({ expiresAt: later, version: 1 });
      expect(await store.due.expireSession(ref, NOW + 59 * MINUTE)).toBe(false);
      await sessions.end(ref, NOW + 30 * MINUTE);
      expect(await sessions.extend(ref, later, NOW + 31 * MINUTE)).toBe(false);
      expect(await sessions.extend({ ...ref, sub: somebody() }, later, NOW)).toBe(false);
    });

    it('ends an active session without a running turn, once', async () => {
      const { store, sessions, ref } = await begin();
      const turn = turnOf(ref);
      await store.turns.claim(aClaim(turn));
      expect(await sessions.end(ref, NOW)).toBe(false);
      await store.turns.finish(aFinish(turn));
      expect(await sessions.end(ref, NOW)).toBe(true);
      expect(await sessions.end(ref, NOW)).toBe(false);
      expect(await store.turns.claim(aClaim(turnOf(ref), { session: { version: 4 } }))).toBe(false);
      const past = await openSession(store, ref.sub);
      expect(await sessions.end(past, NOW + 30 * MINUTE)).toBe(false);
    });

    it('finds an ended or expired session again when its time of keeping is over', async () => {
      const { store, sessions, ref } = await begin();
      const other = await openSession(store, ref.sub);
      const removeAt = NOW + 100 * MINUTE;
      await sessions.end(ref, NOW, removeAt);
      await store.due.expireSession(other, NOW + 31 * MINUTE, removeAt);
      const found = async (now: number) => {
        const ids: string[] = [];
        for (let shard = 0; shard < store.due.shards; shard += 1) {
          for await (const page of store.due.list(shard, now)) {
            for (const item of page)
              if (item.type === 'session' && item.ref.sub === ref.sub) ids.push(item.ref.sessionId);
          }
        }
        return ids.sort();
      };
      expect(await found(removeAt - 1)).toEqual([]);
      expect(await found(removeAt)).toEqual([ref.sessionId, other.sessionId].sort());
    });
  });
}
