import { expect, it } from 'vitest';
import { COACHES } from '#contract/coaches';
import { findTemplate, TEMPLATES } from '#domain/coach-config/templates';
import { createGameCoach } from '#domain/game-coach/game-coach';
import { createProductWorld } from '#testing/fuzz/product-world';
import { aGame } from '#testing/game-fixtures';
import { type Call, createRouter } from '../router.ts';
import { sessionRefOf } from '../session-ref.ts';
import { budgetRoutes } from './budget-routes.ts';
import { coachCreatorSessionRoutes } from './coach-creator-session-routes.ts';
import { coachRoutes } from './coach-routes.ts';
import { gameCoachSessionRoutes } from './game-coach-session-routes.ts';
import { gameCoachTurnRoutes } from './game-coach-turn-routes.ts';
import { gameDataRoutes } from './game-data-routes.ts';

const INTERVIEWS = '/users/ann/coach-creator-sessions';
const CHATS = '/coach/chat/sessions';
const UNKNOWN = '01JD8Y7Z6K3M9QW2R5T8V0XABC';
const TURN = '6f1c1b1e-0000-4000-8000-000000000001';
const MINUTE_MS = 60_000;

/** The routes of a person's things, on an in-memory DynamoDB and virtual time. */
async function createApi() {
  const { clock, deps } = await createProductWorld();
  const handle = createRouter(
    [
      ...budgetRoutes(deps),
      ...coachCreatorSessionRoutes(deps),
      ...coachRoutes(deps),
      ...gameCoachSessionRoutes(deps),
      ...gameCoachTurnRoutes(createGameCoach(deps), deps),
      ...gameDataRoutes(deps),
    ],
    deps,
  );
  const ask = async (method: string, path: string, json?: object, query: Readonly<Record<string, string>> = {}) => {
    const answering = handle({
      frontDoor: 'rest',
      method,
      path,
      query,
      headers: { authorization: 'Bearer ann', 'content-type': 'application/json' },
      body: new TextEncoder().encode(json ? JSON.stringify(json) : ''),
      deadline: new AbortController().signal,
    });
    await clock.advance(1_000);
    const { status, body } = await answering;
    const text = typeof body === 'string' ? body : (await Array.fromAsync(body)).join('');
    return { status, text, body: text.startsWith('{') ? JSON.parse(text) : undefined };
  };
  return { ask, clock, deps };
}

type Api = Awaited<ReturnType<typeof createApi>>;

const CREATE = {
  interview: async ({ ask }: Api) => `${INTERVIEWS}/${(await ask('POST', INTERVIEWS)).body.sessionId}`,
  chat: async ({ ask }: Api) => {
    await ask('POST', '/coach/chat', { turnId: TURN, message: 'Hi' });
    return `${CHATS}/${TURN}`;
  },
  coach: async ({ ask }: Api) => {
    const { body } = await ask('POST', `/users/ann/coaches/from-template/${TEMPLATES[0]?.templateId}`);
    return `/users/ann/coaches/${body.coachId}`;
  },
  game: async ({ ask }: Api) => {
    await ask('POST', '/coach/games', { games: [aGame({ gameId: 'one' })] });
    return '/coach/games/one';
  },
};

it.each(Object.entries(CREATE))('answers a deleted %s with 204, and with 404 from then on', async (_, create) => {
  const api = await createApi();
  const path = await create(api);
  expect((await api.ask('GET', path)).status).toBe(200);
  expect(await api.ask('DELETE', path)).toMatchObject({ status: 204, text: '' });
  expect((await api.ask('GET', path)).status).toBe(404);
  expect((await api.ask('DELETE', path)).status).toBe(404);
});

it('deletes a note once', async () => {
  const { ask } = await createApi();
  const { status, body } = await ask('POST', '/coach/notes', { content: 'Rotates late.', category: 'weakness' });
  expect(status).toBe(201);
  expect((await ask('DELETE', `/coach/notes/${body.noteId}`)).status).toBe(204);
  expect((await ask('GET', '/coach/notes')).body).toEqual({ notes: [] });
  expect((await ask('DELETE', `/coach/notes/${body.noteId}`)).status).toBe(404);
});

it('answers a coach by its id, and 404 for an unknown one', async () => {
  const api = await createApi();
  const coach = await api.ask('GET', await CREATE.coach(api));
  expect(coach.body).toMatchObject({ coachName: expect.any(String), status: 'active', sessionId: null });
  expect((await api.ask('GET', `/users/ann/coaches/${UNKNOWN}`)).status).toBe(404);
});

it('answers the templates, each of which can become a coach', async () => {
  const { ask } = await createApi();
  const { status, body } = await ask('GET', '/coach-templates');
  expect([status, body.templates.length]).toEqual([200, TEMPLATES.length]);
  for (const { templateId } of body.templates) expect(findTemplate(templateId)).toBeDefined();
});

it('answers the state of a build, and accepts its retry only after it has failed', async () => {
  const api = await createApi();
  const interview = await CREATE.interview(api);
  const sessionId = interview.split('/').at(-1) ?? '';
  const retry = `/users/ann/coaches/from-session/${sessionId}`;
  expect((await api.ask('GET', `${interview}/config-status`)).body).toMatchObject({ state: 'none', deadline: null });
  expect((await api.ask('GET', `${INTERVIEWS}/${UNKNOWN}/config-status`)).status).toBe(404);
  expect((await api.ask('POST', retry)).status).toBe(404);
  const at = new Date(api.clock.now()).toISOString();
  await api.deps.coaches.create({
    coachId: sessionId,
    sub: 'ann',
    sessionId,
    status: 'active',
    build: { state: 'failed', attempt: 3, updatedAt: at, deadline: at },
    config: null,
    createdAt: at,
    updatedAt: at,
  });
  expect((await api.ask('GET', `${interview}/config-status`)).body).toMatchObject({ state: 'failed', attempt: 3 });
  const accepted = await api.ask('POST', retry);
  expect([accepted.status, JSON.parse(accepted.text)]).toMatchObject([202, { status: 'queued' }]);
  expect((await api.ask('POST', retry)).status).toBe(409);
});

it('answers what a person may use, with the budget', async () => {
  const { ask } = await createApi();
  const { body: budget } = await ask('GET', '/coach/budget');
  expect(await ask('GET', '/coach/access')).toMatchObject({ status: 200, body: { hasAccess: true, budget } });
});

it('answers 404 to a message for a chat that does not exist, and opens none', async () => {
  const { ask } = await createApi();
  expect((await ask('POST', '/coach/chat', { turnId: TURN, message: 'Hi', sessionId: UNKNOWN })).status).toBe(404);
  expect((await ask('POST', '/coach/chat', { turnId: TURN, message: 'Hi', sessionId: TURN })).status).toBe(404);
  expect((await ask('GET', CHATS)).body).toEqual({ sessions: [] });
});

it('names no parents of a session whose path has none', () => {
  const call = { params: { sessionId: TURN, coachId: UNKNOWN }, sub: 'ann' } as unknown as Call;
  const ref = { sub: 'ann', kind: 'game_coach', sessionId: TURN };
  expect(sessionRefOf(COACHES.gameCoach, call)).toStrictEqual(ref);
});

it('continues a chat of the AI SDK in the session that its first message has created', async () => {
  const { ask, clock } = await createApi();
  const user = (id: string, text: string) => ({ id, role: 'user', parts: [{ type: 'text', text }] });
  const chat = async (...messages: object[]) => {
    const asked = await ask('POST', '/coach/chat/stream', { id: 'chat', messages }, { protocol: 'ai-sdk' });
    await clock.advance(MINUTE_MS);
    return asked.status;
  };
  const answer = { id: 'a1', role: 'assistant', parts: [{ type: 'text', text: 'Fine.' }] };
  expect(await chat(user('m1', 'Hi'))).toBe(200);
  expect(await chat(user('m1', 'Hi'), answer, user('m2', 'And?'))).toBe(200);
  const { sessions } = (await ask('GET', CHATS)).body;
  expect(sessions).toMatchObject([{ messageCount: 4 }]);
});
