import { expect, it } from 'vitest';
import { retryAfterOf } from './refusal.ts';

const NOW = Date.parse('2026-11-21T10:00:00.000Z');

it.each([
  ['seconds', '42', 42_000],
  ['a date', 'Sat, 21 Nov 2026 10:00:07 GMT', 7_000],
  ['a date that has passed', 'Sat, 21 Nov 2026 09:59:00 GMT', 0],
  ['anything else', 'soon', undefined],
])('reads a Retry-After in %s', (_, value, ms) => {
  expect(retryAfterOf(new Headers({ 'retry-after': value }), NOW)).toBe(ms);
});

it('reads no Retry-After where the browser hides the header', () => {
  expect(retryAfterOf(new Headers(), NOW)).toBeUndefined();
});
