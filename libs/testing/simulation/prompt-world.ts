import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { createDynamoBrandKits } from '#adapters/dynamodb/brand-kits';
import { createDynamoDrafts } from '#adapters/dynamodb/drafts';
import { createDynamoGenerations } from '#adapters/dynamodb/generations';
import { createDynamoOutbox } from '#adapters/dynamodb/outbox';
import { createDynamoRates } from '#adapters/dynamodb/rates';
import { createDynamoSearchCache } from '#adapters/dynamodb/search-cache';
import { createDynamoSessions } from '#adapters/dynamodb/sessions';
import { createDynamoTurns } from '#adapters/dynamodb/turns';
import { createDynamoUploads } from '#adapters/dynamodb/uploads';
import { createDynamoUsers } from '#adapters/dynamodb/users';
import { COACHES } from '#contract/coaches';
import type { CoachEvent } from '#contract/events';
import type { PromptComplete } from '#contract/prompt-coach/intent';
import type { Generation, PromptSession } from '#contract/prompt-coach/responses';
import type { Tier } from '#contract/tiers';
import { createPromptCoach } from '#domain/prompt-coach/prompt-coach';
import { createRouter } from '#http/router';
import { brandKitRoutes } from '#http/routes/brand-kit-routes';
import { promptCoachPictureRoutes } from '#http/routes/prompt-coach-picture-routes';
import { promptCoachSessionRoutes } from '#http/routes/prompt-coach-session-routes';
import { promptCoachTurnRoutes } from '#http/routes/prompt-coach-turn-routes';
import { turnStateRoutes } from '#http/routes/turn-state-routes';
import type { JobOrder } from '#ports/jobs';
import type { Json } from '#ports/model';
import { type MakePicturesDeps, makePictures } from '#services/make-pictures';
import { createAnsweringModel } from '../answering-model.ts';
import { createCountingIds, createManualClock } from '../manual-clock.ts';
import { createMemoryDrawing } from '../memory-drawing.ts';
import { createMemoryDynamo } from '../memory-dynamo/engine.ts';
import { createMemoryObjects } from '../memory-objects.ts';
import { createMemorySearch, type SearchStep } from '../memory-search.ts';
import { createRecordedTelemetry } from '../recorded-telemetry.ts';
import type { ModelStep } from '../scripted-model.ts';
import { createScriptedPictures, type PictureStep } from '../scripted-pictures.ts';
import { EVENTS_TABLE_NAME, TABLE_NAME, tableDefinitions } from '../tables.ts';

export const ME = 'me';

/** An answer with text and, when it is given, a call of `update_intent` after it. */
export const says = (text: string, intent?: Json): readonly ModelStep[] => [
  { text },
  ...(intent === undefined ? [] : [{ tool: { name: 'update_intent', input: intent } }]),
];

export const turnIdOf = (number: number) => `0f4f8f6e-3b1f-4f0e-9a55-${String(number).padStart(12, '0')}`;

export const generationIdOf = (number: number) => `7b1d2c3e-4f50-4a61-8b72-${String(number).padStart(12, '0')}`;

/** The value, or the error as a value. */
const settled = <Value>(work: Promise<Value>): Promise<Value | Error> =>
  work.catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))));

export const START = { description: 'a fox that says hello', assetType: 'twitch_emote' };

/** What a turn's stream had. */
export interface Heard {
  readonly status: number;
  readonly events: readonly CoachEvent[];
  readonly last: (CoachEvent & Partial<PromptComplete>) | undefined;
  readonly problem: { readonly code: string; readonly details?: Record<string, unknown> } | undefined;
}

export type PromptWorld = Awaited<ReturnType<typeof createPromptWorld>>;

export interface PromptWorldOptions {
  readonly tier?: Tier;
  /** The main model's answers, in order; the last one answers all further turns. */
  readonly answers?: readonly (readonly ModelStep[])[];
  /** The small model's answer. */
  readonly assessment?: readonly ModelStep[];
  readonly searches?: readonly SearchStep[];
  readonly startsFromPictures?: boolean;
  /** The image model's answers, in order; the last one answers all further calls. */
  readonly pictures?: readonly PictureStep[];
}

/** The prompt coach from HTTP requests to the tables. Models, search, objects and time are fakes. */
export async function createPromptWorld({
  tier = 'pro',
  answers = [says('Hello.')],
  assessment = [{ fail: 'busy' }],
  searches = [{}],
  startsFromPictures = true,
  pictures: pictureSteps = [{}],
}: PromptWorldOptions = {}) {
  const clock = createManualClock();
  const dynamo = createMemoryDynamo(tableDefinitions, clock.now);
  const storage = { client: dynamo.client, tableName: TABLE_NAME, eventsTableName: EVENTS_TABLE_NAME, clock };
  const setTier = (sub: string, to: Tier) =>
    dynamo.client.send(new PutCommand({ TableName: TABLE_NAME, Item: { pk: `U#${sub}`, sk: 'PROFILE', tier: to } }));
  await setTier(ME, tier);
  const script = { answers: [...answers], at: 0 };
  const model = createAnsweringModel(({ role }) => {
    if (role === 'small') return assessment;
    const answer = script.answers[Math.min(script.at, script.answers.length - 1)] ?? [];
    script.at += 1;
    return answer;
  }, clock);
  const search = createMemorySearch(searches, clock);
  const started: JobOrder[] = [];
  const deps = {
    turns: createDynamoTurns(storage),
    sessions: createDynamoSessions(storage),
    users: createDynamoUsers(storage),
    rates: createDynamoRates(storage),
    outbox: createDynamoOutbox(storage),
    brandKits: createDynamoBrandKits(storage),
    drafts: createDynamoDrafts(storage),
    uploads: createDynamoUploads(storage),
    generations: createDynamoGenerations(storage),
    objects: createMemoryObjects({ clock }),
    pictures: createScriptedPictures(pictureSteps, startsFromPictures, clock),
    drawing: createMemoryDrawing(),
    imageModel: { startsFromPictures },
    jobs: { start: async (order: JobOrder) => void started.push(order) },
    model,
    clock,
    ids: createCountingIds(),
    telemetry: createRecordedTelemetry(),
    tokens: { verify: async (authorization: string | undefined) => ({ sub: authorization ?? ME }) },
  };
  const cache = createDynamoSearchCache(storage);
  const coach = createPromptCoach({ brandKits: deps.brandKits, grounding: { ...deps, search, cache } });
  const row = COACHES.promptCoach;
  const handle = createRouter(
    [
      ...promptCoachTurnRoutes(coach, deps),
      ...turnStateRoutes(row, deps),
      ...promptCoachSessionRoutes(deps),
      ...promptCoachPictureRoutes(deps),
      ...brandKitRoutes(deps),
    ],
    deps,
  );
  const open = async (method: string, path: string, json?: object, sub = ME, query: Record<string, string> = {}) => {
    const answer = await handle({
      frontDoor: path.endsWith('/messages') || path === '/coach/start' ? 'function_url' : 'rest',
      method,
      path,
      query,
      headers: { 'content-type': 'application/json', authorization: sub },
      body: new TextEncoder().encode(json ? JSON.stringify(json) : ''),
      deadline: new AbortController().signal,
    });
    const { status, body } = answer;
    return {
      status,
      text: typeof body === 'string' ? Promise.resolve(body) : Array.fromAsync(body).then((all) => all.join('')),
    };
  };
  /** Waits for work that waits for the clock. */
  const passing = async <Value>(work: Promise<Value>, stepMs = 100): Promise<Value> => {
    let isOver = false;
    work.then(
      () => (isOver = true),
      () => (isOver = true),
    );
    for (let steps = 0; !isOver && steps < 400; steps += 1) await clock.advance(stepMs);
    return work;
  };
  const api = async (...request: Parameters<typeof open>) => {
    const { status, text } = await passing(open(...request));
    const body = await text;
    return { status, body: body === '' ? undefined : JSON.parse(body) };
  };
  const listen = async (path: string, json: object, sub = ME): Promise<Heard> => {
    const whole = async () => {
      const { status, text } = await open('POST', path, json, sub);
      return { status, text: await text };
    };
    const { status, text } = await passing(whole());
    if (status !== 200) return { status, events: [], last: undefined, problem: JSON.parse(text).error };
    const events = [...text.matchAll(/^data: (.*)$/gm)].map(([, data]) => JSON.parse(data ?? '') as CoachEvent);
    return { status, events, last: events.at(-1), problem: undefined };
  };
  const generate = (body: object = {}, sessionId = turnIdOf(1), sub = ME) =>
    api('POST', `/coach/sessions/${sessionId}/generate`, { generationId: generationIdOf(1), ...body }, sub);
  /** One delivery of the newest order. */
  const deliver = (changed: Partial<MakePicturesDeps> = {}, generationId = generationIdOf(1)) =>
    settled(makePictures({ sub: ME, generationId }, { ...deps, ...changed }));
  const finish = <Value>(work: Promise<Value>) => passing(work, 1_000);
  /** Deliveries of an order, until one settles as Lambda expects it. */
  const makeAll = async (generationId = generationIdOf(1)) => {
    for (let attempt = 1; attempt <= 4; attempt += 1) {
      const outcome = await finish(deliver({}, generationId));
      if (!(outcome instanceof Error)) return outcome;
    }
    throw new Error('the order did not settle');
  };
  const generation = async (generationId = generationIdOf(1), sessionId = turnIdOf(1)): Promise<Generation> =>
    (await api('GET', `/coach/sessions/${sessionId}/generations/${generationId}`)).body;
  let turns = 0;
  const nextId = () => {
    turns += 1;
    return turnIdOf(turns);
  };
  const start = (fields: object = {}, sub = ME) =>
    listen('/coach/start', { turnId: nextId(), ...START, ...fields }, sub);
  const say = (message: string, sessionId = turnIdOf(1), more: object = {}) =>
    listen(`/coach/sessions/${sessionId}/messages`, { turnId: nextId(), message, ...more });
  const session = async (sessionId = turnIdOf(1)): Promise<PromptSession> =>
    (await api('GET', `/coach/sessions/${sessionId}`)).body;
  /** What the main model was sent, oldest first. */
  const asked = () => model.requests.filter(({ role }) => role === 'main');
  return {
    clock,
    dynamo,
    storage,
    deps,
    script,
    search,
    started,
    setTier,
    open,
    api,
    listen,
    start,
    say,
    session,
    asked,
    passing,
    generate,
    deliver,
    finish,
    makeAll,
    generation,
  };
}
