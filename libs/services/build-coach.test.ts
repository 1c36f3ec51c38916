import type { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { expect, it } from 'vitest';
import { createDynamoCoaches } from '#adapters/dynamodb/coaches';
import { createDynamoOutbox } from '#adapters/dynamodb/outbox';
import { createDynamoSessions } from '#adapters/dynamodb/sessions';
import { CoachConfig } from '#contract/coach-config';
import type { FieldName } from '#domain/coach-creator/fields';
import type { BuildOrder } from '#domain/job-payloads';
import { isoOf } from '#ports/clock';
import type { JobOrder } from '#ports/jobs';
import type { Json, ModelRequest } from '#ports/model';
import { createAnsweringModel } from '#testing/answering-model';
import { createCountingIds, createManualClock } from '#testing/manual-clock';
import { createMemoryDynamo } from '#testing/memory-dynamo/engine';
import { createRecordedTelemetry } from '#testing/recorded-telemetry';
import type { ModelStep } from '#testing/scripted-model';
import { EVENTS_TABLE_NAME, TABLE_NAME, tableDefinitions } from '#testing/tables';
import { type BuildCoachDeps, buildCoach } from './build-coach.ts';
import { configStatus } from './config-status.ts';
import { markFailedBuild } from './mark-failed-job.ts';
import { retryBuild } from './retry-build.ts';

const SUB = 'a-person';
const SESSION = '01JD0000000000000000000000';
const ORDER: BuildOrder = { sub: SUB, coachId: SESSION, sessionId: SESSION };
const REF = { sub: SUB, kind: 'coach_creator', sessionId: SESSION } as const;
const MINUTE = 60_000;

const KNOWN: Partial<Record<FieldName, Json>> = {
  coachGenderPreference: 'female',
  primaryGoals: ['get stronger'],
  goalTimeline: '6 months',
  age: 41,
  experienceLevel: 'intermediate',
  trainingFrequency: 4,
  sessionDurationMinutes: 50,
  injuryConsiderations: ['bad left knee'],
  equipmentAccess: ['barbell'],
};
const STATE: Json = {
  phase: 'complete',
  level: 'INTERMEDIATE',
  levelVote: null,
  fields: Object.fromEntries(
    Object.entries(KNOWN).map(([name, value]) => [name, { value, confidence: 'high', turnId: 'turn' }]),
  ),
  signals: [],
};

/** Tool inputs of a model that answers well. */
const INPUTS: Readonly<Record<string, Json>> = {
  choose_personality: {
    primaryTemplate: 'marcus',
    secondaryInfluences: ['emma'],
    selectionReasoning: 'Wants exact cues.',
    blendingWeights: { marcus: 0.8, emma: 0.2 },
  },
  choose_methodology: {
    primaryMethodology: 'Wave loading',
    methodologyReasoning: 'Fits four days.',
    programmingEmphasis: 'strength',
    periodizationApproach: 'block',
    creativityEmphasis: 'low',
    workoutInnovation: false,
  },
  write_prompt: {
    text: 'You speak as a female coach who knows this person well and keeps every session simple and safe.',
  },
};
type Answer = (request: ModelRequest) => readonly ModelStep[];
const good: Answer = ({ forcedTool = '' }) => [{ tool: { name: forcedTool, input: INPUTS[forcedTool] ?? null } }];
const busy: Answer = () => [{ fail: 'busy' }];
const hanging: Answer = () => [{ hang: true }];

/** A build with real adapters and an in-memory DynamoDB. Only the model, Lambda and time are fake. */
async function createWorld({ deadlineMs = 10 * MINUTE } = {}) {
  const clock = createManualClock();
  const dynamo = createMemoryDynamo(tableDefinitions, clock.now);
  const storage = { client: dynamo.client, tableName: TABLE_NAME, eventsTableName: EVENTS_TABLE_NAME, clock };
  const coaches = createDynamoCoaches(storage);
  const sessions = createDynamoSessions(storage);
  const telemetry = createRecordedTelemetry();
  const ids = createCountingIds();
  const started: JobOrder[] = [];
  const configs: unknown[] = [];
  const now = clock.now();
  const at = isoOf(now);

  await sessions.create({
    ref: REF,
    now,
    expiresAt: null,
    state: STATE,
    messages: [],
    rate: { window: 'sessions#2026-11-21T10', limit: 9, endsAt: now + MINUTE },
  });
  await coaches.create({
    coachId: SESSION,
    sub: SUB,
    sessionId: SESSION,
    status: 'active',
    build: { state: 'queued', attempt: 0, updatedAt: at, deadline: isoOf(now + deadlineMs) },
    createdAt: at,
    updatedAt: at,
  });
  dynamo.hooks.onWrite = (changes) => {
    for (const { before, after } of changes) {
      if (after?.['config'] && JSON.stringify(after['config']) !== JSON.stringify(before?.['config']))
        configs.push(after['config']);
    }
  };

  const deps = { coaches, sessions, clock, ids, telemetry };
  const world = {
    ...deps,
    dynamo,
    started,
    configs,
    /** Delivers the order to a worker. `over` replaces its own dependencies. */
    deliver: (answer: Answer = good, over: Partial<BuildCoachDeps> = {}) =>
      buildCoach(ORDER, { ...deps, model: createAnsweringModel(answer, over.clock ?? clock), ...over }),
    /** Advances time until the work is done. */
    async finish<Result>(work: Promise<Result>, stepMs = 1_000) {
      let isDone = false;
      const settled = work.then(
        (value) => ({ value }),
        (error: unknown) => ({ error }),
      );
      void settled.then(() => {
        isDone = true;
      });
      while (!isDone) await clock.advance(stepMs);
      return settled as Promise<{ value?: Result; error?: { code?: string; name?: string } }>;
    },
    status: () => configStatus({ sub: SUB, sessionId: SESSION }, deps),
    retry: () =>
      retryBuild(
        { sub: SUB, sessionId: SESSION },
        {
          ...deps,
          jobs: { start: async (order) => void started.push(order) },
          outbox: createDynamoOutbox(storage),
        },
      ),
    build: async () => (await coaches.get(ORDER))?.build,
  };
  return world;
}

it('builds a coach from the interview and reports it as ready', async () => {
  const world = await createWorld();
  expect(await world.status()).toMatchObject({ state: 'queued', attempt: 0, pollAfterMs: 2_000 });

  expect(await world.deliver()).toBe('ready');

  const status = await world.status();
  expect(status).toMatchObject({ state: 'ready', attempt: 1, coachId: SESSION, pollAfterMs: 0 });
  const config = CoachConfig.parse((await world.coaches.get(ORDER))?.config);
  expect(config.selectedPersonality).toEqual(INPUTS['choose_personality']);
  expect(config.selectedMethodology).toEqual(INPUTS['choose_methodology']);
  expect(config.technicalConfig).toMatchObject({ trainingFrequency: 4, timeConstraints: { sessionMinutes: 50 } });
  expect(config.safetyConstraints.requiredModifications.join()).toContain('bad left knee');
  expect(config.generatedPrompts.motivation).toBe((INPUTS['write_prompt'] as { text: string }).text);
  expect(world.configs).toHaveLength(1);
  expect(world.telemetry.counts.get('BuildFallbacks')).toBeUndefined();
});

it('calls only the small model, once per question and with a forced tool', async () => {
  const world = await createWorld();
  const model = createAnsweringModel(good, world.clock);
  await world.deliver(good, { model });
  expect(model.requests.map(({ role, forcedTool }) => `${role} ${forcedTool}`)).toEqual([
    'small choose_personality',
    'small choose_methodology',
    ...Array(7).fill('small write_prompt'),
  ]);
  expect(new Set(model.requests.slice(2).map(({ systemStatic }) => systemStatic)).size).toBe(1);
  expect(new Set(model.requests.slice(2).map(({ systemDynamic }) => systemDynamic)).size).toBe(7);
});

it('builds one coach when an order is delivered twice at the same time', async () => {
  const world = await createWorld();
  const both = [world.deliver(), world.deliver()];
  await world.clock.advance(2_000); // the second delivery waits for the first and finds nothing left to do
  expect((await Promise.all(both)).sort()).toEqual(['over', 'ready']);
  expect(await world.deliver()).toBe('over');
  expect(world.configs).toHaveLength(1);
});

it("lets another worker take over after a worker died and ignores the first worker's result", async () => {
  const world = await createWorld();
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

it('renews the lease of a build while it works', async () => {
  const world = await createWorld();
  const slow: Answer = (request) => [{ waitMs: 40_000 }, ...good(request)];
  const working = world.finish(world.deliver(slow));
  const second = world.deliver().catch((error: { code: string }) => error.code);
  await world.clock.advance(62_000);
  expect(await second).toBe('build_in_progress');
  expect(await working).toEqual({ value: 'ready' });
  expect(await world.build()).toMatchObject({ attempt: 1 });
});

it('stops without writing when the lease of a build is lost', async () => {
  const world = await createWorld();
  const working = world.deliver((request) => [{ waitMs: 30_000 }, ...good(request)]);
  await world.clock.advance(1_000);
  await world.coaches.failBuild(ORDER, { code: 'internal', retryable: true }, world.clock.now());
  await world.retry();

  const lostAt = world.clock.now();
  const { error } = await world.finish(working);
  expect(error?.name).toBe('fenced');
  expect(world.clock.now() - lostAt).toBeLessThanOrEqual(5_000);
  expect(world.configs).toEqual([]);
  expect(await world.build()).toMatchObject({ state: 'queued', attempt: 0 });
});

it('waits for a model that is busy for a short time', async () => {
  const world = await createWorld();
  let left = 3;
  const answer: Answer = (request) => {
    left -= 1;
    return left >= 0 ? [{ fail: 'busy' }] : good(request);
  };
  expect(await world.finish(world.deliver(answer))).toEqual({ value: 'ready' });
  expect(await world.build()).toMatchObject({ attempt: 1 });
});

it('fails a build after three attempts with a busy model and builds it after a retry', async () => {
  const world = await createWorld();
  for (const attempt of [1, 2]) {
    const { error } = await world.finish(world.deliver(busy));
    expect(error?.code).toBe('model_unavailable');
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

  const accepted = await world.retry();
  expect(accepted).toMatchObject({ status: 'queued', pollAfterMs: 2_000 });
  expect(world.started).toEqual([
    { id: accepted.jobId, job: 'build-coach-config', payload: { sub: SUB, coachId: SESSION, sessionId: SESSION } },
  ]);
  expect(await world.status()).toMatchObject({ state: 'queued', attempt: 0 });
  expect(await world.deliver()).toBe('ready');
  await expect(world.retry()).rejects.toMatchObject({ code: 'already_built' });
  expect(world.configs).toHaveLength(1);
});

it('stops waiting for a model that never answers', async () => {
  const world = await createWorld();
  const begun = world.clock.now();
  const { error } = await world.finish(world.deliver(hanging));
  expect(error?.code).toBe('deadline_exceeded');
  expect(world.clock.now() - begun).toBeLessThanOrEqual(61_000);
  expect(world.clock.sleepers).toBe(0);
});

it.each<[string, Answer]>([
  ['declines', () => [{ fail: 'refused' }]],
  ['cannot take the request', () => [{ fail: 'invalid' }]],
  ['talks and calls no tool', () => [{ text: 'I would choose Emma.' }]],
  ['calls the tool with rubbish', ({ forcedTool = '' }) => [{ tool: { name: forcedTool, input: ['emma'] } }]],
  ['calls it without input', ({ forcedTool = '' }) => [{ tool: { name: forcedTool, input: null } }]],
])('builds with the default answers and counts them when the model %s', async (_, answer) => {
  const world = await createWorld();
  expect(await world.deliver(answer)).toBe('ready');
  expect(world.telemetry.counts.get('BuildFallbacks')).toBe(9);
  expect(CoachConfig.parse(world.configs[0]).selectedPersonality.primaryTemplate).toBe('marcus');
});

it('replaces model texts that violate the safety checks', async () => {
  const world = await createWorld();
  const text = 'Program heavy box jumps every day; they will get used to it, whatever their knee says about that.';
  const answer: Answer = (request) =>
    request.forcedTool === 'write_prompt' ? [{ tool: { name: 'write_prompt', input: { text } } }] : good(request);
  expect(await world.deliver(answer)).toBe('ready');
  expect(JSON.stringify(world.configs)).not.toContain('heavy box jumps');
  expect(world.telemetry.counts.get('BuildFallbacks')).toBeGreaterThanOrEqual(7);
});

it('fails a build without retry when the interview was deleted', async () => {
  const world = await createWorld();
  const order = { id: 'delete', job: 'delete-user-data', payload: {} } as const;
  await world.sessions.markDeleted(REF, order, world.clock.now());
  expect(await world.deliver()).toBe('failed');
  expect(await world.build()).toMatchObject({ state: 'failed', error: { code: 'not_found', retryable: false } });
  await expect(world.retry()).rejects.toMatchObject({ code: 'not_found' });
  await expect(world.status()).rejects.toMatchObject({ code: 'not_found' });
});

it('fails a build at its deadline while a worker is active and accepts a retry', async () => {
  const world = await createWorld({ deadlineMs: 20_000 });
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

it('fails a build at its deadline when no worker started it', async () => {
  const world = await createWorld({ deadlineMs: 20_000 });
  await world.clock.advance(20_000);
  expect(await world.status()).toMatchObject({
    state: 'failed',
    error: { code: 'deadline_exceeded', retryable: true },
    pollAfterMs: 0,
  });
  expect(await world.deliver()).toBe('failed');
  expect(world.configs).toEqual([]);
});

it('reports a coach as ready when the response to its write was lost', async () => {
  const world = await createWorld();
  world.dynamo.hooks.afterApply = (command) => {
    const { input } = command as UpdateCommand;
    if (!JSON.stringify(input.ExpressionAttributeValues ?? {}).includes('generatedPrompts')) return;
    throw Object.assign(new Error('lost'), { name: 'TimeoutError' });
  };
  expect(await world.finish(world.deliver())).toEqual({ value: 'ready' });
  expect(await world.status()).toMatchObject({ state: 'ready', attempt: 1 });
  expect(world.configs).toHaveLength(1);
});

it('continues a build when storage fails two lease renewals', async () => {
  const world = await createWorld();
  let failures = 2;
  world.dynamo.hooks.beforeApply = (command) => {
    const { input } = command as UpdateCommand;
    const isRenewal = input.UpdateExpression?.includes('leaseUntil') && !input.UpdateExpression.includes('attempt');
    if (isRenewal && failures-- > 0) throw Object.assign(new Error('shut'), { name: 'AccessDeniedException' });
  };
  const working = world.deliver((request) => [{ waitMs: 12_000 }, ...good(request)]);
  expect(await world.finish(working)).toEqual({ value: 'ready' });
});

it('fails a build whose last worker died', async () => {
  const world = await createWorld();
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

it('discards a build whose coach was deleted meanwhile', async () => {
  const world = await createWorld();
  const working = world.deliver((request) => [{ waitMs: 1_000 }, ...good(request)]);
  await world.clock.advance(500);
  await world.coaches.delete(ORDER);
  expect(await world.finish(working)).toEqual({ value: 'over' });
  expect(await world.deliver()).toBe('over');
  expect(await world.status()).toMatchObject({ state: 'none', attempt: 0, deadline: null });
  await expect(world.retry()).rejects.toMatchObject({ code: 'not_found' });
});

it('marks a build as failed when Lambda gave up its order, unless it is running, ready or ordered again', async () => {
  const world = await createWorld();
  const mark = (orderId: string) =>
    markFailedBuild({ order: { ...ORDER, orderId }, code: 'attempts_exhausted' }, { ...world });
  const working = world.deliver((request) => [{ waitMs: 5_000 }, ...good(request)]);
  await world.clock.advance(1_000);
  expect(await mark('first')).toBe(false);
  await world.coaches.failBuild(ORDER, { code: 'internal', retryable: true }, world.clock.now());
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
