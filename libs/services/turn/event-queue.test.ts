import { expect, it } from 'vitest';
import type { CoachEvent } from '#contract/events';
import { createEventQueue } from './event-queue.ts';

const said = (content: string): CoachEvent => ({ type: 'contextual', stage: 's', content });

it('returns events in order, also to a reader that waited first, and then none', async () => {
  const queue = createEventQueue();
  const first = queue.next();
  queue.push(said('a'));
  queue.push(said('b'));
  queue.close();
  expect([await first, await queue.next(), await queue.next()]).toEqual([said('a'), said('b'), undefined]);
});

it('ends the wait of a reader when it is closed, and ignores later events', async () => {
  const queue = createEventQueue();
  const waiting = queue.next();
  queue.close();
  expect(await waiting).toBeUndefined();
  queue.push(said('late'));
  expect(await queue.next()).toBeUndefined();
});
