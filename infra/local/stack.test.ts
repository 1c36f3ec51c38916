import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebConfig } from '#contract/web-config';
import { FolderInUse } from './data-folder.ts';
import { startEngine } from './dynamodb/engine.ts';
import { exchange } from './lambda/conformance/exchange.ts';
import { type LocalStack, startLocalStack } from './stack.ts';

const FAST = { latency: { firstMs: 0, tokenMs: 0 }, web: false };

let data: string;
let stack: LocalStack;

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'coachstream-stack-'));
  stack = await startLocalStack({ ...FAST, data });
});
afterAll(async () => {
  await stack.close();
  await rm(data, { recursive: true, force: true });
});

const send = (method: string, path: string, body?: unknown, token?: string) =>
  fetch(path.startsWith('http') ? path : stack.origin + path, {
    method,
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
const tokenOf = async (userId: string, tier?: string) => {
  const response = await send('POST', '/local/token', { userId, tier });
  return ((await response.json()) as { accessToken: string }).accessToken;
};

/** Creates a session of this user, and functions to send a turn in it. */
async function begin(userId: string) {
  const token = await tokenOf(userId);
  const created = await send('POST', `/api/users/${userId}/coach-creator-sessions`, {}, token);
  const { sessionId } = (await created.json()) as { sessionId: string };
  const path = `/users/${userId}/coach-creator-sessions/${sessionId}`;
  const turn = (text: string) => ({
    turnId: crypto.randomUUID(),
    userResponse: text,
    messageTimestamp: '2026-11-21T01:00:00Z',
  });
  return {
    token,
    path,
    turn,
    stream: (body: unknown) => send('POST', `${stack.streamUrls.coachCreator}${path}/stream`, body, token),
  };
}
const script = (text: string, steps: readonly unknown[], times = 1) =>
  send('POST', '/local/model/script', [{ match: { contains: text }, times, steps }]);

it('serves a config.json in the format of every stage', async () => {
  const config = WebConfig.parse(await (await send('GET', '/config.json')).json());
  expect(config).toEqual(stack.config);
  expect(config).toMatchObject({ apiUrl: `${stack.origin}/api`, stage: 'local' });
  expect(config.streamUrls.coachCreator).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(config.streamUrls.gameCoach).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
});

describe('a turn', () => {
  it('a turn runs on all three paths with the same end', async () => {
    const { token, path, turn, stream } = await begin('paths');
    await script('same on all', [{ text: 'Same answer.' }], 3);
    const streamed = await (await stream(turn('same on all'))).text();
    const restStreamed = await (await send('POST', `/api${path}/stream`, turn('same on all'), token)).text();
    const whole = (await (await send('PUT', `/api${path}`, turn('same on all'), token)).json()) as Record<
      string,
      unknown
    >;
    expect(whole).toMatchObject({ type: 'complete', aiResponse: expect.stringContaining('Same answer.') });
    for (const text of [streamed, restStreamed]) {
      expect(text).toContain('"type":"start"');
      const last = JSON.parse(text.trim().split('data: ').at(-1) ?? '') as Record<string, unknown>;
      expect(Object.keys(last).sort()).toEqual(Object.keys(whole).sort());
      expect(last).toMatchObject({ type: 'complete', aiResponse: whole['aiResponse'] });
    }
  });

  it('a turn streams its text while the model generates it', async () => {
    const { turn, stream } = await begin('live');
    await script('one by one', [{ text: 'First. ' }, { text: 'Second.', delayMs: 60_000 }]);
    const reader = (await stream(turn('one by one'))).body?.pipeThrough(new TextDecoderStream()).getReader();
    let seen = '';
    while (!seen.includes('First')) seen += (await reader?.read())?.value ?? '';
    expect(seen).not.toContain('Second');
    await reader?.cancel();
  });

  it('a turn’s model call is listed in /local/model/calls', async () => {
    const { turn, stream } = await begin('shown');
    await (await stream(turn('find this again'))).text();
    const { calls } = (await (await send('GET', '/local/model/calls')).json()) as {
      calls: { body: unknown; operation: string }[];
    };
    expect(JSON.stringify(calls.at(-1)?.body)).toContain('find this again');
    expect((await send('DELETE', '/local/model/script')).status).toBe(204);
  });

  it('killing a function cuts its turn, and the same request continues it in a new worker', async () => {
    const { turn, stream } = await begin('killed');
    const body = turn('kill me');
    await script('kill me', [{ text: 'Begun ' }, { text: 'and held', delayMs: 60_000 }]);
    const response = await stream(body);
    const reader = response.body?.getReader();
    const decoder = new TextDecoder();
    for (let seen = ''; !seen.includes('Begun '); seen += decoder.decode((await reader?.read())?.value));
    expect(await (await send('POST', '/local/functions/stream-coach-creator-session/kill')).json()).toEqual({
      name: 'stream-coach-creator-session',
    });
    const rest = async () => {
      for (;;) if ((await reader?.read())?.done) return;
    };
    await expect(rest()).rejects.toThrow();
    // The killed producer's lease expires by the local clock.
    await send('POST', '/local/clock', { advanceMs: 20_000 });
    await script('kill me', [{ text: 'Done after all.' }]);
    expect(await (await stream(body)).text()).toContain('Done after all.');
  });
});

describe('identity', () => {
  it('/local/token creates users with a tier and changes the tier', async () => {
    const tierWith = async (token: string) => {
      const budget = await send('GET', '/api/coach/budget', undefined, token);
      return ((await budget.json()) as { tier: string }).tier;
    };
    expect(await tierWith(await tokenOf('new-user'))).toBe('free');
    expect(await tierWith(await tokenOf('new-user', 'studio'))).toBe('studio');
    const token = await tokenOf('new-user');
    expect(await tierWith(token)).toBe('studio');
    expect(await tierWith(await tokenOf('another-user', 'pro'))).toBe('pro');
    expect((await send('POST', '/api/users/somebody-else/coach-creator-sessions', {}, token)).status).toBe(404);
    expect((await send('POST', '/local/token', { userId: 'x', tier: 'gold' })).status).toBe(422);
    expect((await send('POST', '/local/token', { userId: '' })).status).toBe(422);
  });

  it('tokens expire by the local clock', async () => {
    const token = await tokenOf('late');
    const ask = async (bearer: string) =>
      (await send('GET', '/api/users/late/coach-creator-sessions', undefined, bearer)).status;
    expect(await ask(token)).toBe(200);
    await send('POST', '/local/clock', { advanceMs: 16 * 60_000 });
    expect(await ask(token)).toBe(401);
    expect(await ask(await tokenOf('late'))).toBe(200);
  });
});

it('the date of a response follows the local clock, on the origin and at a Function URL', async () => {
  await send('POST', '/local/clock', { advanceMs: 3 * 3_600_000 });
  for (const url of [
    `${stack.origin}/config.json`,
    `${stack.origin}/api/coach/games`,
    stack.streamUrls.gameCoach ?? '',
  ]) {
    const date = Date.parse((await fetch(url)).headers.get('date') ?? '');
    expect(Math.abs(date - stack.clock.now()), url).toBeLessThan(60_000);
  }
});

describe('faults', () => {
  it('faults affect storage until they are cleared', async () => {
    const token = await tokenOf('faulty');
    const ask = async () => (await send('GET', '/api/users/faulty/coach-creator-sessions', undefined, token)).status;
    await send('POST', '/local/faults', { target: 'dynamodb', kind: 'throttle', probability: 1 });
    expect(await ask()).toBe(503);
    expect((await send('DELETE', '/local/faults')).status).toBe(204);
    expect(await ask()).toBe(200);
  });

  it('faults affect the Function URL and the API separately', async () => {
    const { path } = await begin('doors');
    await send('POST', '/local/faults', { target: 'stream', kind: 'down', probability: 1, times: 1 });
    await send('POST', '/local/faults', { target: 'rest', kind: 'throttle', probability: 1, times: 1 });
    await expect(exchange(`${stack.streamUrls.coachCreator}${path}/stream`, { method: 'POST' })).rejects.toThrow();
    expect((await send('GET', `/api${path}`)).status).toBe(429);
    expect((await send('GET', `/api${path}`)).status).toBe(401);
  });

  it('an unknown fault is rejected', async () => {
    expect((await send('POST', '/local/faults', { target: 'dynamodb', kind: 'tired' })).status).toBe(422);
  });
});

it('answers an unknown route with a problem, and a browser’s preflight with CORS headers', async () => {
  const unknown = await send('GET', '/api/nowhere');
  expect([unknown.status, unknown.headers.get('content-type')]).toEqual([404, 'application/problem+json']);
  expect(await unknown.json()).toMatchObject({ error: { code: 'not_found', retryable: false } });
  const preflight = await fetch(`${stack.streamUrls.coachCreator}/x`, {
    method: 'OPTIONS',
    headers: { origin: stack.origin, 'access-control-request-method': 'POST' },
  });
  expect(preflight.headers.get('access-control-allow-origin')).toBe(stack.origin);
});

it('waits for known jobs, and responds with 404 for unknown ones', async () => {
  expect(await (await send('POST', '/local/jobs/build-coach-config/run')).json()).toEqual({
    name: 'build-coach-config',
    failed: false,
  });
  expect((await send('POST', '/local/jobs/nothing/run')).status).toBe(404);
  expect((await send('POST', '/local/functions/nothing/kill')).status).toBe(404);
});

it('runs the jobs that functions start', async () => {
  const { token, path } = await begin('leaving');
  expect((await send('DELETE', `/api${path}`, undefined, token)).status).toBe(204);
  const accepted = () => readFile(join(data, 'state/invocations.log'), 'utf8');
  await expect.poll(accepted).toContain('coachstream-local-delete-user-data');
  expect((await send('POST', '/local/jobs/delete-user-data/run')).status).toBe(200);
  expect((await send('GET', `/api${path}`, undefined, token)).status).toBe(404);
});

it('works with an external DynamoDB', async () => {
  const engine = await startEngine({ file: join(data, 'other.sqlite'), say: () => undefined });
  const other = await startLocalStack({ ...FAST, dynamodb: engine.endpoint });
  const issued = await fetch(`${other.origin}/local/token`, { method: 'POST', body: '{"userId":"u1"}' });
  expect(issued.status).toBe(200);
  await other.close();
  await engine.close();
});

it('writes the output of each function to its own file', async () => {
  const { turn, stream } = await begin('logged');
  await (await stream(turn('log this'))).text();
  const log = () => readFile(join(data, 'logs/stream-coach-creator-session.log'), 'utf8').catch(() => '');
  await expect.poll(log).toContain('"message":"turn"');
});

it('locks its data folder, and keeps the data for the next start', async () => {
  await expect(startLocalStack({ ...FAST, data })).rejects.toThrow(FolderInUse);
  const { token, path } = await begin('lasting');
  await stack.close();
  stack = await startLocalStack({ ...FAST, data, port: Number(new URL(stack.origin).port) });
  expect((await send('GET', `/api${path}`, undefined, token)).status).toBe(200);
});
