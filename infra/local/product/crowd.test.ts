import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LocalStack, startLocalStack } from '../stack.ts';
import { aTurn, createPerson } from './person.ts';

const TURNS = 20;

let stack: LocalStack;

beforeAll(async () => {
  stack = await startLocalStack({
    web: false,
    hasConflicts: true,
    indexLagMs: 0,
    latency: { firstMs: 0, tokenMs: 0 },
  });
});
afterAll(() => stack?.close());

it('twenty turns of one person that start at once all complete without a refusal, although their writes conflict', async () => {
  const person = await createPerson(stack, 'crowd', 'studio');
  const sessionIds: string[] = [];
  for (let session = 0; session < TURNS; session += 1) sessionIds.push(await person.createSession());
  const outcomes = await Promise.all(sessionIds.map((sessionId) => person.turn(sessionId, aTurn('I want a coach'))));
  const ends = outcomes.map(({ last, refusal }) => refusal?.code ?? (last?.type === 'error' ? last.code : last?.type));
  expect(ends).toEqual(Array(TURNS).fill('complete'));
});
