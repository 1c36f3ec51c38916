import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { THROTTLED } from '../lambda/backend.ts';
import { exchange } from '../lambda/conformance/exchange.ts';
import type { LoopbackServer } from '../loopback-server.ts';
import { PRELUDE_CONTENT_TYPE } from './prelude.ts';
import { returnAnswer, type ScriptedFunction, scriptFunction, streamAnswer } from './scripted-function.ts';
import { type ServedGateway, serveApi, serveUrl } from './serve-gateways.ts';

const MB = 1024 * 1024;

let server: LoopbackServer;
afterEach(() => server.close());

async function at(serving: Promise<ServedGateway>): Promise<string> {
  const served = await serving;
  server = served.server;
  return served.address;
}

/** Asks with a query string that is sent as it is. */
async function statusOf(url: string, query: string): Promise<number | undefined> {
  const { port, pathname } = new URL(url);
  const asking = request({ host: '127.0.0.1', port, path: pathname + query, agent: false }).end();
  const [response] = (await once(asking, 'response')) as [IncomingMessage];
  response.resume();
  return response.statusCode;
}

const returns = () => scriptFunction((sink) => returnAnswer(sink, { statusCode: 200, body: 'fine' }));
const streams = () => scriptFunction((sink) => streamAnswer(sink, { statusCode: 200 }, 'fine'));

describe('requests to the API', () => {
  it.each([
    ['431 for more than 10,240 bytes of header values', 431, { headers: { 'x-a': 'x'.repeat(10_240) }, query: '' }],
    ['414 for a URL of more than 10,240 characters', 414, { headers: {}, query: `?x=${'x'.repeat(10_240)}` }],
  ])('a request to the API is refused with %s', async (_, status, { headers, query }) => {
    const fn = returns();
    expect(await exchange((await at(serveApi(fn, false))) + query, { headers })).toMatchObject({ status });
    expect(fn.events).toEqual([]);
  });

  it.each(['|', '{', '}'])(
    'a request to the API is refused with %s in its query string, unless encoded',
    async (char) => {
      const fn = returns();
      const url = await at(serveApi(fn, false));
      expect(await statusOf(url, `?x=${encodeURIComponent(char)}`)).toBe(200);
      expect(await statusOf(url, `?x=${char}`)).toBe(400);
      expect(fn.events).toHaveLength(1);
    },
  );

  it('a request to the API passes with headers and a URL just below the limits', async () => {
    const headers = { 'x-a': 'x'.repeat(10_000) };
    expect(
      await exchange(`${await at(serveApi(returns(), false))}?x=${'x'.repeat(10_000)}`, { headers }),
    ).toMatchObject({
      status: 200,
    });
  });
});

describe('requests to a Function URL', () => {
  it('a request to a Function URL may have more headers than the API allows, up to 1 MB', async () => {
    const url = await at(serveUrl(streams()));
    const ask = async (size: number) => (await exchange(url, { headers: { 'x-a': 'x'.repeat(size) } })).status;
    expect([await ask(100_000), await ask(MB)]).toEqual([200, 431]);
  });

  it('a request to a Function URL is refused when its binary body exceeds 6 MB in base64', async () => {
    const fn = streams();
    const url = await at(serveUrl(fn));
    const ask = async (type: string) =>
      (await exchange(url, { method: 'POST', headers: { 'content-type': type }, body: Buffer.alloc(5 * MB, 'x') }))
        .status;
    expect([await ask('application/json'), await ask('application/octet-stream')]).toEqual([200, 413]);
    expect(fn.events).toHaveLength(1);
  });
});

it.each([
  ['a Function URL', serveUrl],
  ['the API', (fn: ScriptedFunction) => serveApi(fn, true)],
] as const)('%s cuts a streamed response after 200 MB', async (_, serve) => {
  const chunk = Buffer.alloc(MB);
  const fn = scriptFunction(async (sink) => {
    sink.open(PRELUDE_CONTENT_TYPE);
    await sink.write(Buffer.from('{}\0\0\0\0\0\0\0\0'));
    for (let count = 0; count < 201; count += 1) await sink.write(chunk);
    sink.end();
  });
  const response = await fetch(await at(serve(fn)));
  let sizeBytes = 0;
  const reading = async () => {
    for await (const bytes of response.body ?? []) sizeBytes += bytes.length;
  };
  await expect(reading()).rejects.toThrow('terminated');
  expect(sizeBytes).toBeGreaterThan(190 * MB);
  expect(sizeBytes).toBeLessThanOrEqual(200 * MB);
});

describe('a function whose reserved concurrency is in use', () => {
  const throttled = () => scriptFunction((sink) => sink.fail(THROTTLED));

  it('a Function URL answers 429 for a throttled function', async () => {
    expect(await exchange(await at(serveUrl(throttled())))).toMatchObject({
      status: 429,
      body: '{"Message":"Rate Exceeded."}',
    });
  });

  it.each([true, false])('the API answers 500, not 429, for a throttled function (streamed: %s)', async (streamed) => {
    const internal = { status: 500, headers: {}, template: '{"error":{"code":"internal"}}' };
    const api = serveApi(throttled(), streamed, new Map([['DEFAULT_5XX', internal]]));
    expect(await exchange(await at(api))).toMatchObject({
      status: 500,
      headers: { 'x-amzn-errortype': 'API_CONFIGURATION_ERROR' },
      body: '{"error":{"code":"internal"}}',
    });
  });
});
