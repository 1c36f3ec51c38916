import * as z from 'zod/mini';
import { createDynamoOutbox } from '#adapters/dynamodb/outbox';
import { createDynamoSessions } from '#adapters/dynamodb/sessions';
import { createDynamoTurns } from '#adapters/dynamodb/turns';
import type { CoachRow } from '#contract/coaches';
import { turnFields } from '#contract/requests';
import { Text } from '#contract/text';
import type { CoachKind } from '#domain/coach';
import type { HttpRequest } from '#ports/http';
import { createCountingIds, createManualClock } from '#testing/manual-clock';
import { createMemoryDynamo } from '#testing/memory-dynamo/engine';
import { createRecordedTelemetry } from '#testing/recorded-telemetry';
import { createScriptedModel } from '#testing/scripted-model';
import { EVENTS_TABLE_NAME, TABLE_NAME, tableDefinitions } from '#testing/tables';
import type { TurnReading } from '../read-turn.ts';
import { createRouter } from '../router.ts';
import { turnRoutes } from './turn-routes.ts';
import { turnStateRoutes } from './turn-state-routes.ts';

/** For tests: coaches that no table lists, from the HTTP request to the tables. */

export const START = '/plan/start';
const MESSAGES = '/plan/sessions/:sessionId/messages';

/** Its first turn has a separate route and body. */
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

/** A turn from the HTTP request to the tables. Model and time are fakes. */
export async function createWorld(row: CoachRow, ...others: readonly CoachRow[]) {
  const clock = createManualClock();
  const dynamo = createMemoryDynamo(tableDefinitions, clock.now);
  const storage = { client: dynamo.client, tableName: TABLE_NAME, eventsTableName: EVENTS_TABLE_NAME, clock };
  const deps = {
    turns: createDynamoTurns(storage),
    outbox: createDynamoOutbox(storage),
    jobs: { start: async () => undefined },
    model: createScriptedModel([[{ text: 'Well' }], [{ text: 'Better' }]], clock),
    clock,
    ids: createCountingIds(),
    telemetry: createRecordedTelemetry(),
    tokens: { verify: async () => ({ sub: ME }) },
  };
  const sessions = createDynamoSessions(storage);
  const routes = [row, ...others].flatMap((one) => [
    ...turnRoutes(one, coachOf(one), READINGS, deps),
    ...turnStateRoutes(one, deps),
  ]);
  const handle = createRouter(routes, deps);
  const ask = async (method: string, path: string, json?: object, more: Partial<HttpRequest> = {}) => {
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
    await clock.advance(30_000);
    return { status, type: headers['content-type'], text: (await parts).join('') };
  };
  return { ask, sessions, clock };
}

export const talkOf = (coachId: string) => `/users/${ME}/coaches/${coachId}/talks/${SESSION}`;
export const talkMessage = { turnId: TURN, message: 'Hi' };

/** A session of the talker that exists, beside the planner's routes. */
export async function createTalk() {
  const world = await createWorld(TALKER, PLANNER);
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
