import * as z from 'zod/mini';
import { createDynamoOutbox } from '#adapters/dynamodb/outbox';
import { createDynamoRates } from '#adapters/dynamodb/rates';
import { createDynamoSessions } from '#adapters/dynamodb/sessions';
import { createDynamoTurns } from '#adapters/dynamodb/turns';
import { createDynamoUsers } from '#adapters/dynamodb/users';
import type { CoachRow } from '#contract/coaches';
import { turnFields } from '#contract/requests';
import { Text } from '#contract/text';
import type { CoachKind } from '#domain/coach';
import type { TurnReading } from '#http/read-turn';
import { createRouter } from '#http/router';
import { turnRoutes } from '#http/routes/turn-routes';
import { turnStateRoutes } from '#http/routes/turn-state-routes';
import type { HttpRequest } from '#ports/http';
import { createCountingIds, createManualClock } from '../manual-clock.ts';
import { createMemoryDynamo } from '../memory-dynamo/engine.ts';
import { createRecordedTelemetry } from '../recorded-telemetry.ts';
import { createScriptedModel } from '../scripted-model.ts';
import { EVENTS_TABLE_NAME, TABLE_NAME, tableDefinitions } from '../tables.ts';

export const START = '/plan/start';
const MESSAGES = '/plan/sessions/:sessionId/messages';

/** A coach that no table lists. Its first turn has a separate route and body. */
export const PLANNER: CoachRow = {
  kind: 'planner',
  function: 'stream-planner',
  session: '/plan/sessions/:sessionId',
  turns: {
    first: { stream: START, json: { method: 'POST', path: START } },
    next: { stream: MESSAGES, json: { method: 'POST', path: MESSAGES } },
  },
};

const TALK = '/users/:userId/coaches/:coachId/talks/:sessionId';
const TALKS_START = '/users/:userId/coaches/:coachId/talks/start';

/** Another one. Its sessions are created before their first turn, and its path names more than the session. */
export const TALKER: CoachRow = {
  kind: 'talker',
  function: 'stream-talker',
  session: TALK,
  turns: { next: { stream: `${TALK}/stream`, json: { method: 'POST', path: `${TALK}/send-message` } } },
};

/** The same, but its first turn opens the session. */
export const STUDIO: CoachRow = {
  ...TALKER,
  turns: { ...TALKER.turns, first: { stream: TALKS_START, json: { method: 'POST', path: TALKS_START } } },
};

const Start = z.strictObject({ ...turnFields, topic: Text(1, 100) });
const Message = z.strictObject({ ...turnFields, message: Text(1, 100) });
type Body = z.infer<typeof Start> | z.infer<typeof Message>;

const first: TurnReading<Body> = { body: Start, fieldsOf: ({ text }) => ({ topic: text }) };
const next: TurnReading<Body> = { body: Message, fieldsOf: ({ text }) => ({ message: text }) };

export const READINGS = { first, next };

interface State {
  readonly turns: number;
}

export const coachOf = (row: CoachRow): CoachKind<Body, State> => ({
  kind: row.kind,
  limits: { maxTokens: 100, maxSteps: 1, windowMessages: 10, turnLimit: null, idleMs: null },
  state: z.object({ turns: z.number() }),
  ...(row.turns.first && { open: () => ({ turns: 0 }) }),
  load: async () => undefined,
  check: () => {},
  message: (body) => [{ type: 'text', text: 'topic' in body ? body.topic : body.message }],
  prompt: () => ({ systemStatic: 'static', systemDynamic: 'dynamic', tools: [] }),
  finish: ({ session }) => ({
    state: { turns: session.state.turns + 1 },
    status: 'active',
    title: null,
    complete: {},
    writes: [],
    jobs: [],
  }),
});

export const ME = 'me';
export const TURN = '0f4f8f6e-3b1f-4f0e-9a55-6a8f6a0c9d11';
export const SECOND_TURN = '0f4f8f6e-3b1f-4f0e-9a55-6a8f6a0c9d12';
export const COACH = '01JD0000000000000000000001';
export const SESSION = '01JD0000000000000000000002';
export const UNKNOWN = '01JD0000000000000000000003';
type Scripts = Parameters<typeof createScriptedModel>[0];

/** A turn from the HTTP request to the tables. Model and time are fakes. */
export async function createRoutesWorld(
  rows: CoachRow | readonly CoachRow[],
  scripts = [[{ text: 'Well' }], [{ text: 'Better' }]] as Scripts,
) {
  const clock = createManualClock();
  const dynamo = createMemoryDynamo(tableDefinitions, clock.now);
  const storage = { client: dynamo.client, tableName: TABLE_NAME, eventsTableName: EVENTS_TABLE_NAME, clock };
  const deps = {
    turns: createDynamoTurns(storage),
    rates: createDynamoRates(storage),
    outbox: createDynamoOutbox(storage),
    jobs: { start: async () => undefined },
    model: createScriptedModel(scripts, clock),
    clock,
    ids: createCountingIds(),
    telemetry: createRecordedTelemetry(),
    tokens: { verify: async () => ({ sub: ME }) },
  };
  const sessions = createDynamoSessions(storage);
  const routes = [rows]
    .flat()
    .flatMap((row) => [...turnRoutes(row, coachOf(row), READINGS, deps), ...turnStateRoutes(row, deps)]);
  const handle = createRouter(routes, deps);
  /** Opens an answer, and reads it in the background. */
  const open = async (method: string, path: string, json?: object, more: Partial<HttpRequest> = {}) => {
    const answer = await handle({
      frontDoor: 'rest',
      method,
      path,
      query: {},
      headers: { 'content-type': 'application/json', authorization: 'Bearer x' },
      body: new TextEncoder().encode(json ? JSON.stringify(json) : ''),
      deadline: new AbortController().signal,
      ...more,
    });
    const { status, headers, body } = answer;
    const parts = typeof body === 'string' ? Promise.resolve([body]) : Array.fromAsync(body);
    return { status, type: headers['content-type'], retryAfter: headers['retry-after'], parts };
  };
  const ask = async (...request: Parameters<typeof open>) => {
    const { parts, ...answer } = await open(...request);
    await clock.advance(30_000);
    return { ...answer, text: (await parts).join('') };
  };
  const follows = () =>
    [...dynamo.items(TABLE_NAME)].find(({ sk }) => String(sk).startsWith('RATE#follows'))?.['count'];
  return { open, ask, sessions, clock, follows, deps: { ...deps, sessions, users: createDynamoUsers(storage) } };
}

export const talkOf = (coachId: string) => `/users/${ME}/coaches/${coachId}/talks/${SESSION}`;
export const talkMessage = { turnId: TURN, message: 'Hi' };

/** A session of the talker that exists, beside the planner's routes. */
export async function createTalk() {
  const world = await createRoutesWorld([TALKER, PLANNER]);
  await world.sessions.create({
    ref: { sub: ME, kind: 'talker', sessionId: SESSION, parents: { coachId: COACH } },
    now: world.clock.now(),
    expiresAt: null,
    state: { turns: 0 },
    messages: [],
    rate: { window: 'sessions#now', limit: 10, endsAt: world.clock.now() + 1_000 },
  });
  return world;
}
