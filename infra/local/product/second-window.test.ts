import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { coachCreator } from '#client/coaches/coach-creator';
import type { CreatorSession } from '#contract/creator-session-responses';
import { WAIT_LIMIT_MS } from '#testing/limits';
import { createCoachClient } from '../../../frontend/client/create-coach-client.ts';
import { watchTurn } from '../../../frontend/client/watch-turn.ts';
import { type LocalStack, startLocalStack } from '../stack.ts';
import { aTurn, createPerson, type Person, readEvents, type TurnBody, type TurnPath } from './person.ts';

let stack: LocalStack;
let person: Person;

beforeAll(async () => {
  stack = await startLocalStack({ web: false, latency: { firstMs: 0, tokenMs: 0 } });
  person = await createPerson(stack, 'two-windows', 'studio');
});
afterAll(() => stack.close());

const script = (contains: string, steps: readonly object[]) =>
  fetch(`${stack.origin}/local/model/script`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify([{ match: { contains }, steps }]),
  });
const HALF = [{ text: 'Half' }, { text: 'more', delayMs: 2 * WAIT_LIMIT_MS }];

/** Sends a turn and returns when the response head arrives. */
async function headOf(path: TurnPath, sessionId: string, body: TurnBody): Promise<Response> {
  return fetch(person.addressOf(path, sessionId), {
    method: path === 3 ? 'PUT' : 'POST',
    headers: person.headers(),
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(WAIT_LIMIT_MS),
  });
}

const stop = (sessionId: string, { turnId }: TurnBody) =>
  person.api('POST', `${person.sessionPath(sessionId)}/turns/${turnId}/abort`);

describe('a turn whose model is slow', () => {
  it.each([1, 2, 3] as const)(
    'sends the response head at once to the first and to a late reader of a slow turn on path %i',
    async (path) => {
      const userText = `slow ${path}`;
      await script(userText, HALF);
      const sessionId = await person.createSession();
      const body = aTurn(userText);
      const first = await headOf(path, sessionId, body);
      const second = await headOf(path, sessionId, { ...body, cursor: '1-2' });
      expect([first.status, second.status]).toEqual([200, 200]);
      await stop(sessionId, body);
      await Promise.all([first.text(), second.text()]);
    },
  );
});

describe('a second window', () => {
  it('a second window follows a running turn by its id and receives the same events', async () => {
    const words = Array.from({ length: 40 }, (_, index) => ({ text: `word${index} `, delayMs: 50 }));
    await script('two windows', words);
    const sessionId = await person.createSession();
    const body = aTurn('two windows');
    const first = readEvents(await headOf(1, sessionId, body));
    const client = createCoachClient({
      config: stack.config,
      userId: person.userId,
      getToken: async () => person.headers().authorization.slice('Bearer '.length),
      storage: { read: () => null, write: () => undefined, remove: () => undefined, keys: () => [] },
    });
    const second = await Array.fromAsync(watchTurn(client, { coach: coachCreator, sessionId }, body.turnId));
    expect(second).toEqual((await first).map(({ event }) => event));
    expect(second.at(-1)).toMatchObject({ type: 'complete', aiResponse: words.map(({ text }) => text).join('') });
  });
});

describe('an interview whose person has stopped an answer', () => {
  it.each([1, 2, 3] as const)('knows what they had told before, in the answer to “go on” on path %i', async (path) => {
    const told = 'Female voice; semifinals by June; I am 41';
    await script(told, [{ text: 'Late.', delayMs: 2 * WAIT_LIMIT_MS }]);
    const sessionId = await person.createSession();
    const body = aTurn(told);
    const stopped = await headOf(path, sessionId, body);
    expect((await stop(sessionId, body)).status).toBe(200);
    await stopped.text();
    const { last } = await person.turn(sessionId, aTurn('go on'), path);
    expect(last?.type).toBe('complete');
    const { checklist } = await person.get<CreatorSession>(person.sessionPath(sessionId));
    const known = Object.assign({}, ...checklist.map(({ fields }) => fields)) as Record<string, { value: unknown }>;
    expect(known).toMatchObject({ coachGenderPreference: { value: 'female' }, age: { value: 41 } });
    expect(JSON.stringify(known)).toContain('June');
  });
});
