import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { coachCreator } from '#client/coaches/coach-creator';
import type { CoachEvent } from '#contract/events';
import { createCoachClient } from '../../../frontend/client/create-coach-client.ts';
import { type LocalStack, startLocalStack } from '../stack.ts';
import { createPerson, type Person } from './person.ts';

let stack: LocalStack;
let people = 0;

beforeAll(async () => {
  stack = await startLocalStack({ web: false, hasConflicts: true, latency: { firstMs: 5, tokenMs: 2 } });
});
afterAll(() => stack.close());
afterEach(() => local('faults', undefined, 'DELETE'));

const local = (path: string, body?: unknown, method = 'POST') =>
  fetch(`${stack.origin}/local/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });

/** A person with the product's client package. */
async function createClient() {
  people += 1;
  const person = await createPerson(stack, `hard-${people}`, 'studio');
  const kept = new Map<string, string>();
  const client = createCoachClient({
    config: stack.config,
    userId: person.userId,
    getToken: async () => person.headers().authorization.slice('Bearer '.length),
    storage: {
      read: (key) => kept.get(key) ?? null,
      write: (key, value) => void kept.set(key, value),
      remove: (key) => void kept.delete(key),
      keys: () => [...kept.keys()],
    },
    limits: { backoffMinMs: 20, backoffMaxMs: 400, headersMs: 3_000 },
  });
  return { person, client, session: { coach: coachCreator, sessionId: await person.createSession() } };
}

/** Runs a conversation of `turns` turns. */
async function talk(
  turns: number,
): Promise<{ person: Person; sessionId: string; ends: readonly (CoachEvent | undefined)[] }> {
  const { person, client, session } = await createClient();
  const ends: (CoachEvent | undefined)[] = [];
  for (let turn = 1; turn <= turns; turn += 1) {
    const message = { text: `Tell me more, ${turn}` };
    let last: CoachEvent | undefined;
    for await (const update of client.turn({ ...session, message })) {
      if (update.type !== 'transport' && update.type !== 'clock') last = update;
    }
    ends.push(last);
  }
  return { person, sessionId: session.sessionId, ends };
}

/** Runs conversations in parallel and checks that every turn completed and is stored exactly once. */
async function crowd(size: number, turns: number) {
  const talks = await Promise.all(Array.from({ length: size }, () => talk(turns)));
  for (const { person, sessionId, ends } of talks) {
    expect(ends.map((end) => end?.type)).toEqual(Array(turns).fill('complete'));
    const { messages } = await person.get<{ messages: { role: string; turnId?: string }[] }>(
      `${person.sessionPath(sessionId)}?limit=100`,
    );
    const answered = messages.filter(({ role, turnId }) => role === 'assistant' && turnId);
    expect(answered).toHaveLength(turns);
    expect(new Set(answered.map(({ turnId }) => turnId)).size).toBe(turns);
    expect(await person.get('/coach/budget')).toMatchObject({ held: 0 });
  }
}

describe('under faults', () => {
  it('every turn completes once while path 1 is down', async () => {
    await local('faults', { target: 'stream', kind: 'down', probability: 1 });
    await crowd(4, 5);
  });

  it('every turn completes once while the model and storage are throttled', async () => {
    await local('faults', { target: 'bedrock', kind: 'throttle', probability: 0.3 });
    await local('faults', { target: 'dynamodb', kind: 'throttle', probability: 0.05 });
    await crowd(6, 5);
  });

  it('every turn completes once while responses of storage are lost', async () => {
    await local('faults', { target: 'dynamodb', kind: 'lost-response', probability: 0.05 });
    await crowd(6, 5);
  });

  it('every turn completes once while workers are killed', async () => {
    let isOver = false;
    const killing = (async () => {
      for (let kills = 0; kills < 4 && !isOver; kills += 1) {
        const until = performance.now() + 250;
        while (performance.now() < until && !isOver) await new Promise((resolve) => setImmediate(resolve));
        await local('functions/stream-coach-creator-session/kill');
        await local('clock', { advanceMs: 13_000 });
      }
    })();
    await crowd(4, 4);
    isOver = true;
    await killing;
  });
});
