import { expect, it } from 'vitest';
import {
  type Answer,
  createScriptedServer,
  cutAfter,
  foreignError,
  framesOf,
  hangUp,
  json,
  refuse,
  streamOf,
  wireOf,
} from '../testing/scripted-server.ts';
import { clientOf, QUICK, session, textOf, updatesOf, WIRE } from '../testing/turn-client.ts';
import { EVENTS, started, TURN, WORDS } from '../testing/turn-fixtures.ts';
import { watchTurn } from './watch-turn.ts';

const nothing: Answer = (response) => {
  response.writeHead(204).end();
};

async function watch(...answers: readonly Answer[]) {
  await using server = await createScriptedServer(...answers);
  const { client, storage } = clientOf(server);
  const updates = await updatesOf(watchTurn(client, session, TURN));
  return { updates, requests: server.requests, storage };
}

it('reads a turn by its id, and stores nothing', async () => {
  const { updates, requests, storage } = await watch(streamOf(WIRE));

  expect(updates.at(-1)?.type).toBe('complete');
  expect(textOf(updates)).toBe(WORDS.join(''));
  expect(requests.map(({ method, path, body }) => [method, path, body])).toEqual([
    ['GET', `/stream/users/me/coach-creator-sessions/${session.sessionId}/turns/${TURN}/stream`, undefined],
  ]);
  expect(requests[0]?.headers).toMatchObject({ authorization: 'Bearer token' });
  expect(storage.entries.size).toBe(0);
});

it('continues at the cursor on the other path after a cut', async () => {
  const rest: Answer = (response, request) => {
    const seen = Number(new URL(request.path, 'http://x').searchParams.get('cursor')?.split('-')[1] ?? 0);
    return streamOf(wireOf(framesOf(EVENTS).filter(({ id }) => (id?.seq ?? 0) > seen)))(response, request);
  };
  const { updates, requests } = await watch(cutAfter(WIRE, Math.floor(WIRE.length * 0.7)), hangUp, rest);

  expect(textOf(updates)).toBe(WORDS.join(''));
  expect(requests.map(({ path }) => path.startsWith('/api'))).toEqual([false, true, false]);
});

it('polls a turn that it may not follow now, and reads its end when it is over', async () => {
  const running = json(200, { turnId: TURN, status: 'running', pollAfterMs: 1 });
  const { updates, requests } = await watch(
    refuse('rate_limited', {}, { 'retry-after': '60' }),
    running,
    foreignError(502),
    running,
    json(200, { turnId: TURN, status: 'completed' }),
    streamOf(WIRE),
  );

  expect(textOf(updates)).toBe(WORDS.join(''));
  const turn = `/users/me/coach-creator-sessions/${session.sessionId}/turns/${TURN}`;
  expect(requests.map(({ path }) => path)).toEqual([
    `/stream${turn}/stream`,
    ...Array(4).fill(`/api${turn}`),
    `/stream${turn}/stream`,
  ]);
});

it.each([
  ['the turn is finished', nothing, [], 1],
  ['the server refuses', refuse('not_found'), [], 1],
  ['the stream has no terminal event', streamOf(wireOf(framesOf([started()]))), ['start'], 1],
  ['no server answers four times', hangUp, [], 4],
])('ends without a terminal event when %s', async (_, answer, types, count) => {
  const { updates, requests } = await watch(answer);

  expect(updates.map(({ type }) => type)).toEqual(types);
  expect(requests).toHaveLength(count);
});

it('counts failures from the last new event, and goes on as long as there are some', async () => {
  const frames = framesOf(EVENTS).filter(({ id }) => id);
  const cuts = frames.flatMap((frame) => [cutAfter(wireOf([frame]), Number.POSITIVE_INFINITY), hangUp, hangUp]);
  await using server = await createScriptedServer(...cuts);
  const { client } = clientOf(server, { limits: { ...QUICK, headersMs: 60_000, stallMs: 60_000 } });
  const updates = await updatesOf(watchTurn(client, session, TURN));

  expect(updates.at(-1)?.type).toBe('complete');
  expect(textOf(updates)).toBe(WORDS.join(''));
  expect(server.requests).toHaveLength(3 * frames.length - 2);
});

it('stops reading when the page leaves', async () => {
  await using server = await createScriptedServer(streamOf(WIRE));
  const turn = watchTurn(clientOf(server).client, session, TURN);
  const seen: string[] = [];
  for await (const { type } of turn) {
    seen.push(type);
    turn.leave();
  }

  expect(seen).toEqual(['start']);
});
