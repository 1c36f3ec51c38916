import { expect, it } from 'vitest';
import { type Answer, createScriptedServer, foreignError, json, refuse } from '../testing/scripted-server.ts';
import { clientOf, QUICK } from '../testing/turn-client.ts';
import { SESSION, TURN } from '../testing/turn-fixtures.ts';
import { gameCoach } from './coaches/game-coach.ts';
import { pollTurn } from './poll-turn.ts';
import { UNKNOWN_CONNECTIVITY } from './ports.ts';
import { routeOf } from './routes.ts';

const running = json(200, { status: 'running', pollAfterMs: 1 });
const away = foreignError(502);

async function polled(answers: readonly Answer[], leave = new AbortController()) {
  await using server = await createScriptedServer(...answers);
  const { client } = clientOf(server);
  const deps = { ...client.connection, connectivity: UNKNOWN_CONNECTIVITY, random: () => 0 };
  const route = routeOf({ coach: gameCoach, sessionId: SESSION }, 'me');
  return { isOver: await pollTurn(route, TURN, deps, leave.signal), requests: server.requests };
}

it('asks for the status of a turn until it does not run any more', async () => {
  const { isOver, requests } = await polled([running, running, json(200, { status: 'completed' })]);
  expect([isOver, requests.length]).toEqual([true, 3]);
  expect(requests[0]).toMatchObject({ method: 'GET', path: `/api/coach/chat/sessions/${SESSION}/turns/${TURN}` });
});

it('gives up after as many failures in a row as there are attempts', async () => {
  const failures = Array.from({ length: QUICK.attempts }, () => away);
  expect(await polled(failures)).toMatchObject({ isOver: false, requests: { length: QUICK.attempts } });
  const { isOver, requests } = await polled([...failures.slice(1), running, ...failures]);
  expect([isOver, requests.length]).toEqual([false, 2 * QUICK.attempts]);
});

it('gives up at once when the server refuses, or the page has left', async () => {
  expect(await polled([refuse('not_found')])).toMatchObject({ isOver: false, requests: { length: 1 } });
  const left = new AbortController();
  left.abort();
  expect(await polled([running], left)).toMatchObject({ isOver: false, requests: [] });
});
