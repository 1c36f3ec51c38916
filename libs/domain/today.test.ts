import fc from 'fast-check';
import { expect, it } from 'vitest';
import { today } from './today.ts';

const NOON = Date.parse('2026-11-21T12:00:00Z');

it('says the day where the person is', () => {
  expect(today(NOON, 'Pacific/Kiritimati')).toBe('Sunday 22 November 2026');
  expect(today(NOON)).toBe('Saturday 21 November 2026');
});

it('says the day in UTC for a place that does not exist', () => {
  expect(today(NOON, 'Mars/Olympus')).toBe('Saturday 21 November 2026');
});

it('says in UTC what it says of a place that keeps to UTC', () => {
  const moment = fc.integer({ min: 0, max: Date.parse('2200-01-01') });
  fc.assert(fc.property(moment, (now) => today(now) === today(now, 'Etc/UTC')));
});
