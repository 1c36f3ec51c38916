import type { UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import { expect, it } from 'vitest';
import type { Command } from '#testing/memory-dynamo/engine';
import { type Answer, createBuildWorld, good, ORDER } from '#testing/simulation/build-world';

function renewsLease(command: Command): boolean {
  const { UpdateExpression = '' } = command.input as Partial<UpdateCommandInput>;
  return UpdateExpression.includes('leaseUntil') && !UpdateExpression.includes('attempt');
}

it('renews the lease during a build that takes longer than the lease', async () => {
  const world = await createBuildWorld();
  const slow: Answer = (request) => [{ waitMs: 40_000 }, ...good(request)];
  const working = world.finish(world.deliver(slow));
  const second = world.deliver().catch((error: { code: string }) => error.code);
  await world.clock.advance(62_000);
  expect(await second).toBe('build_in_progress');
  expect(await working).toEqual({ value: 'ready' });
  expect(await world.build()).toMatchObject({ attempt: 1 });
});

it('stops the build and writes nothing once the lease is lost', async () => {
  const world = await createBuildWorld();
  const working = world.deliver((request) => [{ waitMs: 30_000 }, ...good(request)]);
  await world.clock.advance(1_000);
  const { owner = '' } = (await world.build()) ?? {};
  await world.coaches.failBuild(ORDER, owner, { code: 'internal', retryable: true }, world.clock.now());
  await world.retry();

  const lostAt = world.clock.now();
  const { error } = await world.finish(working);
  expect(error?.name).toBe('fenced');
  expect(world.clock.now() - lostAt).toBeLessThanOrEqual(5_000);
  expect(world.configs).toEqual([]);
  expect(await world.build()).toMatchObject({ state: 'queued', attempt: 0 });
});

it('continues the build when two renewals of the lease fail', async () => {
  const world = await createBuildWorld();
  let failures = 2;
  world.dynamo.hooks.beforeApply = (command) => {
    if (renewsLease(command) && failures-- > 0)
      throw Object.assign(new Error('shut'), { name: 'AccessDeniedException' });
  };
  const working = world.deliver((request) => [{ waitMs: 12_000 }, ...good(request)]);
  expect(await world.finish(working)).toEqual({ value: 'ready' });
  expect(world.telemetry.lines.map(({ message }) => message)).toEqual(Array(2).fill('a build lease was not renewed'));
});

it('stops the build at the end of its lease when no renewal succeeds', async () => {
  const world = await createBuildWorld();
  const begun = world.clock.now();
  world.dynamo.hooks.beforeApply = (command) => {
    if (renewsLease(command)) throw Object.assign(new Error('shut'), { name: 'AccessDeniedException' });
  };
  const { error } = await world.finish(world.deliver((request) => [{ waitMs: 30_000 }, ...good(request)]));
  expect([error?.name, world.clock.now() - begun]).toEqual(['fenced', 15_000]);
  expect(world.configs).toEqual([]);
});
