import { expect, it } from 'vitest';
import { goalTimelineOf } from './timeline.ts';

const NOW = Date.parse('2026-11-21T10:00:00Z');

it.each([
  ['3 months', '3_months'],
  ['8-12 weeks', '3_months'],
  ['as soon as possible, quickly', '3_months'],
  ['by February', '3_months'],
  ['2027-01', '3_months'],
  ['in 10 days', '3_months'],
  ['in 100 days', '3_months'],
  ['19 weeks', '3_months'],
  ['4 months', '3_months'],
  ['next winter', '3_months'],
  ['by Christmas', '3_months'],
  ['20 weeks', '6_months'],
  ['five months', '6_months'],
  ['9 months', '6_months'],
  ['three or six months', '6_months'],
  ['next spring', '6_months'],
  ['next summer', '6_months'],
  ['2027', '6_months'],
  ['10 months', '1_year'],
  ['in November', '1_year'],
  ['six months', '6_months'],
  ['half a year', '6_months'],
  ['by June 2027', '6_months'],
  [undefined, '6_months'],
  ['whatever', '6_months'],
  ['a year', '1_year'],
  ['12 months', '1_year'],
  ['within 2 years', '1_year'],
  ['no rush', '1_year'],
  ['autumn 2027', '1_year'],
])('maps the timeline %j to %s', (text, timeline) => {
  expect(goalTimelineOf(text, NOW)).toBe(timeline);
});
