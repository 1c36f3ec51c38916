import type { UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import { createDynamoCoaches } from '#adapters/dynamodb/coaches';
import { createDynamoOutbox } from '#adapters/dynamodb/outbox';
import { createDynamoSessions } from '#adapters/dynamodb/sessions';
import type { FieldName } from '#domain/coach-creator/fields';
import type { BuildOrder } from '#domain/job-payloads';
import { isoOf } from '#ports/clock';
import type { JobOrder, Jobs } from '#ports/jobs';
import type { Json, ModelRequest } from '#ports/model';
import { type BuildCoachDeps, buildCoach } from '#services/build-coach';
import { configStatus } from '#services/config-status';
import { retryBuild } from '#services/retry-build';
import { createAnsweringModel } from '../answering-model.ts';
import { createCountingIds, createManualClock } from '../manual-clock.ts';
import { type Command, createMemoryDynamo } from '../memory-dynamo/engine.ts';
import { createRecordedTelemetry } from '../recorded-telemetry.ts';
import type { ModelStep } from '../scripted-model.ts';
import { EVENTS_TABLE_NAME, TABLE_NAME, tableDefinitions } from '../tables.ts';

const SUB = 'a-person';
const SESSION = '01JD0000000000000000000000';
export const ORDER: BuildOrder = { sub: SUB, coachId: SESSION, sessionId: SESSION };
export const REF = { sub: SUB, kind: 'coach_creator', sessionId: SESSION } as const;
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

/** The tool inputs of a good model. */
export const INPUTS: Readonly<Record<string, Json>> = {
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
export type Answer = (request: ModelRequest) => readonly ModelStep[];
export const good: Answer = ({ forcedTool = '' }) => [
  { tool: { name: forcedTool, input: INPUTS[forcedTool] ?? null } },
];
export const busy: Answer = () => [{ fail: 'busy' }];
export const hanging: Answer = () => [{ hang: true }];

/** Whether a command is the write that fails the build. */
export const failsBuild = ({ input }: Command): boolean =>
  (input as UpdateCommandInput).ExpressionAttributeValues?.[':new_build_state'] === 'failed';

/** The build over real adapters and an in-memory DynamoDB; only the model, Lambda and time are simulated. */
export async function createBuildWorld({ deadlineMs = 10 * MINUTE } = {}) {
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
  const retryWith = (jobs: Jobs) =>
    retryBuild({ sub: SUB, sessionId: SESSION }, { ...deps, jobs, outbox: createDynamoOutbox(storage) });
  const world = {
    ...deps,
    dynamo,
    started,
    configs,
    /** Delivers an order to a worker; `over` replaces its ports. */
    deliver: (answer: Answer = good, over: Partial<BuildCoachDeps> = {}, order: BuildOrder = ORDER) =>
      buildCoach(order, { ...deps, model: createAnsweringModel(answer, over.clock ?? clock), ...over }),
    /** Runs `act` once, right before the first matching command is applied. */
    onceBefore(isIt: (command: Command) => boolean, act: () => Promise<unknown>) {
      dynamo.hooks.beforeApply = async (command) => {
        if (!isIt(command)) return;
        delete dynamo.hooks.beforeApply;
        await act();
      };
    },
    /** Advances the clock until the work is done. */
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
    retry: () => retryWith({ start: async (order) => void started.push(order) }),
    retryWith,
    build: async () => (await coaches.get(ORDER))?.build,
  };
  return world;
}
