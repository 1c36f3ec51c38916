import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { createDynamoOutbox } from '#adapters/dynamodb/outbox';
import { createDynamoSessions } from '#adapters/dynamodb/sessions';
import { createDynamoTurns } from '#adapters/dynamodb/turns';
import { COACH_ROWS, type CoachRow, turnRoutesOf } from '#contract/coaches';
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

const START = '/plan/start';
const MESSAGES = '/plan/sessions/:sessionId/messages';

/** A coach that no table lists. Its first turn has a separate route and body. */
const PLANNER: CoachRow = {
  kind: 'planner',
  function: 'stream-planner',
  session: '/plan/sessions/:sessionId',
  turns: {
    first: { stream: START, json: { method: 'POST', path: START } },
    next: { stream: MESSAGES, json: { method: 'POST', path: MESSAGES } },
  },
};

const TALK = '/users/:userId/coaches/:coachId/talks/:sessionId';

/** Another one. Its sessions are created before their first turn, and its path names more than the session. */
const TALKER: CoachRow = {
  kind: 'talker',
  function: 'stream-talker',
  session: TALK,
  turns: { next: { stream: `${TALK}/stream`, json: { method: 'POST', path: `${TALK}/send-message` } } },
};

const Start = z.strictObject({ ...turnFields, topic: Text(1, 100) });
const Message = z.strictObject({ ...turnFields, message: Text(1, 100) });
type Body = z.infer<typeof Start> | z.infer<typeof Message>;

const first: TurnReading<Body> = { body: Start, fieldsOf: ({ text }) => ({ topic: text }) };
const next: TurnReading<Body> = { body: Message, fieldsOf: ({ text }) => ({ message: text }) };

interface State {
  readonly turns: number;
}

const coachOf = (row: CoachRow): CoachKind<Body, State> => ({
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

const ME = 'me';
const TURN = '0f4f8f6e-3b1f-4f0e-9a55-6a8f6a0c9d11';
const SECOND_TURN = '0f4f8f6e-3b1f-4f0e-9a55-6a8f6a0c9d12';
const COACH = '01JD0000000000000000000001';
const SESSION = '01JD0000000000000000000002';

/** A turn from the HTTP request to the tables. Model and time are fakes. */
async function createWorld(row: CoachRow) {
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
  const routes = [...turnRoutes(row, coachOf(row), { first, next }, deps), ...turnStateRoutes(row, deps)];
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

const SSE = 'text/event-stream; charset=utf-8';

describe('a coach whose first turn creates the session', () => {
  const start = { turnId: TURN, topic: 'Sleep' };
  const message = { turnId: SECOND_TURN, message: 'More' };
  const messages = `/plan/sessions/${TURN}/messages`;

  it('runs both turns as JSON on the API, in a session with the id of the first turn', async () => {
    const { ask, sessions } = await createWorld(PLANNER);
    const opened = await ask('POST', START, start);
    expect([opened.status, JSON.parse(opened.text)]).toMatchObject([200, { type: 'complete', aiResponse: 'Well' }]);
    const continued = await ask('POST', messages, message);
    expect(JSON.parse(continued.text)).toMatchObject({ type: 'complete', aiResponse: 'Better', turnsUsed: 2 });
    expect(await sessions.get({ sub: ME, kind: 'planner', sessionId: TURN })).toMatchObject({ state: { turns: 2 } });
  });

  it('streams on the API when the query asks for it, and always on the Function URL', async () => {
    const { ask } = await createWorld(PLANNER);
    const opened = await ask('POST', START, start, { query: { stream: 'true' } });
    expect([opened.type, opened.text]).toEqual([SSE, expect.stringContaining(`"sessionId":"${TURN}"`)]);
    expect((await ask('POST', messages, message, { frontDoor: 'function_url' })).type).toBe(SSE);
  });

  it('refuses the body of a later turn at the first turn’s route, and the other way round', async () => {
    const { ask } = await createWorld(PLANNER);
    expect((await ask('POST', START, message)).status).toBe(400);
    await ask('POST', START, start);
    expect((await ask('POST', messages, { ...start, turnId: SECOND_TURN })).status).toBe(400);
  });

  it('accepts a stop that comes before the first turn', async () => {
    const { ask } = await createWorld(PLANNER);
    const stopped = await ask('POST', `/plan/sessions/${TURN}/turns/${TURN}/abort`);
    expect([stopped.status, JSON.parse(stopped.text).status]).toEqual([200, 'aborted']);
    expect(JSON.parse((await ask('POST', START, start)).text).type).toBe('aborted');
  });

  it('follows a turn by its id, and answers its state', async () => {
    const { ask } = await createWorld(PLANNER);
    await ask('POST', START, start);
    const turn = `/plan/sessions/${TURN}/turns/${TURN}`;
    expect(await ask('GET', `${turn}/stream`)).toMatchObject({ type: SSE, text: expect.stringContaining('"Well"') });
    expect(JSON.parse((await ask('GET', turn)).text)).toMatchObject({ status: 'completed', sessionId: TURN });
  });
});

describe('a coach whose session path has further parameters', () => {
  const talkOf = (coachId: string) => `/users/${ME}/coaches/${coachId}/talks/${SESSION}`;
  const message = { turnId: TURN, message: 'Hi' };

  async function createTalk() {
    const world = await createWorld(TALKER);
    await world.sessions.create({
      ref: { sub: ME, kind: 'talker', sessionId: SESSION },
      now: world.clock.now(),
      expiresAt: null,
      state: { turns: 0 },
      messages: [],
      rate: { window: 'sessions#now', limit: 10, endsAt: world.clock.now() + 1_000 },
    });
    return world;
  }

  it('runs its turns on all three paths', async () => {
    const { ask } = await createTalk();
    const asJson = await ask('POST', `${talkOf(COACH)}/send-message`, message);
    expect(JSON.parse(asJson.text)).toMatchObject({ type: 'complete', aiResponse: 'Well' });
    for (const frontDoor of ['rest', 'function_url'] as const) {
      const replayed = await ask('POST', `${talkOf(COACH)}/stream`, message, { frontDoor });
      expect([replayed.type, replayed.text]).toEqual([SSE, expect.stringContaining('"Well"')]);
    }
  });

  it('follows and stops them, and answers their state', async () => {
    const { ask } = await createTalk();
    await ask('POST', `${talkOf(COACH)}/stream`, message);
    const turn = `${talkOf(COACH)}/turns/${TURN}`;
    expect((await ask('GET', `${turn}/stream`)).type).toBe(SSE);
    expect(JSON.parse((await ask('POST', `${turn}/abort`)).text).status).toBe('completed');
    expect(JSON.parse((await ask('GET', turn)).text).status).toBe('completed');
  });

  it('answers 404 for a malformed parameter, and for a stop of a turn in a session that does not exist', async () => {
    const { ask } = await createTalk();
    expect((await ask('POST', `${talkOf('nothing')}/stream`, message)).status).toBe(404);
    const other = `/users/${ME}/coaches/${COACH}/talks/01JD0000000000000000000003`;
    expect((await ask('POST', `${other}/turns/${TURN}/abort`)).status).toBe(404);
  });
});

it.each([...COACH_ROWS, PLANNER, TALKER])('the routes of $kind are those of its row', (row) => {
  const routes = turnRoutes(row, coachOf(row), { first, next }, {} as Parameters<typeof turnRoutes>[3]);
  expect(routes.map(({ method, pattern }) => ({ method, path: pattern }))).toEqual(
    turnRoutesOf(row).map(({ method, path }) => ({ method, path })),
  );
});
