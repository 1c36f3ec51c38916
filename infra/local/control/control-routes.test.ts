import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FakeBedrock } from '../bedrock/fake-bedrock.ts';
import { createLocalClock, type LocalClock } from '../clock.ts';
import { createFaults, type Faults } from '../faults/faults.ts';
import { type LoopbackServer, serveLoopback } from '../loopback-server.ts';
import { createControlRoutes } from './control-routes.ts';

const CREDENTIALS = { accessKeyId: 'AKIA', secretAccessKey: 'secret' };

let server: LoopbackServer;
let clock: LocalClock;
let faults: Faults;
/** Calls that the routes made, in order. */
let done: unknown[];

beforeEach(async () => {
  done = [];
  clock = createLocalClock();
  faults = createFaults(1);
  await open(undefined);
});
afterEach(() => server.close());

async function open(bedrock: FakeBedrock | undefined): Promise<void> {
  server = await serveLoopback(
    0,
    createControlRoutes({
      endpoints: {
        lambda: 'http://127.0.0.1:1',
        bedrock: 'http://127.0.0.1:2',
        dynamodb: 'http://127.0.0.1:3',
        table: 'main',
        s3: 'http://127.0.0.1:4',
        bucket: 'files',
      },
      mint: {
        mint: async (sub) => ({ accessToken: `access ${sub}`, idToken: 'id', refreshToken: 'refresh', expiresIn: 900 }),
        refresh: async () => undefined,
        revoke: async () => undefined,
        subOf: async () => undefined,
        close: () => undefined,
      },
      people: {
        ensure: async (sub, tier) => void done.push(['ensure', sub, tier]),
        reservations: async (sub) => [{ id: `turn of ${sub}`, state: 'settled', amount: 7 }],
      },
      credentials: CREDENTIALS,
      bedrock,
      clock,
      faults,
      functions: new Map([['coach-api', { kill: async () => void done.push('kill') }]]),
      runJob: async (name) => (name === 'sweep' ? { name, failed: false, result: { parked: 1 } } : undefined),
    }),
  );
}

const ask = async (method: string, path: string, body?: string) => {
  const response = await fetch(`${server.url}/local/${path}`, { method, ...(body !== undefined && { body }) });
  const text = await response.text();
  return { status: response.status, body: text ? (JSON.parse(text) as unknown) : undefined, headers: response.headers };
};

it('creates the user if needed and issues tokens', async () => {
  expect(await ask('POST', 'token', '{"userId":"u1","tier":"pro"}')).toMatchObject({
    status: 200,
    body: { accessToken: 'access u1', idToken: 'id', refreshToken: 'refresh', expiresIn: 900 },
  });
  await ask('POST', 'token', '{"userId":"u2"}');
  expect(done).toEqual([
    ['ensure', 'u1', 'pro'],
    ['ensure', 'u2', undefined],
  ]);
});

it('returns the reservations of a user', async () => {
  expect((await ask('GET', 'reservations/u1')).body).toEqual({
    reservations: [{ id: 'turn of u1', state: 'settled', amount: 7 }],
  });
});

it('returns credentials for the service routes', async () => {
  expect((await ask('GET', 'service-credentials')).body).toEqual({
    ...CREDENTIALS,
    region: 'us-east-1',
    service: 'execute-api',
  });
});

it('advances the clock, and rejects negative amounts', async () => {
  expect((await ask('POST', 'clock', '{"advanceMs":60000}')).status).toBe(200);
  expect(clock.now() - Date.now()).toBeGreaterThan(59_000);
  expect((await ask('POST', 'clock', '{"advanceMs":-1}')).status).toBe(422);
});

it('adds and clears faults', async () => {
  const rule = { target: 's3', kind: 'down', probability: 0.5, times: 2 };
  expect(await ask('POST', 'faults', JSON.stringify(rule))).toMatchObject({ status: 200, body: rule });
  expect((await ask('POST', 'faults', '{"target":"rest","kind":"down"}')).status).toBe(200);
  expect(faults.next('rest')).toBe('down');
  expect(await ask('DELETE', 'faults')).toMatchObject({ status: 204, body: undefined });
  expect(faults.next('rest')).toBeUndefined();
});

it('kills existing functions and runs existing jobs', async () => {
  expect((await ask('POST', 'functions/coach-api/kill')).status).toBe(200);
  expect(done).toEqual(['kill']);
  expect((await ask('POST', 'jobs/sweep/run')).body).toEqual({ name: 'sweep', failed: false, result: { parked: 1 } });
  expect((await ask('POST', 'functions/nobody/kill')).status).toBe(404);
  expect((await ask('POST', 'jobs/nobody/run')).status).toBe(404);
});

it('returns 404 for the script and the calls of a real model', async () => {
  expect((await ask('POST', 'model/script', '[]')).status).toBe(404);
  expect((await ask('GET', 'model/calls')).status).toBe(404);
});

describe('an invalid request', () => {
  it.each<[string, string, string | undefined, number, string]>([
    ['GET', 'nothing', undefined, 404, 'not_found'],
    ['POST', 'functions//kill', undefined, 404, 'not_found'],
    ['GET', 'token', undefined, 405, 'method_not_allowed'],
    ['POST', 'token', '{', 400, 'bad_json'],
    ['POST', 'token', undefined, 422, 'validation_failed'],
    ['POST', 'token', '{"userId":"a#b"}', 422, 'validation_failed'],
    ['POST', 'token', '{"userId":"a","admin":true}', 422, 'validation_failed'],
    ['POST', 'faults', '{"target":"rest","kind":"down","probability":2}', 422, 'validation_failed'],
  ])('responds to %s /local/%s and the body %s with status %d', async (method, path, body, status, code) => {
    const answer = await ask(method, path, body);
    expect(answer).toMatchObject({ status, body: { error: { code } } });
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
  });

  it.each([
    [
      'faults',
      '{"target":"s4","kind":"down"}',
      'target: must be one of: dynamodb, bedrock, s3, vectors, invoke, stream, rest',
    ],
    ['faults', '{"target":"s3"}', 'kind: must be one of: throttle, timeout, lost-response, duplicate, down'],
    ['faults', '{"target":"s3","kind":"down","probability":2}', 'probability: at most 1'],
    ['token', '{"userId":"a","tier":"gold"}', 'tier: must be one of: free, pro, studio'],
    ['token', '{"userId":"a","admin":true}', 'admin: unknown field'],
    ['token', '{"userId":"a b"}', 'userId: letters, digits and . @ + - _ only'],
    ['clock', '{"advanceMs":-1}', 'advanceMs: at least 0'],
    ['clock', '{}', 'advanceMs: must be of type number'],
  ])('names what POST /local/%s takes instead of %s', async (path, body, words) => {
    const { body: answer } = await ask('POST', path, body);
    const { fields } = (answer as { error: { details: { fields: { path: string; message: string }[] } } }).error
      .details;
    expect(fields.map((field) => `${field.path}: ${field.message}`)).toEqual([words]);
  });

  it('lists the allowed methods in a 405 response', async () => {
    expect((await ask('PUT', 'model/script')).headers.get('allow')).toBe('POST, DELETE');
  });
});
