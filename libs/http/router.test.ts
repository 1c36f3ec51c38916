import { describe, expect, it } from 'vitest';
import { CoachError } from '#ports/errors';
import type { HttpRequest } from '#ports/http';
import { createCountingIds, createManualClock } from '#testing/manual-clock';
import { createRecordedTelemetry } from '#testing/recorded-telemetry';
import { json, noContent } from './answers.ts';
import { createRouter, type Route } from './router.ts';

const ID = '6f1c1b1e-0000-4000-8000-000000000001';
const telemetry = createRecordedTelemetry();
/** Windows in which requests were counted. */
const counted: string[] = [];

const route = (method: string, pattern: string, handle: Route['handle']): Route => ({ method, pattern, handle });
const handle = createRouter(
  [
    route('GET', '/users/:userId/things/:sessionId', async ({ sub, params }) => json(200, { sub, ...params })),
    route('PUT', '/users/:userId/things/:sessionId', async () => json(200, {})),
    { ...route('POST', '/service/things', async ({ sub }) => json(200, { sub })), auth: 'service' },
    { ...route('POST', '/service/users/:userId/things', async ({ sub }) => json(200, { sub })), auth: 'service' },
    route('DELETE', '/emptied', async () => noContent()),
    { ...route('POST', '/notes', async () => noContent()), limit: 'notes' },
    { ...route('GET', '/recap', async () => noContent()), spends: true },
    { ...route('GET', '/recap/limited', async () => noContent()), spends: true, limit: 'messages' },
    route('GET', '/limited', async () => {
      throw new CoachError('rate_limited', 'secret reason', { retryAfterMs: 1_500 });
    }),
    route('GET', '/broken', async () => {
      throw new TypeError('table coachstream-main of sub x');
    }),
    route('GET', '/unreachable', async () => {
      throw new CoachError('dependency_unavailable', 'storage is away');
    }),
  ],
  {
    tokens: {
      verify: async (authorization) => {
        if (!authorization) throw new CoachError('missing_token', 'none');
        return { sub: authorization };
      },
    },
    rates: {
      count: async (sub, { window }) => {
        counted.push(`${sub} ${window.split('#')[0]}`);
        return true;
      },
    },
    clock: createManualClock(),
    ids: createCountingIds(),
    telemetry,
  },
);

const ask = async (
  method: string,
  path: string,
  headers: HttpRequest['headers'] = { authorization: 'me' },
  door: Partial<HttpRequest> = {},
) => {
  const request = { frontDoor: 'rest' as const, method, path, query: {}, headers, body: new Uint8Array(), ...door };
  const answer = await handle({ ...request, deadline: new AbortController().signal });
  return { ...answer, body: String(answer.body) };
};
const codeOf = ({ body }: { body: string }) => JSON.parse(body).error?.code;

describe('createRouter', () => {
  it('calls the matching route with the verified user and the decoded parameters', async () => {
    expect(JSON.parse((await ask('GET', `/users/m%65/things/${ID}`)).body)).toEqual({
      sub: 'me',
      userId: 'me',
      sessionId: ID,
    });
  });

  it('lower-cases UUIDs in the path and in the request id, and answers them so', async () => {
    const me = 'abcdef01-0000-4000-8000-000000000002';
    const path = `/users/${me}/things/${ID}`.toUpperCase().replace('/USERS', '/users').replace('/THINGS', '/things');
    const answer = await ask('GET', path, { authorization: me, 'x-request-id': ID.toUpperCase() });
    expect(JSON.parse(answer.body)).toEqual({ sub: me, userId: me, sessionId: ID });
    expect(answer.headers['x-request-id']).toBe(ID);
    const served = await ask('POST', `/service/users/${me.toUpperCase()}/things`, {}, { isService: true });
    expect(JSON.parse(served.body)).toEqual({ sub: me });
  });

  it('answers the same bytes for an unknown path, a malformed id and another person’s path', async () => {
    const answers = await Promise.all([
      ask('GET', '/nothing'),
      ask('GET', `/users/me/things/${ID.slice(1)}`),
      ask('GET', `/users/you/things/${ID}`),
      ask('GET', `/users/me/things/..%2f${ID}`),
      ask('GET', `/users//things/${ID}`),
    ]);
    expect(new Set(answers.map(({ status, body }) => `${status} ${body}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(404);
  });

  it('answers 405 with the allowed methods', async () => {
    const answer = await ask('TRACE', `/users/me/things/${ID}`);
    expect([answer.status, codeOf(answer), answer.headers['allow']]).toEqual([405, 'method_not_allowed', 'GET, PUT']);
  });

  it('checks the token only for paths that exist', async () => {
    expect(codeOf(await ask('GET', `/users/me/things/${ID}`, {}))).toBe('missing_token');
    expect((await ask('GET', `/users/me/things/${ID}`, {})).headers['www-authenticate']).toBe('Bearer');
    expect(codeOf(await ask('GET', '/nothing', {}))).toBe('not_found');
  });

  it('lets a signed backend act for the user in its path, without a token', async () => {
    const answer = await ask('POST', '/service/users/some.body@x/things', {}, { isService: true });
    expect([answer.status, JSON.parse(answer.body)]).toEqual([200, { sub: 'some.body@x' }]);
  });

  it('answers 404 for service routes without a signature, and 401 to a backend on other routes', async () => {
    const path = '/service/users/me/things';
    const unknown = await ask('GET', '/nothing');
    const answers = await Promise.all([
      ask('POST', path),
      ask('POST', path, { authorization: 'me' }, { isService: false }),
      ask('POST', path, {}, { isService: true, frontDoor: 'function_url' }),
      ask('POST', '/service/users/a%20b/things', {}, { isService: true }),
      ask('POST', '/service/users//things', {}, { isService: true }),
      ask('POST', `/service/users/${'x'.repeat(129)}/things`, {}, { isService: true }),
    ]);
    expect(answers.map(({ status, body }) => [status, body])).toEqual(answers.map(() => [404, unknown.body]));
    expect(codeOf(await ask('GET', `/users/me/things/${ID}`, {}, { isService: true }))).toBe('missing_token');
  });

  it('answers 404 for a service route whose path names no user', async () => {
    expect((await ask('POST', '/service/things', {}, { isService: true })).status).toBe(404);
  });

  it('refuses a route whose path has a parameter without a check', () => {
    const route = { method: 'GET', pattern: '/things/:thingId' };
    expect(() => createRouter([], {} as Parameters<typeof createRouter>[1], [route])).toThrow(':thingId');
  });

  it('answers bad_path for a path that cannot be decoded', async () => {
    expect(codeOf(await ask('GET', '/users/%ff/things/x'))).toBe('bad_path');
    expect(codeOf(await ask('GET', '/%'))).toBe('bad_path');
  });

  it('keeps a valid request id and replaces an invalid one', async () => {
    const given = await ask('GET', '/nothing', { 'x-request-id': 'abc-1_2' });
    const forged = await ask('GET', '/nothing', { 'x-request-id': 'a\r\nset-cookie: x' });
    expect(given.headers['x-request-id']).toBe('abc-1_2');
    expect(forged.headers['x-request-id']).toMatch(/^[\w-]{36}$/);
  });

  it('gives each request without an id a new one', async () => {
    const ids = [await ask('GET', '/nothing', {}), await ask('GET', '/nothing', {})].map(
      ({ headers }) => headers['x-request-id'],
    );
    expect(ids).toEqual([expect.stringMatching(/^[\w-]{36}$/), expect.stringMatching(/^[\w-]{36}$/)]);
    expect(ids[0]).not.toBe(ids[1]);
  });

  it('counts writes without a limit of their own, and reads that ask a model, for the verified user', async () => {
    const countedBy = async (method: string, path: string, door: Partial<HttpRequest> = {}) => {
      counted.length = 0;
      await ask(method, path, { authorization: 'me' }, door);
      return [...counted];
    };
    expect(await countedBy('DELETE', '/emptied')).toEqual(['me writes']);
    expect(await countedBy('PUT', `/users/me/things/${ID}`)).toEqual(['me writes']);
    expect(await countedBy('GET', '/recap')).toEqual(['me writes']);
    expect(await countedBy('GET', `/users/me/things/${ID}`)).toEqual([]);
    expect(await countedBy('POST', '/notes')).toEqual([]);
    expect(await countedBy('GET', '/recap/limited')).toEqual([]);
    expect(await countedBy('POST', '/service/users/me/things', { isService: true })).toEqual([]);
  });

  it('sends retry-after with a rate limit, without the reason for the log', async () => {
    const answer = await ask('GET', '/limited');
    expect([answer.status, answer.headers['retry-after'], codeOf(answer)]).toEqual([429, '2', 'rate_limited']);
    expect(answer.body).not.toContain('secret');
  });

  it('answers an unexpected error as internal, and logs the reason without sending it', async () => {
    const answer = await ask('GET', '/broken');
    expect([answer.status, codeOf(answer)]).toEqual([500, 'internal']);
    expect(answer.body).not.toContain('coachstream');
    expect(telemetry.lines.at(-1)).toMatchObject({ severity: 'error', facts: { code: 'internal' } });
  });

  it('logs an unexpected error and a dependency that is away, with the request id, and no other refusal', async () => {
    const before = telemetry.lines.length;
    for (const path of ['/nothing', '/limited', '/broken', '/unreachable']) {
      await ask('GET', path, { authorization: 'me', 'x-request-id': path.slice(1) });
    }
    expect(telemetry.lines.slice(before).map(({ severity, facts }) => ({ severity, facts }))).toEqual([
      { severity: 'error', facts: { code: 'internal', error: expect.any(TypeError), requestId: 'broken' } },
      {
        severity: 'error',
        facts: { code: 'dependency_unavailable', error: expect.any(CoachError), requestId: 'unreachable' },
      },
    ]);
  });

  it('counts every refusal once, and no answer', async () => {
    const before = telemetry.counts.get('Refusals') ?? 0;
    const paths = ['/nothing', '/limited', '/broken', '/unreachable', `/users/me/things/${ID}`];
    for (const path of paths) await ask('GET', path);
    expect(telemetry.counts.get('Refusals')).toBe(before + 4);
    expect(telemetry.dimensions.slice(-4)).toEqual(
      ['not_found', 'rate_limited', 'internal', 'dependency_unavailable'].map((code) => ({ code })),
    );
  });

  it.each([
    ['an answer', 'GET', `/users/me/things/${ID}`, 'application/json; charset=utf-8'],
    ['an empty answer', 'DELETE', '/emptied', undefined],
    ['a refusal', 'GET', '/nothing', 'application/problem+json'],
    ['a refused method', 'PUT', '/limited', 'application/problem+json'],
  ])('lets no cache store %s, and no browser guess its type', async (_, method, path, type) => {
    const { headers } = await ask(method, path);
    expect([headers['cache-control'], headers['x-content-type-options']]).toEqual(['no-store', 'nosniff']);
    expect(headers['content-type']).toBe(type);
    expect(headers).not.toHaveProperty('www-authenticate');
    expect(headers).not.toHaveProperty('retry-after');
  });
});
