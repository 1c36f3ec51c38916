import { expect, it } from 'vitest';
import { createPromptWorld, generationIdOf, ME, says } from '#testing/simulation/prompt-world';
import { failPictures } from './fail-pictures.ts';

const FOX = { description: 'A sleepy orange fox holds a teal cup with both paws.', subject: 'fox', emotion: 'sleepy' };
const ORDER = { sub: ME, generationId: generationIdOf(1) };
const PERIOD = '2026-11';

async function ordered(pictures: Parameters<typeof createPromptWorld>[0] = {}) {
  const world = await createPromptWorld({ answers: [says('Here.', FOX)], ...pictures });
  await world.start();
  await world.generate({ count: 2 });
  const fail = () => world.finish(failPictures(ORDER, 'attempts_exhausted', world.deps));
  return { ...world, fail, used: () => world.deps.generations.used(ME, PERIOD) };
}

it('ends an order that no worker has begun, once, and gives all its pictures back', async () => {
  const world = await ordered();
  expect(await world.used()).toBe(2);
  expect(await world.fail()).toBe(true);
  expect(await world.fail()).toBe(false);
  expect(await world.used()).toBe(0);
  expect(await world.generation()).toMatchObject({
    status: 'failed',
    error: { code: 'attempts_exhausted', failed: 2 },
    assets: [],
  });
  expect(world.deps.telemetry.counts.get('Generations')).toBe(1);
  expect((await world.generate({ generationId: generationIdOf(2) })).status).toBe(202);
});

it('waits for the end of the lease of a worker that died, and keeps the pictures that are ready', async () => {
  const world = await ordered({ pictures: [{}, { fail: 'busy' }] });
  await world.finish(world.deliver());
  const claim = { owner: 'dead', now: world.clock.now(), leaseUntil: world.clock.now() + 15_000, maxAttempts: 3 };
  await world.deps.generations.claim(ORDER, claim);
  expect(await world.fail()).toBe(true);
  expect(world.clock.now()).toBeGreaterThan(claim.leaseUntil);
  expect(await world.generation()).toMatchObject({ status: 'succeeded', error: { failed: 1 } });
  expect((await world.generation()).assets).toHaveLength(1);
  expect(await world.used()).toBe(1);
});

it('does not end an order whose worker is alive', async () => {
  const world = await ordered({ pictures: [{ waitMs: 30_000 }] });
  const working = world.deliver();
  await world.clock.advance(1_000);
  expect(await world.fail()).toBe(false);
  expect(await world.finish(working)).toBe('succeeded');
  expect(await world.used()).toBe(2);
});

it('does nothing to an order that is done or unknown', async () => {
  const world = await ordered();
  await world.makeAll();
  expect(await world.fail()).toBe(false);
  expect(await failPictures({ sub: ME, generationId: 'unknown' }, 'deadline_exceeded', world.deps)).toBe(false);
  expect(await world.generation()).toMatchObject({ status: 'succeeded' });
});
