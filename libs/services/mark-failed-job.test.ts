import { expect, it } from 'vitest';
import { createBuildWorld, failsBuild, good, ORDER } from '#testing/simulation/build-world';
import { markFailedBuild } from './mark-failed-job.ts';

it('does not mark a build that is ordered again before the write arrives', async () => {
  const world = await createBuildWorld({ deadlineMs: 20_000 });
  await world.clock.advance(20_000);
  world.onceBefore(failsBuild, world.retry);
  const order = { ...ORDER, orderId: 'first' };
  expect(await markFailedBuild({ order, code: 'attempts_exhausted' }, world)).toBe(false);
  expect(await world.build()).toMatchObject({ state: 'queued', attempt: 0 });
});

it('marks a build whose invocation was given up, but none that is alive, ready or ordered anew', async () => {
  const world = await createBuildWorld();
  const mark = (orderId: string) =>
    markFailedBuild({ order: { ...ORDER, orderId }, code: 'attempts_exhausted' }, { ...world });
  const working = world.deliver((request) => [{ waitMs: 5_000 }, ...good(request)]);
  await world.clock.advance(1_000);
  expect(await mark('first')).toBe(false);
  const { owner = '' } = (await world.build()) ?? {};
  await world.coaches.failBuild(ORDER, owner, { code: 'internal', retryable: true }, world.clock.now());
  await world.finish(working);

  const { jobId } = await world.retry();
  expect(await mark('first')).toBe(false);
  expect(await mark(jobId)).toBe(true);
  expect(await world.status()).toMatchObject({
    state: 'failed',
    error: { code: 'attempts_exhausted', retryable: true },
  });

  await world.retry();
  await world.deliver();
  expect(await mark(jobId)).toBe(false);
  expect(await world.status()).toMatchObject({ state: 'ready' });
});
