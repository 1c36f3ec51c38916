import { expect, it } from 'vitest';
import { type Answer, createScriptedServer, foreignError, json, refuse } from '../testing/scripted-server.ts';
import { configFor, createMemoryStorage } from '../testing/turn-fixtures.ts';
import { createCoachClient } from './create-coach-client.ts';
import { Refusal, Unreachable } from './refusal.ts';
import { createRest } from './rest.ts';

async function withServer(...answers: readonly Answer[]) {
  const server = await createScriptedServer(...answers);
  const rest = createRest(
    createCoachClient({
      config: configFor(`${server.url}/api/`, ''),
      userId: 'a b',
      getToken: (renew) => Promise.resolve(renew ? 'new' : 'old'),
      storage: createMemoryStorage(),
    }),
  );
  return { rest, server, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

const status = { state: 'building', attempt: 1, updatedAt: 'x', pollAfterMs: 500, deadline: 'y' };

it('sends the person’s path, the query and the token', async () => {
  await using made = await withServer(json(200, { sessions: [] }));

  expect(await made.rest.creatorSessions.list({ isComplete: false, limit: 5 })).toEqual({ sessions: [] });

  expect(made.server.requests[0]).toMatchObject({
    method: 'GET',
    path: '/api/users/a%20b/coach-creator-sessions?isComplete=false&limit=5',
    headers: { authorization: 'Bearer old' },
  });
});

it('accepts unknown fields, and returns undefined for 204', async () => {
  await using made = await withServer(json(200, { ...status, future: 1 }), (response) => {
    response.writeHead(204).end();
  });

  expect(await made.rest.creatorSessions.configStatus('s')).toMatchObject(status);
  expect(await made.rest.creatorSessions.delete('s')).toBeUndefined();
});

it('throws a refusal with its code, and Unreachable for any other answer', async () => {
  await using made = await withServer(refuse('build_in_progress'), foreignError(502), json(200, { state: 'odd' }));

  await expect(made.rest.creatorSessions.retryBuild('s')).rejects.toMatchObject({
    code: 'build_in_progress',
    status: 409,
  });
  await expect(made.rest.creatorSessions.configStatus('s')).rejects.toBeInstanceOf(Unreachable);
  await expect(made.rest.creatorSessions.configStatus('s')).rejects.toBeInstanceOf(Unreachable);
});

it('renews an expired token once', async () => {
  await using made = await withServer(refuse('expired_token'), json(200, status), refuse('expired_token'));

  await made.rest.creatorSessions.configStatus('s');
  await expect(made.rest.creatorSessions.configStatus('s')).rejects.toBeInstanceOf(Refusal);

  expect(made.server.requests.map(({ headers }) => headers.authorization)).toEqual([
    'Bearer old',
    'Bearer new',
    'Bearer old',
    'Bearer new',
  ]);
});
