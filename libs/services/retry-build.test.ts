import { expect, it } from 'vitest';
import { isoOf } from '#ports/clock';
import { createAnsweringModel } from '#testing/answering-model';
import { busy, createBuildWorld, failsBuild, hanging, ORDER } from '#testing/simulation/build-world';
import { TABLE_NAME } from '#testing/tables';

it('fails a build after three attempts at a busy model, and builds the coach after a retry', async () => {
  const world = await createBuildWorld();
  for (const attempt of [1, 2]) {
    const model = createAnsweringModel(busy, world.clock);
    const { error } = await world.finish(world.deliver(busy, { model }));
    expect([error?.code, model.requests.length]).toEqual(['model_unavailable', 6]);
    expect(await world.status()).toMatchObject({ state: 'queued', attempt });
    await expect(world.retry()).rejects.toMatchObject({ code: 'build_in_progress' });
  }
  expect(await world.finish(world.deliver(busy))).toEqual({ value: 'failed' });
  expect(await world.status()).toMatchObject({
    state: 'failed',
    attempt: 3,
    error: { code: 'model_unavailable', retryable: true },
    pollAfterMs: 0,
  });
  expect(await world.deliver()).toBe('over');
  const { counts } = world.telemetry;
  expect([counts.get('BuildAttemptsFailed'), counts.get('BuildsFailed'), counts.get('BuildsReady')]).toEqual([
    3,
    1,
    undefined,
  ]);

  const accepted = await world.retry();
  expect(accepted).toMatchObject({ status: 'queued', pollAfterMs: 2_000 });
  expect(world.started).toEqual([{ id: accepted.jobId, job: 'build-coach-config', payload: ORDER }]);
  const deadline = isoOf(world.clock.now() + 600_000);
  expect(await world.status()).toMatchObject({ state: 'queued', attempt: 0, deadline });
  // The order has been handed over, so the sweeper need not repeat it.
  expect([...world.dynamo.items(TABLE_NAME)].filter(({ sk }) => sk === accepted.jobId)).toEqual([]);
  expect(await world.deliver()).toBe('ready');
  await expect(world.retry()).rejects.toMatchObject({ code: 'already_built' });
  expect(world.configs).toHaveLength(1);
});

it('reports a build failed past its deadline while a worker still runs, and allows a retry', async () => {
  const world = await createBuildWorld({ deadlineMs: 20_000 });
  const working = world.deliver(hanging);
  await world.clock.advance(19_000);
  expect(await world.status()).toMatchObject({ state: 'building', pollAfterMs: 2_000 });
  expect(await world.finish(working)).toEqual({ value: 'failed' });
  expect(await world.status()).toMatchObject({
    state: 'failed',
    error: { code: 'deadline_exceeded', retryable: true },
  });

  await world.retry();
  expect(await world.deliver()).toBe('ready');
});

it('reports a build failed past its deadline when no worker ever started', async () => {
  const world = await createBuildWorld({ deadlineMs: 20_000 });
  await world.clock.advance(20_000);
  expect(await world.status()).toMatchObject({
    state: 'failed',
    error: { code: 'deadline_exceeded', retryable: true },
    pollAfterMs: 0,
  });
  expect(await world.deliver()).toBe('failed');
  expect(world.configs).toEqual([]);
});

it('does not let a worker of the old order fail a build that was ordered again', async () => {
  const world = await createBuildWorld({ deadlineMs: 20_000 });
  const working = world.deliver(hanging);
  world.onceBefore(failsBuild, world.retry);
  expect((await world.finish(working)).error?.code).toBe('deadline_exceeded');
  expect(await world.build()).toMatchObject({ state: 'queued', attempt: 0 });
});

it('does not let a delivery that found no attempts left fail a build that was ordered again', async () => {
  const world = await createBuildWorld({ deadlineMs: 20_000 });
  await world.clock.advance(20_000);
  const claim = { owner: 'dead', now: world.clock.now() - 1, leaseUntil: world.clock.now() - 1 };
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    await world.coaches.claimBuild(ORDER, {
      ...claim,
      owner: `dead-${attempt}`,
      now: claim.now + attempt,
      maxAttempts: 3,
    });
  }
  world.onceBefore(failsBuild, world.retry);
  expect(await world.deliver()).toBe('over');
  expect(await world.build()).toMatchObject({ state: 'queued', attempt: 0 });
});

it('answers a retry only when its order was handed over, because a Lambda that has answered is frozen', async () => {
  const world = await createBuildWorld({ deadlineMs: 20_000 });
  await world.clock.advance(20_000);
  let isAnswered = false;
  const retrying = world.retryWith({ start: () => world.clock.sleep(1_000) }).then(() => {
    isAnswered = true;
  });
  await world.clock.advance(999);
  expect(isAnswered).toBe(false);
  await world.clock.advance(1);
  await retrying;
});
