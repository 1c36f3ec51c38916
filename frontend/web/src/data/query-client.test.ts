import { expect, it } from 'vitest';
import { Refusal, Unreachable } from '#client/refusal';
import { shouldRetry } from './query-client.ts';

const refusal = new Refusal('internal', '', { status: 500, retryable: true, retryAfterMs: undefined, details: {} });

it.each([
  ['repeats a request that got no answer', 0, new Unreachable('no answer'), true],
  ['repeats a request that got no answer a second time', 1, new Unreachable('no answer'), true],
  ['does not repeat a request a third time', 2, new Unreachable('no answer'), false],
  ['does not repeat a request that was refused', 0, refusal, false],
  ['does not repeat a request after an error of the page', 0, new TypeError('broken'), false],
])('%s', (_, failures, error, isRepeated) => {
  expect(shouldRetry(failures, error)).toBe(isRepeated);
});
