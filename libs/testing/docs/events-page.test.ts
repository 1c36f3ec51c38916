import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { CoachEvent, WHEN } from '#contract/events';
import { eventsPage } from './events-page.ts';

it('docs/events.md equals the generated page (npm run docs writes it)', () => {
  expect(readFileSync('docs/events.md', 'utf8')).toBe(eventsPage());
});

it('the generated events page has a row for every event', () => {
  for (const type of Object.keys(WHEN)) expect(eventsPage()).toContain(`| \`${type}\``);
  expect(CoachEvent.def.options).toHaveLength(Object.keys(WHEN).length);
});
