import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { expect, it } from 'vitest';
import { createDynamoCoaches } from '#adapters/dynamodb/coaches';
import { createDynamoGames } from '#adapters/dynamodb/games';
import { createDynamoNotes } from '#adapters/dynamodb/notes';
import { createDynamoRates } from '#adapters/dynamodb/rates';
import { createDynamoStagedWrites } from '#adapters/dynamodb/staged-writes';
import { COUNT_LIMITS } from '#contract/count-limits';
import { TEMPLATES } from '#domain/coach-config/templates';
import { createGameTools } from '#domain/game-coach/tools/tools';
import { aGame } from '#testing/game-fixtures';
import { createCountingIds, createManualClock } from '#testing/manual-clock';
import { createMemoryDynamo } from '#testing/memory-dynamo/engine';
import { createRecordedTelemetry } from '#testing/recorded-telemetry';
import { TABLE_NAME, tableDefinitions } from '#testing/tables';
import { createRouter } from '../router.ts';
import { type CoachRouteDeps, coachRoutes } from './coach-routes.ts';
import { gameCoachToolRoutes } from './game-coach-tool-routes.ts';
import { gameDataRoutes } from './game-data-routes.ts';

/** A person who may store one more of everything. */
async function createWorld() {
  const clock = createManualClock();
  const dynamo = createMemoryDynamo(tableDefinitions, clock.now);
  const table = { client: dynamo.client, tableName: TABLE_NAME, clock };
  const deps = {
    tokens: { verify: async () => ({ sub: 'me' }) },
    rates: createDynamoRates(table),
    games: createDynamoGames(table),
    notes: createDynamoNotes(table),
    coaches: createDynamoCoaches(table),
    stagedWrites: createDynamoStagedWrites(table),
    clock,
    ids: createCountingIds(),
    telemetry: createRecordedTelemetry(),
  };
  const totals = Object.fromEntries(Object.entries(COUNT_LIMITS).map(([counted, limit]) => [counted, limit - 1]));
  await dynamo.client.send(new PutCommand({ TableName: TABLE_NAME, Item: { pk: 'U#me', sk: 'COUNTS', ...totals } }));
  const handle = createRouter(
    [
      ...gameDataRoutes(deps),
      ...gameCoachToolRoutes(createGameTools(deps), deps),
      ...coachRoutes(deps as unknown as CoachRouteDeps),
    ],
    deps,
  );
  return async (method: string, path: string, body?: object) => {
    const answer = await handle({
      frontDoor: 'rest',
      method,
      path,
      query: {},
      headers: { 'content-type': 'application/json', authorization: 'x' },
      body: new TextEncoder().encode(body ? JSON.stringify(body) : ''),
      deadline: new AbortController().signal,
    });
    const text = String(answer.body);
    return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
  };
}

const tooMany = (limit: string) => ({
  status: 422,
  body: { error: { code: 'validation_failed', details: { limit } } },
});

it('refuses the note after the last, added by the person or by a tool call, until one is deleted', async () => {
  const ask = await createWorld();
  const note = { content: 'Rotates late.', category: 'weakness' };
  const added = await ask('POST', '/coach/notes', note);
  expect(added.status).toBe(201);
  expect(await ask('POST', '/coach/notes', note)).toMatchObject(tooMany('notes'));
  const call = { toolName: 'save_coaching_note', toolInput: note };
  expect(await ask('POST', '/coach/tools/execute', call)).toMatchObject(tooMany('notes'));
  expect((await ask('DELETE', `/coach/notes/${added.body.noteId}`)).status).toBe(204);
  expect(await ask('POST', '/coach/tools/execute', call)).toMatchObject({ status: 200, body: { ok: true } });
});

it('refuses an import with more new games than the limit, and accepts the stored ones again', async () => {
  const ask = await createWorld();
  const [last, more] = [aGame(), aGame({}, 1)];
  expect(await ask('POST', '/coach/games', { games: [last, more] })).toMatchObject(tooMany('games'));
  expect((await ask('POST', '/coach/games', { games: [last] })).body).toMatchObject({ imported: 1 });
  expect((await ask('POST', '/coach/games', { games: [last] })).body).toMatchObject({ imported: 0, unchanged: 1 });
  expect(await ask('POST', '/coach/games', { games: [more] })).toMatchObject(tooMany('games'));
  expect((await ask('DELETE', `/coach/games/${last.gameId}`)).status).toBe(204);
  expect((await ask('POST', '/coach/games', { games: [more] })).body).toMatchObject({ imported: 1 });
});

it('refuses the coach after the last, until one is deleted', async () => {
  const ask = await createWorld();
  const path = `/users/me/coaches/from-template/${TEMPLATES[0]?.templateId}`;
  const created = await ask('POST', path);
  expect(created.status).toBe(201);
  expect(await ask('POST', path)).toMatchObject(tooMany('coaches'));
  expect((await ask('DELETE', `/users/me/coaches/${created.body.coachId}`)).status).toBe(204);
  expect((await ask('POST', path)).status).toBe(201);
});
