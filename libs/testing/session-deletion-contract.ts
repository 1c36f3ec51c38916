import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { JobOrder } from '#ports/jobs';
import type { SessionRef } from '#ports/session-records';
import {
  aClaim,
  aFinish,
  chunk,
  load,
  message,
  NOW,
  openSession,
  ordersIn,
  type StoreUnderTest,
  somebody,
  turnOf,
} from './storage-fixtures.ts';

/** Contract of `Sessions` for deletion. */
export function sessionDeletionContract(name: string, open: () => StoreUnderTest) {
  const deletion = ({ sessionId }: SessionRef): JobOrder => ({
    id: `delete-user-data#${sessionId}`,
    job: 'delete-user-data',
    payload: { sessionId },
  });
  describe(`sessions ${name}: deletion`, () => {
    it('hides a deleted session from every reader at once and orders its removal', async () => {
      const store = open();
      const ref = await openSession(store);
      const other = await openSession(store, ref.sub);
      expect(await store.sessions.markDeleted(ref, deletion(ref), NOW)).toBe(true);
      expect(await store.sessions.get(ref)).toBeUndefined();
      expect(await load(store, turnOf(ref))).toMatchObject({ session: undefined, turn: undefined, window: [] });
      const { items } = await store.sessions.list({ sub: ref.sub, kind: ref.kind, limit: 5, sortOrder: 'desc' });
      expect(items.map(({ sessionId }) => sessionId)).toEqual([other.sessionId]);
      const stored = (await store.itemsOf(`U#${ref.sub}`)).find(({ sk }) => String(sk).endsWith(ref.sessionId));
      for (const key of ['listKey', 'listSort', 'dueShard', 'dueAt']) expect(stored).not.toHaveProperty(key);
      expect(await ordersIn(store, deletion(ref).id)).toMatchObject([{ payload: { sessionId: ref.sessionId } }]);
    });

    it('returns false when it deletes a session that does not exist', async () => {
      const store = open();
      const ref = await openSession(store);
      const unknown = { ...ref, sessionId: randomUUID() };
      expect(await store.sessions.markDeleted(unknown, deletion(unknown), NOW)).toBe(false);
      await store.sessions.markDeleted(ref, deletion(ref), NOW);
      expect(await store.sessions.markDeleted(ref, deletion(ref), NOW + 1)).toBe(false);
    });

    it('removes messages, turns and events, also when repeated', async () => {
      const store = open();
      const messages = Array.from({ length: 60 }, (_, seq) => message(seq, `message ${seq}`));
      const ref = await openSession(store, somebody(), { messages });
      const turn = turnOf(ref);
      await store.turns.claim(aClaim(turn, { message: message(60, 'hello', { turnId: turn.turnId }) }));
      for (let batch = 0; batch < 30; batch += 1)
        await store.turns.appendEvents(turn, 1, batch, [chunk(1, batch + 1, 'x')]);
      await store.turns.finish(aFinish(turn, { messages: [], tail: { batch: 30, frames: [] } }));
      await store.sessions.markDeleted(ref, deletion(ref), NOW);
      await store.sessions.remove(ref);
      await store.sessions.remove(ref);
      expect(await store.itemsOf(`S#${ref.sub}#${ref.sessionId}`)).toEqual([]);
      expect(await store.turns.readEvents(turn, 1, 0)).toEqual([]);
      const left = await store.itemsOf(`U#${ref.sub}`);
      expect(left.map(({ sk }) => String(sk).split('#')[0]).sort()).toEqual(['BUDGET', 'RATE', 'RATE', 'RES']);
    });

    it('passes the images of messages on, before it removes the messages', async () => {
      const store = open();
      const image = (key: string) => ({ type: 'image', key }) as const;
      const text = { type: 'text', text: 'hi' } as const;
      const messages = [
        message(0, '', { content: [text, image('b'), image('a')] }),
        message(1, '', { content: [text] }),
        message(2, '', { content: [image('a')] }),
      ];
      const ref = await openSession(store, somebody(), { messages });
      const passed: string[] = [];
      const release = async (keys: readonly string[]) => {
        passed.push(...keys);
        expect((await store.sessions.messages(ref, { limit: 5 })).items).toHaveLength(3);
        if (passed.length === keys.length) throw new Error('interrupted');
      };
      await store.sessions.remove(ref, [], release);
      expect(passed).toEqual([]);
      await store.sessions.markDeleted(ref, deletion(ref), NOW);
      await expect(store.sessions.remove(ref, [], release)).rejects.toThrow('interrupted');
      await store.sessions.remove(ref, [], release);
      expect(passed).toEqual(['b', 'a', 'b', 'a']);
      await store.sessions.remove(ref, [], release);
      expect(passed).toHaveLength(4);
    });

    it('does not remove a session that is not marked as deleted', async () => {
      const store = open();
      const ref = await openSession(store, somebody(), { messages: [message(0, 'hello')] });
      await store.sessions.remove(ref);
      expect(await store.sessions.get(ref)).toBeDefined();
      expect((await store.sessions.messages(ref, { limit: 5 })).items).toHaveLength(1);
    });

    it('orders a second removal together with the first', async () => {
      const store = open();
      const ref = await openSession(store);
      const [first, second] = [deletion(ref), { ...deletion(ref), id: `again#${ref.sessionId}` }];
      expect(await store.sessions.markDeleted(ref, first, NOW, second)).toBe(true);
      expect((await ordersIn(store, first.id, second.id)).map(({ sk }) => sk).sort()).toEqual(
        [first.id, second.id].sort(),
      );
    });

    it('removes the events of named turns, although the turns are gone', async () => {
      const store = open();
      const ref = await openSession(store);
      const [named, other] = [turnOf(ref), turnOf(ref)];
      for (const turn of [named, other]) await store.turns.appendEvents(turn, 1, 0, [chunk(1, 1, 'x')]);
      await store.sessions.markDeleted(ref, deletion(ref), NOW);
      await store.sessions.remove(ref, [named.turnId]);
      expect(await store.turns.readEvents(named, 1, 0)).toEqual([]);
      expect(await store.turns.readEvents(other, 1, 0)).toEqual([chunk(1, 1, 'x')]);
    });
  });
}
