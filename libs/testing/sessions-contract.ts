import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { JobOrder } from '#ports/jobs';
import type { ContentBlock, Json } from '#ports/model';
import type { SessionRef } from '#ports/session-records';
import {
  aClaim,
  aFinish,
  load,
  MINUTE,
  message,
  NOW,
  newSession,
  openSession,
  type StoreUnderTest,
  somebody,
  turnOf,
} from './storage-fixtures.ts';

const isoAt = (minutes: number) => new Date(NOW + minutes * MINUTE).toISOString();

/** Contract of `Sessions` and `Users`. */
export function sessionsContract(name: string, open: () => StoreUnderTest) {
  const deletion = ({ sessionId }: SessionRef): JobOrder => ({
    id: `delete-user-data#${sessionId}`,
    job: 'delete-user-data',
    payload: { sessionId },
  });
  describe(`sessions ${name}: create and get`, () => {
    it('returns a created session with its first messages', async () => {
      const store = open();
      const greeting = message(0, 'Good day', { role: 'assistant' });
      const ref = await openSession(store, somebody(), { messages: [greeting], state: { a: { b: [1, null, 'x'] } } });
      expect(await store.sessions.get(ref)).toEqual({
        kind: 'coach_creator',
        sessionId: ref.sessionId,
        status: 'active',
        expiresAt: isoAt(30),
        title: null,
        activeTurn: null,
        parkedTurn: null,
        lastTurn: null,
        lastCompletedTurn: null,
        turnsUsed: 0,
        tokensIn: 0,
        tokensOut: 0,
        nextSeq: 1,
        version: 1,
        createdAt: isoAt(0),
        updatedAt: isoAt(0),
        used: {},
        state: { a: { b: [1, null, 'x'] } },
      });
      expect(await store.sessions.messages(ref, { limit: 5 })).toEqual({ items: [greeting] });
    });

    it('creates a session once, however often the call is repeated', async () => {
      const store = open();
      const ref = await openSession(store);
      expect(await store.sessions.create(newSession(ref, { rate: { window: 'full', limit: 0, endsAt: NOW } }))).toBe(
        true,
      );
      expect((await load(store, turnOf(ref))).session?.version).toBe(1);
    });

    it('creates no more sessions than the rate allows, however many requests are concurrent', async () => {
      const store = open();
      const sub = somebody();
      const rate = { window: 'sessions#2026-11-21T10', limit: 5, endsAt: NOW + MINUTE };
      const refs = Array.from({ length: 12 }, () => ({ sub, kind: 'coach_creator' as const, sessionId: randomUUID() }));
      const created = await Promise.all(refs.map((ref) => store.sessions.create(newSession(ref, { rate }))));
      expect(created.filter(Boolean)).toHaveLength(5);
      expect(await Promise.all(refs.map(async (ref) => (await store.sessions.get(ref)) !== undefined))).toEqual(
        created,
      );
    });

    it('does not return a session to another user or under another kind', async () => {
      const store = open();
      const ref = await openSession(store);
      expect(await store.sessions.get({ ...ref, sub: somebody() })).toBeUndefined();
      expect(await store.sessions.get({ ...ref, kind: 'prompt_coach' })).toBeUndefined();
    });
  });

  describe(`sessions ${name}: messages`, () => {
    it('pages messages from the oldest to the newest', async () => {
      const store = open();
      const all = Array.from({ length: 5 }, (_, seq) => message(seq, `message ${seq}`));
      const ref = await openSession(store, somebody(), { messages: all });
      const first = await store.sessions.messages(ref, { limit: 3 });
      expect(first.items).toEqual(all.slice(0, 3));
      const rest = await store.sessions.messages(ref, { limit: 3, cursor: first.nextCursor ?? '' });
      expect(rest).toEqual({ items: all.slice(3) });
      await expect(store.sessions.messages(ref, { limit: 3, cursor: 'TUdH' })).rejects.toMatchObject({
        code: 'validation_failed',
      });
    });
  });

  it(`sessions ${name}: returns every block of a message as it was stored`, async () => {
    const store = open();
    const oddKeys = JSON.parse('{"__proto__":1,"constructor":{"a":[null]}}') as Json;
    const content: readonly ContentBlock[] = [
      { type: 'text', text: 'Grüße 🏋️' },
      { type: 'reasoning', text: 'Hm.', signature: 'c2ln', model: 'main' },
      { type: 'redacted_reasoning', data: 'c2VjcmV0', model: 'main' },
      { type: 'image', key: 'user-uploads/a.png' },
      { type: 'tool_use', toolUseId: 'a', name: 'look', input: oddKeys },
      { type: 'tool_use', toolUseId: 'b', name: 'look', input: null },
      { type: 'tool_result', toolUseId: 'a', ok: true, content: oddKeys, summary: '2 games', durationMs: 12 },
      { type: 'tool_result', toolUseId: 'b', ok: false, content: null },
    ];
    const stored = message(0, '', { role: 'assistant', turnId: randomUUID(), partial: true, content });
    const ref = await openSession(store, somebody(), { messages: [stored] });
    expect((await store.sessions.messages(ref, { limit: 5 })).items).toEqual([stored]);
  });

  describe(`sessions ${name}: messages by number`, () => {
    it('returns the messages from one number up to another', async () => {
      const store = open();
      const all = Array.from({ length: 12 }, (_, seq) => message(seq, `message ${seq}`));
      const ref = await openSession(store, somebody(), { messages: all });
      expect(await store.sessions.messagesBetween(ref, { from: 0, before: 3 })).toEqual(all.slice(0, 3));
      expect(await store.sessions.messagesBetween(ref, { from: 8, before: 11 })).toEqual(all.slice(8, 11));
      expect(await store.sessions.messagesBetween(ref, { from: 10, before: 99 })).toEqual(all.slice(10));
      expect(await store.sessions.messagesBetween(ref, { from: 4, before: 4 })).toEqual([]);
      const [sessions, part] = [store.sessions, { from: 1, before: 9 }];
      const some = (count: number, of: 'oldest' | 'newest') => sessions.messagesBetween(ref, part, { count, of });
      expect(await some(3, 'oldest')).toEqual(all.slice(1, 4));
      expect(await some(3, 'newest')).toEqual(all.slice(6, 9));
      expect(await store.sessions.messagesBetween(ref, { from: 40, before: 50 })).toEqual([]);
    });

    it('returns more than one page of messages by number', async () => {
      const store = open();
      const ref = await openSession(store);
      const text = 'x'.repeat(60_000);
      for (let seq = 0; seq < 40; seq += 1) {
        const { pk, sk } = { pk: `S#${ref.sub}#${ref.sessionId}`, sk: `MSG#${String(seq).padStart(8, '0')}` };
        await store.put({ pk, sk, ...message(seq, text) });
      }
      const found = await store.sessions.messagesBetween(ref, { from: 1, before: 40 });
      expect(found.map(({ seq }) => seq)).toEqual(Array.from({ length: 39 }, (_, place) => place + 1));
    });
  });

  describe(`sessions ${name}: summary`, () => {
    it('stores a summary and changes nothing else', async () => {
      const store = open();
      const ref = await openSession(store);
      const before = await store.sessions.get(ref);
      expect(await store.sessions.summarize(ref, { text: 'They train.', upTo: 6 }, 0)).toBe(true);
      expect(await store.sessions.get(ref)).toEqual({ ...before, summary: { text: 'They train.', upTo: 6 } });
      expect(await store.sessions.summarize(ref, { text: 'They train more.', upTo: 12 }, 6)).toBe(true);
      expect((await store.sessions.get(ref))?.summary).toEqual({ text: 'They train more.', upTo: 12 });
    });

    it('never replaces a summary that was not the one read', async () => {
      const store = open();
      const ref = await openSession(store);
      const runs = ['one', 'two', 'three'].map((text) => store.sessions.summarize(ref, { text, upTo: 8 }, 0));
      const written = await Promise.all(runs);
      expect(written.filter(Boolean)).toHaveLength(1);
      const kept = { text: ['one', 'two', 'three'][written.indexOf(true)], upTo: 8 };
      expect(await store.sessions.summarize(ref, { text: 'late', upTo: 14 }, 6)).toBe(false);
      expect((await store.sessions.get(ref))?.summary).toEqual(kept);
    });

    it('keeps the summary when a turn ends', async () => {
      const store = open();
      const ref = await openSession(store);
      const turn = turnOf(ref);
      await store.turns.claim(aClaim(turn));
      expect(await store.sessions.summarize(ref, { text: 'They train.', upTo: 6 }, 0)).toBe(true);
      expect(await store.turns.finish(aFinish(turn))).toBe(true);
      expect((await store.sessions.get(ref))?.summary?.upTo).toBe(6);
    });

    it('stores no summary for a deleted or unknown session', async () => {
      const store = open();
      const ref = await openSession(store);
      const unknown = { ...ref, sessionId: randomUUID() };
      expect(await store.sessions.summarize(unknown, { text: 'Nobody.', upTo: 6 }, 0)).toBe(false);
      await store.sessions.markDeleted(ref, deletion(ref), NOW);
      expect(await store.sessions.summarize(ref, { text: 'Gone.', upTo: 6 }, 0)).toBe(false);
      await store.sessions.remove(ref);
      expect(await store.sessions.summarize(ref, { text: 'Gone.', upTo: 6 }, 0)).toBe(false);
      expect((await store.itemsOf(`U#${ref.sub}`)).filter(({ sk }) => String(sk).startsWith('SESSION'))).toEqual([]);
    });
  });

  describe(`users ${name}`, () => {
    it('reads an unknown user as a free user', async () => {
      expect(await open().users.get(somebody())).toEqual({ tier: 'free' });
    });

    it('reads a known user', async () => {
      const store = open();
      const sub = somebody();
      const user = {
        ...{ tier: 'studio', name: 'Ada', timezone: 'Europe/Berlin', criticalTrainingDirective: 'No running.' },
        ...{ playerName: 'ada_l', rank: 'Gold II' },
      };
      await store.put({ pk: `U#${sub}`, sk: 'PROFILE', ...user });
      expect(await store.users.get(sub)).toEqual(user);
      expect((await load(store, turnOf({ sub, kind: 'coach_creator', sessionId: randomUUID() }))).user).toEqual(user);
    });

    it('names an invalid user row in the error, but not its content', async () => {
      const store = open();
      const sub = somebody();
      await store.put({ pk: `U#${sub}`, sk: 'PROFILE', tier: 'platinum-secret' });
      const failure = await store.users.get(sub).catch((error: unknown) => error);
      expect(failure).toMatchObject({ code: 'internal', message: expect.stringContaining(`U#${sub} PROFILE`) });
      expect(String(failure)).not.toContain('secret');
    });
  });
}
