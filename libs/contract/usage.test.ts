import { expect, it } from 'vitest';
import { addUsage, chargeOf, NO_USAGE } from './usage.ts';

const usage = { inputTokens: 1, outputTokens: 20, cacheReadTokens: 300, cacheWriteTokens: 4_000 };

it('adds each kind of tokens by itself', () => {
  const more = { inputTokens: 5, outputTokens: 60, cacheReadTokens: 700, cacheWriteTokens: 8_000 };
  expect(addUsage(usage, more)).toEqual({
    inputTokens: 6,
    outputTokens: 80,
    cacheReadTokens: 1_000,
    cacheWriteTokens: 12_000,
  });
  expect(addUsage(usage, NO_USAGE)).toEqual(usage);
});

it.each([
  [{}, 0],
  [{ inputTokens: 7 }, 7],
  [{ outputTokens: 7 }, 7],
  [{ cacheWriteTokens: 7 }, 7],
  [{ cacheReadTokens: 70 }, 7],
  [{ cacheReadTokens: 71 }, 8],
  [usage, 4_051],
])('charges all tokens, and a tenth of what was read from the cache, rounded up: %j', (used, charge) => {
  expect(chargeOf({ ...NO_USAGE, ...used })).toBe(charge);
});
