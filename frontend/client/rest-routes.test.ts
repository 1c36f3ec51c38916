import { expect, it } from 'vitest';
import { createScriptedServer, foreignError, json, refuse } from '../testing/scripted-server.ts';
import { clientOf } from '../testing/turn-client.ts';
import { createAccountRest } from './account-rest.ts';
import { createGameRest } from './game-rest.ts';
import { createRest } from './rest.ts';

type Connection = ReturnType<typeof clientOf>['client'];

const note = { content: 'Late.', category: 'goal' } as const;

it.each<[string, (client: Connection) => Promise<unknown>, object?]>([
  ['GET /coach/budget', (client) => createAccountRest(client).budget()],
  ['GET /coach/access', (client) => createAccountRest(client).access()],
  ['POST /users/me/coach-creator-sessions', (client) => createRest(client).creatorSessions.create()],
  ['GET /users/me/coach-creator-sessions', (client) => createRest(client).creatorSessions.list()],
  ['GET /users/me/coach-creator-sessions?limit=2', (client) => createRest(client).creatorSessions.list({ limit: 2 })],
  ['GET /users/me/coach-creator-sessions/a%2Fb', (client) => createRest(client).creatorSessions.get('a/b')],
  [
    'GET /users/me/coach-creator-sessions/s?limit=1',
    (client) => createRest(client).creatorSessions.get('s', { limit: 1 }),
  ],
  ['DELETE /users/me/coach-creator-sessions/s', (client) => createRest(client).creatorSessions.delete('s')],
  [
    'GET /users/me/coach-creator-sessions/s/config-status',
    (client) => createRest(client).creatorSessions.configStatus('s'),
  ],
  ['POST /users/me/coaches/from-session/s', (client) => createRest(client).creatorSessions.retryBuild('s')],
  ['GET /users/me/coaches', (client) => createRest(client).coaches.list()],
  ['GET /users/me/coaches?cursor=c', (client) => createRest(client).coaches.list({ cursor: 'c', limit: undefined })],
  ['GET /users/me/coaches/c', (client) => createRest(client).coaches.get('c')],
  [
    'PUT /users/me/coaches/c',
    (client) => createRest(client).coaches.update('c', { coachName: 'Bo' }),
    { coachName: 'Bo' },
  ],
  ['DELETE /users/me/coaches/c', (client) => createRest(client).coaches.delete('c')],
  ['GET /coach-templates', (client) => createRest(client).templates.list()],
  ['POST /users/me/coaches/from-template/t', (client) => createRest(client).templates.use('t')],
  ['GET /coach/chat/sessions', (client) => createGameRest(client).sessions.list()],
  ['GET /coach/chat/sessions/s', (client) => createGameRest(client).sessions.get('s')],
  [
    'GET /coach/chat/sessions/s/messages?limit=2',
    (client) => createGameRest(client).sessions.messages('s', { limit: 2 }),
  ],
  ['DELETE /coach/chat/sessions/s', (client) => createGameRest(client).sessions.delete('s')],
  ['GET /coach/chat/sessions/s/recap', (client) => createGameRest(client).sessions.recap('s')],
  ['POST /coach/games', (client) => createGameRest(client).games.import([1]), { games: [1] }],
  ['GET /coach/games?limit=3', (client) => createGameRest(client).games.list({ limit: 3 })],
  ['GET /coach/games/g', (client) => createGameRest(client).games.get('g')],
  ['DELETE /coach/games/g', (client) => createGameRest(client).games.delete('g')],
  ['POST /coach/notes', (client) => createGameRest(client).notes.add(note), note],
  ['GET /coach/notes', (client) => createGameRest(client).notes.list()],
  ['DELETE /coach/notes/n', (client) => createGameRest(client).notes.delete('n')],
  ['GET /coach/benchmarks', (client) => createGameRest(client).benchmarks()],
])('calls %s', async (route, call, body) => {
  await using server = await createScriptedServer(foreignError(502));
  await expect(call(clientOf(server).client)).rejects.toMatchObject({ name: 'Unreachable' });
  const [request] = server.requests;
  expect(`${request?.method} ${request?.path.replace('/api', '')}`).toBe(route);
  expect(request?.body).toEqual(body);
  expect(request?.headers).toMatchObject({ accept: 'application/json', authorization: 'Bearer token' });
  expect(request?.headers['content-type']).toBe(body && 'application/json');
});

it('does not renew a token that was not sent, and keeps the cause of an answer that is not ours', async () => {
  await using server = await createScriptedServer(refuse('missing_token'), json(200, 'odd'));
  const { client, tokens } = clientOf(server);
  await expect(createAccountRest(client).budget()).rejects.toMatchObject({ code: 'missing_token' });
  expect(tokens).toEqual([false]);
  await expect(createAccountRest(client).budget()).rejects.toMatchObject({
    message: 'GET /coach/budget got no answer of ours',
    cause: expect.any(Error),
  });
});
