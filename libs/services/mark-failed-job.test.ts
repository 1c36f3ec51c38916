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

it('marks a build whose invocation was given up, but none that is failed, ready or ordered anew', async () => {
  const world = await createBuildWorld();
  const mark = (orderId: string) =>
    markFailedBuild({ order: { ...ORDER, orderId }, code: 'attempts_exhausted' }, { ...world });
  const working = world.deliver((request) => [{ waitMs: 5_000 }, ...good(request)]);
  await world.clock.advance(1_000);
  const { owner = '' } = (await world.build()) ?? {};
  await world.coaches.failBuild(ORDER, owner, { code: 'internal', retryable: true }, world.clock.now());
  await world.finish(working);
  expect(await mark('first')).toBe(false);

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

it('marks a build as soon as the lease of the worker that died has expired', async () => {
  const world = await createBuildWorld();
  const attempt = { owner: 'dead', now: world.clock.now(), leaseUntil: world.clock.now() + 15_000, maxAttempts: 3 };
  await world.coaches.claimBuild(ORDER, attempt);
  const { value } = await world.finish(markFailedBuild({ order: ORDER, code: 'attempts_exhausted' }, world));
  expect(value).toBe(true);
  expect(await world.status()).toMatchObject({ state: 'failed', error: { code: 'attempts_exhausted' } });
  expect(world.clock.now()).toBeLessThan(attempt.leaseUntil + 2_000);
});

it('does not mark a build whose worker renews its lease', async () => {
  const world = await createBuildWorld();
  const working = world.deliver((request) => [{ waitMs: 20_000 }, ...good(request)]);
  await world.clock.advance(1_000);
  const { value } = await world.finish(markFailedBuild({ order: ORDER, code: 'attempts_exhausted' }, world));
  expect(value).toBe(false);
  expect(await world.finish(working)).toEqual({ value: 'ready' });
});
