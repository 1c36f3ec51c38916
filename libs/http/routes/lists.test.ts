import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { ToolSchemas } from '#contract/game-chat-requests';
import { TEMPLATES } from '#domain/coach-config/templates';
import { createGameCoach } from '#domain/game-coach/game-coach';
import { PROVENANCE, RANK_BENCHMARKS } from '#domain/game-coach/rank-benchmarks';
import { createGameTools } from '#domain/game-coach/tools/tools';
import { createProductWorld } from '#testing/fuzz/product-world';
import { aFullGame, aGame } from '#testing/game-fixtures';
import { TABLE_NAME } from '#testing/tables';
import { createRouter } from '../router.ts';
import { coachCreatorSessionRoutes } from './coach-creator-session-routes.ts';
import { coachRoutes } from './coach-routes.ts';
import { gameCoachSessionRoutes } from './game-coach-session-routes.ts';
import { gameCoachToolRoutes } from './game-coach-tool-routes.ts';
import { gameCoachTurnRoutes } from './game-coach-turn-routes.ts';
import { gameDataRoutes } from './game-data-routes.ts';

const MINUTE_MS = 60_000;
const INTERVIEWS = '/users/ann/coach-creator-sessions';
const CHATS = '/coach/chat/sessions';

interface Asked {
  readonly json?: object;
  /** Instead of `json`, as it is sent. */
  readonly text?: string;
  readonly query?: object;
}

/** The routes of a person's lists, on an in-memory DynamoDB and virtual time. */
async function createApi() {
  const { clock, dynamo, storage, deps: common } = await createProductWorld();
  const deps = { ...common, notice: 'This coach is on trial.' };
  const coach = createGameCoach(deps);
  const handle = createRouter(
    [
      ...coachCreatorSessionRoutes(deps),
      ...coachRoutes(deps),
      ...gameCoachSessionRoutes(deps),
      ...gameCoachTurnRoutes(coach, deps),
      ...gameCoachToolRoutes(createGameTools(deps), deps),
      ...gameDataRoutes(deps),
    ],
    deps,
  );
  const ask = async (method: string, path: string, { json, text = '', query = {} }: Asked = {}) => {
    const answering = handle({
      frontDoor: 'rest',
      method,
      path,
      query: { ...query },
      headers: { authorization: 'Bearer ann', 'content-type': 'application/json' },
      body: new TextEncoder().encode(json ? JSON.stringify(json) : text),
      deadline: new AbortController().signal,
    });
    await clock.advance(1_000);
    const { status, body } = await answering;
    const answer = typeof body === 'string' ? body : (await Array.fromAsync(body)).join('');
    return { status, body: JSON.parse(answer) };
  };
  const list = async (path: string, query: object = {}) => (await ask('GET', path, { query })).body;
  /** Creates an interview at an instant. @returns its id. */
  const interviewAt = async (instant: string) => {
    await clock.advance(Date.parse(instant) - clock.now());
    return (await ask('POST', INTERVIEWS)).body.sessionId as string;
  };
  const items = (prefix: string) =>
    [...dynamo.items(TABLE_NAME)].filter(({ sk }) => String(sk).startsWith(prefix)) as Record<string, unknown>[];
  const putItem = (Item: object) => storage.client.send(new PutCommand({ TableName: TABLE_NAME, Item: { ...Item } }));
  return { ask, list, interviewAt, items, putItem, clock };
}

type Api = Awaited<ReturnType<typeof createApi>>;

/** Creates the item with this number in a list. @returns its id. */
const CREATE = {
  interviews: async ({ ask }: Api) => (await ask('POST', INTERVIEWS)).body.sessionId,
  coaches: async ({ ask }: Api, place: number) =>
    (await ask('POST', `/users/ann/coaches/from-template/${TEMPLATES[place]?.templateId}`)).body.coachId,
  chats: async ({ ask }: Api, place: number) => {
    const turnId = `6f1c1b1e-0000-4000-8000-00000000000${place}`;
    return (await ask('POST', '/coach/chat', { json: { turnId, message: 'Hi' } })).body.sessionId;
  },
  games: async ({ ask }: Api, place: number) => {
    await ask('POST', '/coach/games', { json: { games: [aGame({ gameId: `game-${place}` }, place)] } });
    return `game-${place}`;
  },
  notes: async ({ ask }: Api) =>
    (await ask('POST', '/coach/notes', { json: { content: 'Rotates late.', category: 'weakness' } })).body.noteId,
};

it.each([
  ['interviews', INTERVIEWS, 'sessions', 'sessionId'],
  ['coaches', '/users/ann/coaches', 'coaches', 'coachId'],
  ['chats', CHATS, 'sessions', 'sessionId'],
  ['games', '/coach/games', 'games', 'gameId'],
  ['notes', '/coach/notes', 'notes', 'noteId'],
] as const)('the list of %s is answered newest first, in pages of the limit', async (name, path, field, idName) => {
  const api = await createApi();
  const ids: string[] = [];
  for (let place = 0; place < 3; place += 1) {
    ids.unshift(await CREATE[name](api, place));
    await api.clock.advance(MINUTE_MS);
  }
  const page = async (query: object) => {
    const { nextCursor, [field]: items } = await api.list(path, query);
    return { ids: items.map((item: Record<string, string>) => item[idName]), nextCursor };
  };
  const first = await page({ limit: '2' });
  expect(first).toEqual({ ids: ids.slice(0, 2), nextCursor: expect.stringMatching(/./) });
  expect(await page({ limit: '2', cursor: first.nextCursor })).toEqual({ ids: ids.slice(2), nextCursor: undefined });
  expect(await page({})).toEqual({ ids, nextCursor: undefined });
  expect((await api.ask('GET', path, { query: { limit: '101' } })).status).toBe(422);
});

it('the messages of a chat and of an interview are answered oldest first, in pages of the limit', async () => {
  const api = await createApi();
  const sessionId = await CREATE.chats(api, 1);
  const chat = await api.list(`${CHATS}/${sessionId}/messages`, { limit: '1' });
  expect(chat).toMatchObject({ messages: [{ role: 'user', content: 'Hi' }], nextCursor: expect.stringMatching(/./) });
  const rest = await api.list(`${CHATS}/${sessionId}/messages`, { cursor: chat.nextCursor });
  expect(rest).toMatchObject({ messages: [{ role: 'assistant', content: 'Fine.' }] });
  expect(rest).not.toHaveProperty('nextCursor');

  const interview = await CREATE.interviews(api);
  const [greeting] = api.items('MSG#').filter(({ pk }) => String(pk).includes(interview));
  await api.putItem({ ...greeting, sk: String(greeting?.['sk']).replace(/0$/, '1'), messageId: 'second', seq: 1 });
  const one = await api.list(`${INTERVIEWS}/${interview}`, { limit: '1' });
  expect(one).toMatchObject({ sessionId: interview, messages: [{ messageId: greeting?.['messageId'] }] });
  const other = await api.list(`${INTERVIEWS}/${interview}`, { limit: '1', cursor: one.nextCursor });
  expect(other).toMatchObject({ messages: [{ messageId: 'second' }] });
});

describe('the list of interviews', () => {
  const [LATE, EARLY, NOON] = ['2026-11-21T23:59:59.500Z', '2026-11-22T00:00:00Z', '2026-11-22T12:00:00Z'];

  it.each([
    [{ fromDate: '2026-11-22' }, [NOON, EARLY]],
    [{ toDate: '2026-11-21' }, [LATE]],
    [{ fromDate: '2026-11-21', toDate: '2026-11-21' }, [LATE]],
    [{ fromDate: '2026-11-21', toDate: '2026-11-22', sortOrder: 'asc' }, [LATE, EARLY, NOON]],
    [{ fromDate: '2026-11-22T12:00:00' }, [NOON]],
    [{ fromDate: '2026-11-22T13:00:00+01:00' }, [NOON]],
    [{ fromDate: '2026-11-22T12:00:01Z' }, []],
    [{ toDate: '2026-11-22T01:00:00.000+01:00' }, [EARLY, LATE]],
  ])('the list of interviews has, for %j, those that were created at %j', async (query, instants) => {
    const { interviewAt, list } = await createApi();
    const ids = new Map<string, string>();
    for (const instant of [LATE, EARLY, NOON]) ids.set(await interviewAt(instant), instant);
    const { sessions } = await list(INTERVIEWS, query);
    expect(sessions.map(({ sessionId }: { sessionId: string }) => ids.get(sessionId))).toEqual(instants);
  });

  it('the list of interviews has only finished or only unfinished ones when it is asked for them', async () => {
    const { interviewAt, list, items, putItem } = await createApi();
    const [open, finished] = [await interviewAt(LATE), await interviewAt(NOON)];
    const [item] = items('SESSION#').filter(({ sessionId }) => sessionId === finished);
    await putItem({ ...item, state: { ...(item?.['state'] as object), phase: 'complete' } });
    const idsOf = async (isComplete: string) =>
      (await list(INTERVIEWS, { isComplete })).sessions.map(({ sessionId }: { sessionId: string }) => sessionId);
    expect([await idsOf('true'), await idsOf('false')]).toEqual([[finished], [open]]);
  });

  it('a new interview is refused when its body has a field', async () => {
    const { ask, list } = await createApi();
    expect((await ask('POST', INTERVIEWS, { json: { coach: 1 } })).status).toBe(422);
    expect((await ask('POST', INTERVIEWS, { json: {} })).status).toBe(201);
    expect((await list(INTERVIEWS)).sessions).toHaveLength(1);
  });
});

it('imports a hundred games with every field and escaped characters, in a body larger than others may be', async () => {
  const { ask, list } = await createApi();
  const games = Array.from({ length: 100 }, (_, place) => ({
    ...aFullGame({ gameId: `game-${place}`, playlist: '🚀'.repeat(50), rank: '🚀'.repeat(30) }, place),
  }));
  const text = JSON.stringify({ games }).replaceAll('🚀', '\\ud83d\\ude80');
  expect(text.length).toBeGreaterThan(64 * 1_024);
  expect(await ask('POST', '/coach/games', { text })).toMatchObject({ status: 200, body: { imported: 100 } });
  expect((await list('/coach/games', { limit: '100' })).games).toEqual(games.toReversed());
});

it('answers a game by its id, and the benchmarks of all ranks with their source', async () => {
  const { ask } = await createApi();
  const game = aGame({ gameId: 'one' });
  await ask('POST', '/coach/games', { json: { games: [game] } });
  expect(await ask('GET', '/coach/games/one')).toEqual({ status: 200, body: game });
  expect((await ask('GET', '/coach/games/two')).status).toBe(404);
  const benchmarks = { benchmarks: RANK_BENCHMARKS, source: PROVENANCE };
  expect(await ask('GET', '/coach/benchmarks')).toEqual({ status: 200, body: benchmarks });
});

it('a new interview greets with the notice of the stage, and expires when it is left for 30 days', async () => {
  const { ask } = await createApi();
  const { status, body } = await ask('POST', INTERVIEWS);
  expect([status, body.messages.length]).toEqual([201, 1]);
  expect(body.messages[0].content).toContain('This coach is on trial.');
  expect(Date.parse(body.expiresAt) - Date.parse(body.createdAt)).toBe(30 * 24 * 3_600_000);
});

it('a coach has its new name in the answer and in the list', async () => {
  const api = await createApi();
  const coachId = await CREATE.coaches(api, 0);
  const renamed = await api.ask('PUT', `/users/ann/coaches/${coachId}`, { json: { coachName: 'Coach Bo' } });
  expect(renamed).toMatchObject({ status: 200, body: { coachId, coachName: 'Coach Bo' } });
  expect((await api.list('/users/ann/coaches')).coaches).toMatchObject([{ coachId, coachName: 'Coach Bo' }]);
});

it('the list of tools has the schema of each one that a backend can execute', async () => {
  const { list } = await createApi();
  const body = await list('/coach/tools/schema');
  expect(ToolSchemas.parse(body)).toEqual(body);
  expect(body.tools.map(({ name }: { name: string }) => name).sort()).toEqual([
    'get_game_details',
    'get_rank_benchmarks',
    'get_recent_games',
    'get_stats_by_mode',
    'save_coaching_note',
  ]);
});
