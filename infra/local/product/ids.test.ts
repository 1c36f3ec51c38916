import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalStack, startLocalStack } from '../stack.ts';
import { aTurn, createPerson, type Person } from './person.ts';

let stack: LocalStack;
let person: Person;

beforeAll(async () => {
  stack = await startLocalStack({ web: false, latency: { firstMs: 0, tokenMs: 0 } });
  person = await createPerson(stack, 'abcdef01-0000-4000-8000-000000000001');
});
afterAll(() => stack.close());

const modelCalls = async () => {
  const response = await fetch(`${stack.origin}/local/model/calls`);
  return ((await response.json()) as { calls: readonly unknown[] }).calls.length;
};

describe.each([1, 2, 3] as const)('on path %i', (path) => {
  it('a turn that is sent again with its id in upper case is replayed', async () => {
    const sessionId = await person.createSession();
    const turn = aTurn('I want to get stronger.');
    const { last } = await person.turn(sessionId, turn, path);
    expect(last).toMatchObject({ type: 'complete', turnId: turn.turnId });
    const calls = await modelCalls();
    const again = await person.turn(sessionId, { ...turn, turnId: turn.turnId.toUpperCase() }, path);
    expect(again.last).toEqual(last);
    expect(await modelCalls()).toBe(calls);
  });

  it.each(['\u0085', '\u200b', '\u3164'])('a message that shows nothing is refused: %j', async (text) => {
    const sessionId = await person.createSession();
    const { refusal } = await person.turn(sessionId, aTurn(text), path);
    expect(refusal).toMatchObject({ status: 422, code: 'validation_failed' });
  });
});

it('a session of the game coach is found by its id in upper case', async () => {
  const [turnId, sessions] = [crypto.randomUUID().toUpperCase(), '/coach/chat/sessions'];
  const answer = await person.api('POST', '/coach/chat', { turnId, message: 'How do I rotate?' });
  expect(await answer.json()).toMatchObject({ type: 'complete', turnId: turnId.toLowerCase() });
  const read = async (id: string) => (await person.api('GET', `${sessions}/${id}/messages`)).json();
  expect(await read(turnId)).toEqual(await read(turnId.toLowerCase()));
  expect(await read(turnId)).toMatchObject({ messages: [{ role: 'user' }, { role: 'assistant' }] });
});

it('a person is found by a user id in upper case', async () => {
  const [upper, lower] = [person.userId.toUpperCase(), person.userId];
  const read = async (id: string) => (await person.api('GET', `/users/${id}/coach-creator-sessions`)).status;
  expect([await read(upper), await read(lower)]).toEqual([200, 200]);
});
