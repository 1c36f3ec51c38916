import { afterEach, describe, expect, it } from 'vitest';
import { createFaults, type FaultKind } from '../faults/faults.ts';
import type { FunctionBackend } from '../lambda/backend.ts';
import { exchange } from '../lambda/conformance/exchange.ts';
import { type LoopbackServer, serveLoopback } from '../loopback-server.ts';
import { createFunctionUrl } from './function-url.ts';
import { scriptFunction, streamAnswer } from './scripted-function.ts';
import type { UrlCors } from './url-cors.ts';

const NOW = Date.UTC(2026, 10, 21, 1, 42, 7);
const CORS: UrlCors = {
  allowOrigins: ['http://web.test'],
  allowMethods: ['GET', 'POST'],
  allowHeaders: ['authorization', 'content-type'],
  exposeHeaders: ['retry-after'],
  allowCredentials: false,
  maxAgeSeconds: 7200,
};

let server: LoopbackServer;
afterEach(() => server.close());

async function serve(backend: FunctionBackend, faults = createFaults(1)): Promise<string> {
  server = await serveLoopback(
    0,
    createFunctionUrl({ backend, cors: CORS, urlId: 'abc', now: () => NOW, faults: faults.of('stream') }),
  );
  return server.url;
}

const hello = () => scriptFunction((sink) => streamAnswer(sink, { statusCode: 200 }, 'hello'));

describe('the event of a Function URL', () => {
  it('builds the event in payload format 2.0', async () => {
    const fn = hello();
    const url = await serve(fn);
    await exchange(`${url}/a%20b/c?x=1&x=2&y=%C3%A4&empty`, {
      method: 'POST',
      headers: {
        Authorization: 'Bearer t',
        'content-type': 'application/json',
        cookie: 'a=1; b=2',
        'user-agent': 'test',
      },
      body: '{"ä":1}',
    });
    expect(fn.events[0]).toMatchObject({
      version: '2.0',
      routeKey: '$default',
      rawPath: '/a%20b/c',
      rawQueryString: 'x=1&x=2&y=%C3%A4&empty',
      queryStringParameters: { x: '1,2', y: 'ä', empty: '' },
      cookies: ['a=1', 'b=2'],
      headers: { authorization: 'Bearer t', 'content-type': 'application/json', 'x-forwarded-proto': 'http' },
      requestContext: {
        http: { method: 'POST', path: '/a%20b/c', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' },
        timeEpoch: NOW,
        time: '21/Nov/2026:01:42:07 +0000',
        stage: '$default',
      },
      body: '{"ä":1}',
      isBase64Encoded: false,
    });
    expect(fn.events[0]?.['headers']).not.toHaveProperty('cookie');
  });

  it('omits absent parts of the request from the event', async () => {
    const fn = hello();
    await exchange(await serve(fn));
    expect(Object.keys(fn.events[0] ?? {})).not.toEqual(expect.arrayContaining(['body']));
    expect(fn.events[0]).toMatchObject({ rawPath: '/', rawQueryString: '', isBase64Encoded: false });
    expect(fn.events[0]).not.toHaveProperty('queryStringParameters');
    expect(fn.events[0]).not.toHaveProperty('cookies');
  });

  it.each(['image/png', 'application/x-www-form-urlencoded', undefined])(
    'passes a body of type %s as base64',
    async (type) => {
      const fn = hello();
      const headers = type ? { 'content-type': type } : {};
      await exchange(await serve(fn), { method: 'POST', headers, body: Buffer.from([0, 255]) });
      expect(fn.events[0]).toMatchObject({ body: 'AP8=', isBase64Encoded: true });
    },
  );
});

describe('CORS', () => {
  const preflight = (origin: string) => ({
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
  });

  it('answers a preflight without invoking the function', async () => {
    const fn = hello();
    const answer = await exchange(await serve(fn), preflight('http://web.test'));
    expect(answer).toMatchObject({
      status: 200,
      body: '',
      headers: {
        'access-control-allow-origin': 'http://web.test',
        'access-control-allow-methods': 'GET,POST',
        'access-control-allow-headers': 'authorization,content-type',
        'access-control-max-age': '7200',
        vary: 'Origin',
      },
    });
    expect(fn.events).toEqual([]);
  });

  it('answers a preflight of another origin without CORS headers and without invoking the function', async () => {
    const fn = hello();
    const { headers } = await exchange(await serve(fn), preflight('http://web.test.evil'));
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    expect(fn.events).toEqual([]);
  });

  it('passes an OPTIONS request that is not a preflight to the function', async () => {
    const fn = hello();
    await exchange(await serve(fn), { method: 'OPTIONS' });
    expect(fn.events).toHaveLength(1);
  });

  it('adds CORS headers without replacing the function’s, so that duplicates are visible', async () => {
    const fn = scriptFunction((sink) =>
      streamAnswer(sink, { headers: { 'access-control-allow-origin': 'http://web.test' } }, 'x'),
    );
    const { headers } = await exchange(await serve(fn), { headers: { origin: 'http://web.test' } });
    expect(headers['access-control-allow-origin']).toBe('http://web.test, http://web.test');
    expect(headers['access-control-expose-headers']).toBe('retry-after');
  });
});

it('sends the head without a body for HEAD', async () => {
  const fn = scriptFunction((sink) => streamAnswer(sink, { statusCode: 404, headers: { 'x-a': 'b' } }, 'body'));
  expect(await exchange(await serve(fn), { method: 'HEAD' })).toMatchObject({
    status: 404,
    body: '',
    headers: { 'x-a': 'b' },
  });
  expect(fn.events[0]).toMatchObject({ requestContext: { http: { method: 'HEAD' } } });
});

it.each([{ 'content-length': String(7 * 1024 * 1024) }, { 'transfer-encoding': 'chunked' }])(
  'rejects a body over 6 MB with the headers %o',
  async (headers) => {
    const fn = hello();
    const answer = await exchange(await serve(fn), {
      method: 'POST',
      headers,
      body: Buffer.alloc(7 * 1024 * 1024, 'x'),
    });
    expect(answer.status).toBe(413);
    expect(fn.events).toEqual([]);
  },
);

it('sends each chunk as soon as the function writes it', async () => {
  const held = Promise.withResolvers<void>();
  const fn = scriptFunction(async (sink) => {
    sink.open('text/plain');
    void sink.write(Buffer.from('first'));
    await held.promise;
    void sink.write(Buffer.from('second'));
    sink.end();
  });
  const response = await fetch(await serve(fn));
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  expect((await reader?.read())?.value).toBe('first');
  held.resolve();
  expect((await reader?.read())?.value).toBe('second');
});

describe('faults', () => {
  const ask = async (kind: FaultKind) => {
    const faults = createFaults(1);
    faults.add({ target: 'stream', kind, probability: 1, times: 1 });
    const fn = hello();
    const url = await serve(fn, faults);
    const answer = await exchange(url).catch((error: NodeJS.ErrnoException) => error.code);
    return { fn, url, answer };
  };

  it('the fault throttle answers 429 as Lambda does', async () => {
    const { answer, fn } = await ask('throttle');
    expect(answer).toMatchObject({ status: 429, body: '{"Message":"Rate Exceeded."}' });
    expect(fn.events).toEqual([]);
  });

  it('the fault down resets as many connections as its rule allows', async () => {
    const { answer, fn, url } = await ask('down');
    expect(answer).toBe('ECONNRESET');
    expect(fn.events).toEqual([]);
    expect(await exchange(url)).toMatchObject({ status: 200, body: 'hello' });
  });

  it('the fault lost-response drops the response of a function that ran', async () => {
    const { answer, fn } = await ask('lost-response');
    expect(answer).toBe('ECONNRESET');
    expect(fn.events).toHaveLength(1);
  });

  it('the fault duplicate invokes the function twice and responds once', async () => {
    const { answer, fn } = await ask('duplicate');
    expect(answer).toMatchObject({ status: 200, body: 'hello' });
    expect(fn.events).toHaveLength(2);
    expect(fn.events[0]).toEqual(fn.events[1]);
  });

  it('the fault timeout never responds', async () => {
    const faults = createFaults(1);
    faults.add({ target: 'stream', kind: 'timeout', probability: 1 });
    const url = await serve(hello(), faults);
    await expect(fetch(url, { signal: AbortSignal.timeout(100) })).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});
