import { describe, expect, it } from 'vitest';
import { createDynamoRates } from '#adapters/dynamodb/rates';
import { COACH_ROWS } from '#contract/coaches';
import { json } from '#http/answers';
import { createRouter, type Route } from '#http/router';
import { turnRoutes } from '#http/routes/turn-routes';
import { createCountingIds, createManualClock } from '#testing/manual-clock';
import { createMemoryDynamo } from '#testing/memory-dynamo/engine';
import { createRecordedTelemetry } from '#testing/recorded-telemetry';
import { TABLE_NAME, tableDefinitions } from '#testing/tables';
import { type CoachApiDeps, coachApiRoutes } from './coach-api.ts';

const nothing = {} as never;

/** Every route of the product, of the API and of the stream functions. */
const ROUTES: readonly Route[] = [
  ...coachApiRoutes({} as CoachApiDeps),
  ...COACH_ROWS.flatMap((row) => turnRoutes(row, nothing, { next: nothing }, nothing)),
];

/** Writes that have a limit of their own, or none. Every other one counts in the window that all writes share. */
const OWN_LIMITS: Readonly<Record<string, Route['limit'] | 'service'>> = {
  'POST /users/:userId/coach-creator-sessions': 'sessions',
  'POST /users/:userId/coach-creator-sessions/:sessionId/stream': 'turn',
  'PUT /users/:userId/coach-creator-sessions/:sessionId': 'turn',
  'POST /users/:userId/coach-creator-sessions/:sessionId/turns/:turnId/abort': 'stop',
  'POST /coach/start': 'turn',
  'POST /coach/sessions/:sessionId/messages': 'turn',
  'POST /coach/sessions/:sessionId/turns/:turnId/abort': 'stop',
  'POST /coach/chat/stream': 'turn',
  'POST /coach/chat': 'turn',
  'POST /coach/chat/sessions/:sessionId/turns/:turnId/abort': 'stop',
  'POST /coach/chat/preflight': 'messages',
  'POST /coach/chat/abort': 'stop',
  'POST /coach/notes': 'notes',
  'POST /coach/tools/execute': 'tools',
  'POST /service/users/:userId/coach/chat/preflight': 'service',
  'POST /service/users/:userId/coach/chat/record': 'service',
  'POST /service/users/:userId/coach/chat/abort': 'service',
};

/** Of parameters that take no ULID. */
const IDS: Readonly<Record<string, string>> = {
  userId: 'me',
  jobId: '0f4f8f6e-3b1f-4f0e-9a55-6a8f6a0c9d11',
  assetId: '0f4f8f6e-3b1f-4f0e-9a55-6a8f6a0c9d11-1',
};

const nameOf = ({ method, pattern }: Route) => `${method} ${pattern}`;
/** GETs that ask a model. */
const SPENDING = ['GET /coach/chat/sessions/:sessionId/recap'];
const isOther = (route: Route) =>
  SPENDING.includes(nameOf(route)) || (route.method !== 'GET' && OWN_LIMITS[nameOf(route)] === undefined);

function createWorld() {
  const clock = createManualClock();
  const dynamo = createMemoryDynamo(tableDefinitions, clock.now);
  const called: string[] = [];
  const routes = ROUTES.map((route) => ({
    ...route,
    handle: async () => {
      called.push(nameOf(route));
      return json(200, {});
    },
  }));
  const handle = createRouter(routes, {
    tokens: { verify: async () => ({ sub: 'me' }) },
    rates: createDynamoRates({ client: dynamo.client, tableName: TABLE_NAME, clock }),
    clock,
    ids: createCountingIds(),
    telemetry: createRecordedTelemetry(),
  });
  const ask = ({ method, pattern, auth }: Route) =>
    handle({
      frontDoor: 'rest',
      method,
      path: pattern.replaceAll(/:(\w+)/g, (_, name: string) => IDS[name] ?? '01JD0000000000000000000001'),
      query: {},
      headers: { authorization: 'x' },
      body: new Uint8Array(),
      deadline: new AbortController().signal,
      ...(auth && { isService: true }),
    });
  return { ask, clock, called };
}

describe('the limit of writes that are no turns', () => {
  it('has exactly the listed exceptions in the whole route table', () => {
    const own = ROUTES.filter(({ limit, auth }) => limit !== undefined || auth !== undefined);
    expect(Object.fromEntries(own.map((route) => [nameOf(route), route.limit ?? route.auth]))).toEqual(OWN_LIMITS);
    expect(ROUTES.filter(isOther).map(nameOf)).toContain('DELETE /coach/games/:gameId');
  });

  it('refuses the 61st write of a minute at every route that has no limit of its own', async () => {
    const { ask, clock, called } = createWorld();
    const writes = ROUTES.filter(isOther);
    await clock.advance(15_000);
    for (let count = 0; count < 60; count += 1) {
      expect((await ask(writes[count % writes.length] as Route)).status).toBe(200);
    }
    called.splice(0);
    for (const route of ROUTES) {
      const { status, headers } = await ask(route);
      if (isOther(route)) expect([nameOf(route), status, headers['retry-after']]).toEqual([nameOf(route), 429, '45']);
    }
    expect(called).toEqual(ROUTES.filter((route) => !isOther(route)).map(nameOf));
    await clock.advance(45_000);
    expect((await ask(writes[0] as Route)).status).toBe(200);
  });
});
