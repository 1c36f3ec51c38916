import { afterAll, beforeAll, expect, it } from 'vitest';
import { aborts } from '../../../libs/testing/prove/aborts.ts';
import { abortsKilled } from '../../../libs/testing/prove/aborts-killed.ts';
import { cuts } from '../../../libs/testing/prove/cuts.ts';
import { timesOf } from '../../../libs/testing/prove/proof.ts';
import { races } from '../../../libs/testing/prove/races.ts';
import { type LocalStack, startLocalStack } from '../stack.ts';

let stack: LocalStack;

beforeAll(async () => {
  stack = await startLocalStack({ web: false, latency: { firstMs: 50, tokenMs: 4 } });
});
afterAll(() => stack.close());

/** Sizes for the test; `npm run prove` runs the full ones. The races advance the clock, so they run last. */
const SMALL = { cuts: 24, aborts: 12, 'aborts-killed': 6, 'races-rate': 40, 'races-budget': 14 };

it.each([cuts, aborts, abortsKilled, ...races])('$name: $promise', async ({ name, run }) => {
  const finding = await run(stack, SMALL[name as keyof typeof SMALL]);
  for (const line of timesOf(finding)) process.stdout.write(`${name}: ${line}\n`);
  const { n, violations, late = [] } = finding;
  expect(violations).toEqual([]);
  expect(late.length).toBeLessThan(n);
  expect(n).toBeGreaterThanOrEqual(SMALL[name as keyof typeof SMALL]);
});
