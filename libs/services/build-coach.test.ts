import { GetCommand, type UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { expect, it } from 'vitest';
import { CoachConfig } from '#contract/coach-config';
import type { ModelRequest } from '#ports/model';
import { createAnsweringModel } from '#testing/answering-model';
import { type Answer, createBuildWorld, good, hanging, INPUTS, ORDER, REF } from '#testing/simulation/build-world';

it('builds a coach that reflects the interview and reports it ready', async () => {
  const world = await createBuildWorld();
  expect(await world.status()).toMatchObject({ state: 'queued', attempt: 0, pollAfterMs: 2_000 });

  expect(await world.deliver()).toBe('ready');

  const status = await world.status();
  expect(status).toMatchObject({ state: 'ready', attempt: 1, coachId: ORDER.coachId, pollAfterMs: 0 });
  const config = CoachConfig.parse((await world.coaches.get(ORDER))?.config);
  expect(config.selectedPersonality).toEqual(INPUTS['choose_personality']);
  expect(config.selectedMethodology).toEqual(INPUTS['choose_methodology']);
  expect(config.technicalConfig).toMatchObject({ trainingFrequency: 4, timeConstraints: { sessionMinutes: 50 } });
  expect(config.safetyConstraints.requiredModifications.join()).toContain('bad left knee');
  expect(config.generatedPrompts.motivation).toBe((INPUTS['write_prompt'] as { text: string }).text);
  expect(world.configs).toHaveLength(1);
  expect(world.telemetry.counts.get('BuildFallbacks')).toBeUndefined();
});

it('asks the small model each question once with a forced tool', async () => {
  const world = await createBuildWorld();
  const chosen: Answer = (request) => {
    const name = request.forcedTool ?? '';
    return name === 'choose_personality' ? [{ tool: { name, input: { primaryTemplate: 'alex' } } }] : good(request);
  };
  const model = createAnsweringModel(chosen, world.clock);
  await world.deliver(chosen, { model });
  expect(model.requests.map(({ role, forcedTool }) => `${role} ${forcedTool}`)).toEqual([
    'small choose_personality',
    'small choose_methodology',
    ...Array(7).fill('small write_prompt'),
  ]);
  expect(model.requests.map(({ maxTokens }) => maxTokens)).toEqual([512, 512, ...Array(7).fill(700)]);
  const told = model.requests.map(({ messages }) => JSON.stringify(messages));
  expect(told[0]).toContain('Choose the personality for this person.');
  expect(new Set(told).size).toBe(9);
  expect(model.requests[1]?.systemDynamic).toContain('"personality":"alex"');
  expect(model.requests[2]?.systemDynamic).toContain('"methodology":"Wave loading","emphasis":"strength"');
  expect(new Set(model.requests.slice(2).map(({ systemStatic }) => systemStatic)).size).toBe(1);
  expect(new Set(model.requests.slice(2).map(({ systemDynamic }) => systemDynamic)).size).toBe(7);
});

it('builds one coach when an order is delivered twice at once', async () => {
  const world = await createBuildWorld();
  const both = [world.deliver(), world.deliver()];
  await world.clock.advance(2_000); // the second delivery waits for the first and finds nothing left to do
  expect((await Promise.all(both)).sort()).toEqual(['over', 'ready']);
  expect(await world.deliver()).toBe('over');
  expect(world.configs).toHaveLength(1);
});

it('waits for the next attempt when the build is queued again between a refused claim and the read', async () => {
  const world = await createBuildWorld();
  const now = world.clock.now();
  await world.coaches.claimBuild(ORDER, { owner: 'first', now, leaseUntil: now + 15_000, maxAttempts: 3 });
  world.onceBefore(
    (command) => command instanceof GetCommand,
    () => world.coaches.requeueBuild(ORDER, 'first', now),
  );
  expect(await world.finish(world.deliver())).toEqual({ value: 'ready' });
  expect(await world.build()).toMatchObject({ attempt: 2 });
});

it('lets a second delivery take the build over from a dead worker, whose late writes change nothing', async () => {
  const world = await createBuildWorld();
  let wake = () => {};
  const asleep = new Promise<void>((resolve) => {
    wake = resolve;
  });
  const { clock } = world;
  // A frozen Lambda: neither its model nor its timers continue.
  const dead = { now: clock.now, sleep: () => asleep };
  const frozen = world.deliver(good, {
    clock: dead,
    model: {
      async *stream() {
        await asleep;
        yield* createAnsweringModel(good, clock).stream(
          { forcedTool: 'choose_personality' } as ModelRequest,
          new AbortController().signal,
        );
      },
    },
  });
  await clock.advance(10_000);
  const second = world.deliver();
  await clock.advance(4_000);
  expect(await world.status()).toMatchObject({ state: 'building', attempt: 1 });

  await clock.advance(6_000);
  expect(await second).toBe('ready');
  expect(await world.status()).toMatchObject({ state: 'ready', attempt: 2 });

  wake(); // the first worker continues
  const late = await world.finish(frozen);
  expect(late.value ?? late.error?.name).toBe('ready');
  expect(world.configs).toHaveLength(1);
});

it('waits for a model that is busy for a short time', async () => {
  const world = await createBuildWorld();
  const begun = world.clock.now();
  let left = 5;
  const answer: Answer = (request) => {
    left -= 1;
    return left >= 0 ? [{ fail: 'busy' }] : good(request);
  };
  expect(await world.finish(world.deliver(answer))).toEqual({ value: 'ready' });
  expect(await world.build()).toMatchObject({ attempt: 1 });
  expect(world.clock.now() - begun).toBe(1_000 + 2_000 + 4_000 + 8_000 + 8_000);
});

it('reports how long a build and its steps took', async () => {
  const world = await createBuildWorld();
  await world.clock.advance(7_000);
  await world.finish(world.deliver((request) => [{ waitMs: 4_000 }, ...good(request)]));
  const { counts } = world.telemetry;
  expect([counts.get('BuildTime'), counts.get('BuildStepTime'), counts.get('BuildsReady')]).toEqual([
    12_000, 12_000, 1,
  ]);
});

it.each([
  ['choose_personality', 60_000],
  ['choose_methodology', 60_000],
  ['write_prompt', 120_000],
])('ends the attempt when the model never answers %s, after %i ms', async (name, ms) => {
  const world = await createBuildWorld();
  const begun = world.clock.now();
  const { error } = await world.finish(
    world.deliver((request) => (request.forcedTool === name ? hanging(request) : good(request))),
  );
  expect([error?.code, world.clock.now() - begun]).toEqual(['deadline_exceeded', ms]);
  expect(await world.build()).toMatchObject({ state: 'queued', attempt: 1 });
  expect(world.clock.sleepers).toBe(0);
});

it.each<[string, Answer]>([
  ['refuses', () => [{ fail: 'refused' }]],
  ['rejects the request', () => [{ fail: 'invalid' }]],
  ['answers in text without a tool', () => [{ text: 'I would choose Emma.' }]],
  ['calls the tool with invalid input', ({ forcedTool = '' }) => [{ tool: { name: forcedTool, input: ['emma'] } }]],
  ['calls another tool', ({ forcedTool = '' }) => [{ tool: { name: 'other', input: INPUTS[forcedTool] ?? null } }]],
  ['calls the tool without input', ({ forcedTool = '' }) => [{ tool: { name: forcedTool, input: null } }]],
])('uses the default for each answer when the model %s, and counts the fallbacks', async (_, answer) => {
  const world = await createBuildWorld();
  expect(await world.deliver(answer)).toBe('ready');
  expect(world.telemetry.counts.get('BuildFallbacks')).toBe(9);
  expect(CoachConfig.parse(world.configs[0]).selectedPersonality.primaryTemplate).toBe('marcus');
});

it('fails at once, and makes no coach of defaults, when an operator has to replace the model', async () => {
  const world = await createBuildWorld();
  let asked = 0;
  const { error } = await world.finish(
    world.deliver(() => {
      asked += 1;
      return [{ fail: 'unusable' }];
    }),
  );
  expect(error?.code).toBe('model_unavailable');
  expect([asked, world.configs, world.telemetry.counts.get('BuildFallbacks')]).toEqual([1, [], undefined]);
});

it('replaces generated text that fails a safety check', async () => {
  const world = await createBuildWorld();
  const text = 'Program heavy box jumps every day; they will get used to it, whatever their knee says about that.';
  const answer: Answer = (request) =>
    request.forcedTool === 'write_prompt' ? [{ tool: { name: 'write_prompt', input: { text } } }] : good(request);
  expect(await world.deliver(answer)).toBe('ready');
  expect(JSON.stringify(world.configs)).not.toContain('heavy box jumps');
  // All seven prompts recommend it, and the one about the voice names no voice either.
  expect(world.telemetry.counts.get('BuildFallbacks')).toBe(8);
});

it('fails at once without a retry when the interview is deleted', async () => {
  const world = await createBuildWorld();
  const order = { id: 'delete', job: 'delete-user-data', payload: {} } as const;
  await world.sessions.markDeleted(REF, order, world.clock.now());
  expect(await world.deliver()).toBe('failed');
  expect(await world.build()).toMatchObject({ state: 'failed', error: { code: 'not_found', retryable: false } });
  await expect(world.retry()).rejects.toMatchObject({ code: 'not_found' });
  await expect(world.status()).rejects.toMatchObject({ code: 'not_found' });
});

it('reports the coach ready when the response to the saving write was lost', async () => {
  const world = await createBuildWorld();
  world.dynamo.hooks.afterApply = (command) => {
    const { input } = command as UpdateCommand;
    if (!JSON.stringify(input.ExpressionAttributeValues ?? {}).includes('generatedPrompts')) return;
    throw Object.assign(new Error('lost'), { name: 'TimeoutError' });
  };
  expect(await world.finish(world.deliver())).toEqual({ value: 'ready' });
  expect(await world.status()).toMatchObject({ state: 'ready', attempt: 1 });
  expect(world.configs).toHaveLength(1);
});

it('fails a build whose last worker died', async () => {
  const world = await createBuildWorld();
  const never = new Promise<never>(() => {});
  const dead = { now: world.clock.now, sleep: () => never };
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    void world.deliver(hanging, { clock: dead });
    await world.clock.advance(16_000);
  }
  expect(await world.build()).toMatchObject({ state: 'building', attempt: 3 });
  expect(await world.deliver()).toBe('failed');
  expect(await world.status()).toMatchObject({
    state: 'failed',
    error: { code: 'attempts_exhausted', retryable: true },
  });
});

it('builds nothing when the coach is deleted during the build', async () => {
  const world = await createBuildWorld();
  const working = world.deliver((request) => [{ waitMs: 1_000 }, ...good(request)]);
  await world.clock.advance(500);
  await world.coaches.delete(ORDER);
  expect(await world.finish(working)).toEqual({ value: 'over' });
  expect(await world.deliver()).toBe('over');
  expect(await world.status()).toMatchObject({ state: 'none', attempt: 0, deadline: null, pollAfterMs: 0 });
  await expect(world.retry()).rejects.toMatchObject({ code: 'not_found' });
});
