import { expect, it } from 'vitest';
import { createDynamoOutbox } from '#adapters/dynamodb/outbox';
import { createDynamoRates } from '#adapters/dynamodb/rates';
import { createDynamoSessions } from '#adapters/dynamodb/sessions';
import { createDynamoTurns } from '#adapters/dynamodb/turns';
import { INITIAL_STATE } from '#domain/coach-creator/state';
import { createGameCoach } from '#domain/game-coach/game-coach';
import type { HttpRequest } from '#ports/http';
import { createProductWorld } from '#testing/fuzz/product-world';
import { aGame } from '#testing/game-fixtures';
import { createCountingIds, createManualClock } from '#testing/manual-clock';
import { createMemoryDynamo } from '#testing/memory-dynamo/engine';
import { createRecordedTelemetry } from '#testing/recorded-telemetry';
import { createScriptedModel } from '#testing/scripted-model';
import { EVENTS_TABLE_NAME, TABLE_NAME, tableDefinitions } from '#testing/tables';
import { createRouter } from '../router.ts';
import { coachCreatorTurnRoutes } from './coach-creator-turn-routes.ts';
import { gameCoachTurnRoutes } from './game-coach-turn-routes.ts';

const SESSION = '01JD0000000000000000000000';
const PATH = `/users/me/coach-creator-sessions/${SESSION}`;

/** A turn from the HTTP request to the tables. Network, model and time are fakes. */
async function createWorld() {
  const clock = createManualClock();
  const dynamo = createMemoryDynamo(tableDefinitions, clock.now);
  const storage = { client: dynamo.client, tableName: TABLE_NAME, eventsTableName: EVENTS_TABLE_NAME, clock };
  const model = createScriptedModel([[{ text: 'Hel' }, { text: 'lo' }]], clock);
  await createDynamoSessions(storage).create({
    ref: { sub: 'me', kind: 'coach_creator', sessionId: SESSION },
    now: clock.now(),
    expiresAt: new Date(clock.now() + 3_600_000).toISOString(),
    state: { ...INITIAL_STATE },
    messages: [],
    rate: { window: 'sessions#now', limit: 10, endsAt: clock.now() + 1_000 },
  });
  const deps = {
    turns: createDynamoTurns(storage),
    rates: createDynamoRates(storage),
    outbox: createDynamoOutbox(storage),
    jobs: { start: async () => undefined },
    model,
    clock,
    ids: createCountingIds(),
    telemetry: createRecordedTelemetry(),
    tokens: { verify: async () => ({ sub: 'me' }) },
  };
  const handle = createRouter(coachCreatorTurnRoutes(deps), deps);
  const ask = async (json: object, more: Partial<HttpRequest> = {}) => {
    const { status, headers, body } = await handle({
      frontDoor: 'rest',
      method: 'POST',
      path: `${PATH}/stream`,
      query: {},
      headers: { 'content-type': 'application/json', authorization: 'Bearer x' },
      body: new TextEncoder().encode(JSON.stringify(json)),
      deadline: new AbortController().signal,
      ...more,
    });
    const parts: string[] = [];
    const reading = (async () => {
      if (typeof body === 'string') parts.push(body);
      else for await (const part of body) parts.push(part);
    })();
    await clock.advance(30_000);
    await reading;
    return { status, headers, bytes: parts.join('') };
  };
  return { ask, model };
}

const said = (text: string) => ({
  id: 'chat',
  trigger: 'submit-message',
  messages: [{ id: 'msg-1', role: 'user', parts: [{ type: 'text', text }] }],
});

it('runs a turn in the AI SDK’s dialect once, and replays it when the message is sent again', async () => {
  const { ask, model } = await createWorld();
  const live = await ask(said('Hi'), { query: { protocol: 'ai-sdk' } });
  const again = await ask(said('Hi'), { query: { protocol: 'ai-sdk' } });

  expect([live.status, live.headers['x-vercel-ai-ui-message-stream']]).toEqual([200, 'v1']);
  expect(live.headers['content-type']).toBe('text/event-stream; charset=utf-8');
  expect(live.bytes).toContain('"delta":"Hel"');
  expect(live.bytes.endsWith('data: [DONE]\n\n')).toBe(true);
  expect(again.bytes).toBe(live.bytes);
  expect(model.calls).toHaveLength(1);
});

it('refuses with the same body and status in every dialect', async () => {
  const { ask } = await createWorld();
  await ask(said('Hi'), { query: { protocol: 'ai-sdk' } });
  const other = await ask(said('Ho'), { query: { protocol: 'ai-sdk' } });
  const unknown = await ask(said('Hi'), { query: { protocol: 'morse' } });

  expect([other.status, unknown.status]).toEqual([422, 422]);
  expect(other.headers['content-type']).toBe('application/problem+json');
  expect(JSON.parse(other.bytes).error.code).toBe('turn_mismatch');
  expect(JSON.parse(unknown.bytes).error.code).toBe('validation_failed');
});

it('ignores the dialect for a JSON answer', async () => {
  const { ask } = await createWorld();
  const turnId = '0f4f8f6e-3b1f-4f0e-9a55-6a8f6a0c9d11';
  const { status, bytes } = await ask(
    { turnId, userResponse: 'Hi', messageTimestamp: '2026-11-21T10:00:00Z' },
    { method: 'PUT', path: PATH, query: { protocol: 'morse' } },
  );

  expect([status, JSON.parse(bytes).type]).toEqual([200, 'complete']);
});

it('runs a turn in the AG-UI dialect', async () => {
  const { ask } = await createWorld();
  const { bytes } = await ask(
    { threadId: 't', runId: 'r', messages: [{ id: 'msg-1', role: 'user', content: 'Hi' }] },
    { headers: { 'content-type': 'application/json', authorization: 'x', 'x-stream-protocol': 'ag-ui' } },
  );

  expect(bytes).toMatch(/^data: \{"type":"RUN_STARTED","threadId":"t","runId":"r"/);
  expect(bytes).toMatch(/data: \{"type":"RUN_FINISHED","threadId":"t","runId":"r".*\n\n$/);
});

it('asks the game coach about the game that a message of the AI SDK names, and refuses one that is not there', async () => {
  const { deps, clock } = await createProductWorld();
  await deps.games.put('ann', [aGame({ gameId: 'g-1' })]);
  const handle = createRouter(gameCoachTurnRoutes(createGameCoach(deps), deps), deps);
  const statusOf = async (gameId: string) => {
    const answering = handle({
      frontDoor: 'function_url',
      method: 'POST',
      path: '/coach/chat/stream',
      query: { protocol: 'ai-sdk' },
      headers: { 'content-type': 'application/json', authorization: 'Bearer ann' },
      body: new TextEncoder().encode(JSON.stringify({ ...said('How was it?'), id: gameId, gameId })),
      deadline: new AbortController().signal,
    });
    await clock.advance(1_000);
    return (await answering).status;
  };
  expect([await statusOf('g-1'), await statusOf('g-2')]).toEqual([200, 404]);
});
