import fc from 'fast-check';
import { expect, it } from 'vitest';
import { today } from './today.ts';

const NOON = Date.parse('2026-11-21T12:00:00Z');

it("returns the date in the user's time zone", () => {
  expect(today(NOON, 'Pacific/Kiritimati')).toBe('Sunday 22 November 2026');
  expect(today(NOON)).toBe('Saturday 21 November 2026');
});

it('returns the date in UTC for an unknown time zone', () => {
  expect(today(NOON, 'Mars/Olympus')).toBe('Saturday 21 November 2026');
});

it('computes the date in UTC exactly as Intl does', () => {
  const moment = fc.integer({ min: 0, max: Date.parse('2200-01-01') });
  fc.assert(fc.property(moment, (now) => today(now) === today(now, 'Etc/UTC')));
});
