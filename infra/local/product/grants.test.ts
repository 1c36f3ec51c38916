import { afterAll, beforeAll, expect, it } from 'vitest';
import { lineOf } from '../iam/grants.ts';
import { type LocalStack, startLocalStack } from '../stack.ts';
import { JOURNEYS } from './journeys/all.ts';

let stack: LocalStack;
beforeAll(async () => {
  stack = await startLocalStack({ web: false, hasSchedules: false, latency: { firstMs: 0, tokenMs: 0 } });
});
afterAll(() => stack.close());

it.each(JOURNEYS.map((journey) => [journey.name, journey] as const))(
  'the product does its part on the journey %s, and no role is refused anything',
  async (_, journey) => {
    await journey(stack);
    expect(stack.permissions.refused()).toEqual([]);
  },
);

it('no role has a grant that the journeys do not need', () => {
  expect(stack.permissions.unneeded().map(lineOf)).toEqual([]);
});
