import { afterEach, describe, expect, it } from 'vitest';
import { createFaults, type FaultKind } from '../faults/faults.ts';
import { exchange } from '../lambda/conformance/exchange.ts';
import { type LoopbackServer, serveLoopback } from '../loopback-server.ts';
import type { RestApiSpec, RestIntegration, RestMethod, RestResource } from '../template/rest-api.ts';
import { createRestApi } from './rest-api.ts';
import { returnAnswer, type ScriptedFunction, scriptFunction, streamAnswer } from './scripted-function.ts';

const lambda = (streamed: boolean, timeoutMs = 29_000): RestIntegration => ({
  kind: 'lambda',
  functionArn: streamed ? 'streaming' : 'buffered',
  streamed,
  timeoutMs,
});
const open = (integration: RestIntegration): RestMethod => ({ authorization: 'NONE', integration });

const resource = (path: string, methods: Record<string, RestMethod>, children: RestResource[] = []): RestResource => ({
  id: `id${path}`,
  path,
  pathPart: path.split('/').at(-1) ?? '',
  methods: new Map(Object.entries(methods)),
  children,
});

const PROBLEM = { 'Content-Type': "'application/problem+json'", 'X-Request-Id': 'context.requestId' };
const problem = (status: number, code: string) => ({
  status,
  headers: PROBLEM,
  template: `{"error":{"code":"${code}"}}`,
});

const SPEC: RestApiSpec = {
  id: 'api1',
  stage: 'api',
  root: resource('/', {}, [
    resource('/buffered', {
      GET: open(lambda(false)),
      POST: open(lambda(false)),
      OPTIONS: open({
        kind: 'mock',
        status: 204,
        headers: { 'Access-Control-Allow-Origin': 'http://web.test', 'Access-Control-Allow-Methods': 'GET,POST' },
        otherOrigins: ['http://other.test'],
      }),
    }),
    resource('/streamed', { ANY: open(lambda(true)) }),
    resource('/hasty', { GET: open(lambda(false, 30)), POST: open(lambda(true, 30)) }),
    resource('/service', { GET: { authorization: 'AWS_IAM', integration: lambda(false) } }),
    resource('/users', {}, [resource('/users/{userId}', { GET: open(lambda(false)) })]),
  ]),
  gatewayResponses: new Map([
    ['MISSING_AUTHENTICATION_TOKEN', problem(404, 'not_found')],
    ['REQUEST_TOO_LARGE', problem(413, 'body_too_large')],
    ['INTEGRATION_TIMEOUT', problem(504, 'deadline_exceeded')],
    ['DEFAULT_4XX', problem(400, 'default')],
    ['DEFAULT_5XX', problem(500, 'internal')],
  ]),
};

let server: LoopbackServer;
afterEach(() => server.close());

async function serve(fn: ScriptedFunction, fault?: FaultKind): Promise<string> {
  const faults = createFaults(1);
  if (fault) faults.add({ target: 'rest', kind: fault, probability: 1, times: 1 });
  const api = createRestApi({
    spec: SPEC,
    functions: new Map([
      ['streaming', fn],
      ['buffered', fn],
    ]),
    checkSignature: (request) => (request.headers.authorization === 'good' ? { accessKey: 'AKIDLOCAL' } : undefined),
    faults: faults.of('rest'),
    now: () => Date.UTC(2026, 10, 21),
  });
  server = await serveLoopback(0, api);
  return `${server.url}/api`;
}

const returns = (value: unknown) => scriptFunction((sink) => returnAnswer(sink, value));
const OK = { statusCode: 200, body: 'fine' };

it('builds the event in payload format 1.0', async () => {
  const fn = returns(OK);
  const url = await serve(fn);
  await exchange(`${url}/users/u%201?a=1&a=2&b`, { headers: { 'X-One': '1', 'user-agent': 'test' } });
  expect(fn.events[0]).toMatchObject({
    resource: '/users/{userId}',
    path: '/users/u%201',
    httpMethod: 'GET',
    headers: { 'X-One': '1', 'X-Forwarded-Proto': 'http' },
    multiValueHeaders: { 'X-One': ['1'] },
    queryStringParameters: { a: '2', b: '' },
    multiValueQueryStringParameters: { a: ['1', '2'], b: [''] },
    pathParameters: { userId: 'u 1' },
    stageVariables: null,
    body: null,
    isBase64Encoded: false,
    requestContext: {
      resourceId: 'id/users/{userId}',
      resourcePath: '/users/{userId}',
      path: '/api/users/u%201',
      stage: 'api',
      identity: { sourceIp: '127.0.0.1', userAgent: 'test', accessKey: null },
    },
  });
});

describe('a buffered integration', () => {
  it('sends the status, headers and body that the function returns', async () => {
    const fn = returns({
      statusCode: 201,
      headers: { 'x-a': 'b' },
      multiValueHeaders: { 'set-cookie': ['a=1', 'b=2'] },
      body: 'AP8=',
      isBase64Encoded: true,
    });
    const answer = await fetch(`${await serve(fn)}/buffered`, { method: 'POST', body: 'text' });
    expect(answer.status).toBe(201);
    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(new Uint8Array([0, 255]));
    expect(fn.events[0]).toMatchObject({ body: 'text' });
  });

  it.each([
    ['fails', scriptFunction((sink) => sink.fail({ errorType: 'Error', errorMessage: 'x' }))],
    ['returns no status', returns({ body: 'x' })],
    ['returns an object as its body', returns({ statusCode: 200, body: { a: 1 } })],
    ['returns nothing', returns(null)],
    ['returns more than 6 MB', returns({ statusCode: 200, body: 'x'.repeat(6 * 1024 * 1024) })],
    ['returns a header that HTTP does not allow', returns({ statusCode: 200, headers: { 'x-a': 'a\r\nb: c' } })],
  ])('sends the template’s error response when a buffered function %s', async (_, fn) => {
    const answer = await exchange(`${await serve(fn)}/buffered`);
    expect(answer).toMatchObject({ status: 500, body: '{"error":{"code":"internal"}}' });
    expect(answer.headers).toMatchObject({ 'content-type': 'application/problem+json' });
    expect(answer.headers['x-request-id']).toMatch(/^[\w-]{36}$/);
  });

  it('responds with 504 after the integration’s timeout', async () => {
    const late = Promise.withResolvers<void>();
    const fn = scriptFunction(async (sink) => {
      await late.promise;
      returnAnswer(sink, OK);
    });
    expect(await exchange(`${await serve(fn)}/hasty`)).toMatchObject({
      status: 504,
      body: '{"error":{"code":"deadline_exceeded"}}',
    });
    late.resolve();
  });
});

describe('a streamed integration', () => {
  it('streams the body with the head of the prelude', async () => {
    const fn = scriptFunction((sink) =>
      streamAnswer(sink, { statusCode: 202, headers: { 'x-a': 'b' }, cookies: ['c=1'] }, 'one ', 'two'),
    );
    expect(await exchange(`${await serve(fn)}/streamed`, { method: 'PUT' })).toMatchObject({
      status: 202,
      headers: { 'x-a': 'b', 'set-cookie': ['c=1'] },
      body: 'one two',
      cut: false,
    });
  });

  it('rejects a streamed response without a prelude', async () => {
    const fn = scriptFunction((sink) => {
      sink.open('text/plain');
      void sink.write(Buffer.from('x'));
      sink.end();
    });
    expect(await exchange(`${await serve(fn)}/streamed`)).toMatchObject({ status: 500 });
  });

  it('cuts the response when the function fails after its first byte or times out', async () => {
    const fails = scriptFunction((sink) => {
      sink.open('application/vnd.awslambda.http-integration-response');
      void sink.write(Buffer.from('{}\0\0\0\0\0\0\0\0half'));
      setTimeout(() => sink.fail({ errorType: 'Error', errorMessage: 'x' }), 20);
    });
    expect(await exchange(`${await serve(fails)}/streamed`)).toMatchObject({ status: 200, body: 'half', cut: true });
    await server.close();
    const hangs = scriptFunction((sink) => {
      sink.open('application/vnd.awslambda.http-integration-response');
      void sink.write(Buffer.from('{}\0\0\0\0\0\0\0\0half'));
    });
    expect(await exchange(`${await serve(hangs)}/hasty`, { method: 'POST' })).toMatchObject({
      body: 'half',
      cut: true,
    });
  });
});

describe('responses of the API itself', () => {
  it.each(['/nowhere', '/users', '/'])('answers 404 for %s, which has no method', async (path) => {
    const answer = await exchange(`${await serve(returns(OK))}${path}`);
    expect(answer).toMatchObject({ status: 404, body: '{"error":{"code":"not_found"}}' });
  });

  it('answers 404 for a method that the resource lacks', async () => {
    expect(await exchange(`${await serve(returns(OK))}/buffered`, { method: 'DELETE' })).toMatchObject({ status: 404 });
  });

  it('answers a preflight for each allowed origin without invoking the function', async () => {
    const fn = returns(OK);
    const url = `${await serve(fn)}/buffered`;
    const allowed = async (origin: string) =>
      (await exchange(url, { method: 'OPTIONS', headers: { origin } })).headers['access-control-allow-origin'];
    expect(await allowed('http://other.test')).toBe('http://other.test');
    expect(await allowed('http://evil.test')).toBe('http://web.test');
    expect(await exchange(url, { method: 'OPTIONS' })).toMatchObject({ status: 204 });
    expect(fn.events).toEqual([]);
  });

  it('answers 413 for a body over 10 MB, or over the limit of an invocation', async () => {
    const url = `${await serve(returns(OK))}/buffered`;
    for (const sizeMb of [11, 7]) {
      const body = Buffer.alloc(sizeMb * 1024 * 1024, 'x');
      expect(await exchange(url, { method: 'POST', body })).toMatchObject({ status: 413 });
    }
  });

  it('answers 404 without a signature and 400 with a wrong one on a service route', async () => {
    const fn = returns(OK);
    const url = `${await serve(fn)}/service`;
    expect(await exchange(url)).toMatchObject({ status: 404, body: '{"error":{"code":"not_found"}}' });
    expect(await exchange(url, { headers: { authorization: 'bad' } })).toMatchObject({
      status: 400,
      body: '{"error":{"code":"default"}}',
    });
    expect(await exchange(url, { headers: { authorization: 'good' } })).toMatchObject({ status: 200 });
    expect(fn.events).toMatchObject([{ requestContext: { identity: { accessKey: 'AKIDLOCAL' } } }]);
  });
});

it('the fault throttle sends the template’s error response', async () => {
  expect(await exchange(`${await serve(returns(OK), 'throttle')}/buffered`)).toMatchObject({
    status: 400,
    body: '{"error":{"code":"default"}}',
  });
});
