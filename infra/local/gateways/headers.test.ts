import { afterEach, expect, it } from 'vitest';
import { exchange } from '../lambda/conformance/exchange.ts';
import type { LoopbackServer } from '../loopback-server.ts';
import { returnAnswer, type ScriptedFunction, scriptFunction, streamAnswer } from './scripted-function.ts';
import { type ServedGateway, serveApi, serveUrl } from './serve-gateways.ts';

let server: LoopbackServer | undefined;
afterEach(() => server?.close());

/** Each of the gateways in front of one function. */
const GATEWAYS: Record<string, (fn: ScriptedFunction) => Promise<ServedGateway>> = {
  'a Function URL': serveUrl,
  'a streamed method of the API': (fn) => serveApi(fn, true),
  'a buffered method of the API': (fn) => serveApi(fn, false),
};

async function serve(name: string, fn: ScriptedFunction): Promise<string> {
  const served = await GATEWAYS[name]?.(fn);
  server = served?.server;
  return served?.address ?? '';
}

const answers = (headers: Record<string, string>, name: string) =>
  scriptFunction((sink) =>
    name.includes('buffered')
      ? returnAnswer(sink, { statusCode: 401, headers, body: 'no' })
      : streamAnswer(sink, { statusCode: 401, headers }, 'no'),
  );

const names = Object.keys(GATEWAYS);

it.each(names)('%s renames the headers that AWS reserves', async (name) => {
  const set = {
    'www-authenticate': 'Bearer',
    date: 'then',
    server: 'mine',
    'content-length': '9',
    connection: 'close',
  };
  const answer = await exchange(await serve(name, answers({ ...set, 'x-own': 'kept' }, name)));
  expect(answer).toMatchObject({ status: 401, body: 'no', cut: false });
  expect(answer.headers).toMatchObject({
    'x-amzn-remapped-www-authenticate': 'Bearer',
    'x-amzn-remapped-date': 'then',
    'x-amzn-remapped-server': 'mine',
    'x-amzn-remapped-content-length': '9',
    'x-amzn-remapped-connection': 'close',
    'x-own': 'kept',
  });
  for (const header of ['www-authenticate', 'server']) expect(answer.headers).not.toHaveProperty(header);
});

it.each(names)('%s drops the headers of a connection that a function sets', async (name) => {
  const set = { 'transfer-encoding': 'gzip', 'keep-alive': 'timeout=1', te: 'trailers' };
  const answer = await exchange(await serve(name, answers(set, name)));
  expect(answer).toMatchObject({ status: 401, body: 'no', cut: false });
  expect(Object.keys(answer.headers).filter((header) => /remapped|^te$/.test(header))).toEqual([]);
});

it.each(names)('%s does not pass the headers of the client’s connection to the function', async (name) => {
  const fn = answers({}, name);
  const headers = { connection: 'close', te: 'trailers', 'transfer-encoding': 'chunked', 'x-own': 'kept' };
  await exchange(await serve(name, fn), { method: 'POST', headers, body: 'text' });
  const passed = Object.keys(fn.events[0]?.['headers'] ?? {}).map((header) => header.toLowerCase());
  expect(passed).toContain('x-own');
  expect(passed.filter((header) => header in headers && header !== 'x-own')).toEqual([]);
});

it('the API does not pass on the headers that it reserves, and a Function URL does', async () => {
  const headers = { 'content-md5': 'x', 'max-forwards': '1', server: 'mine', 'www-authenticate': 'Basic' };
  const seen = async (name: string) => {
    const fn = answers({}, name);
    await exchange(await serve(name, fn), { headers });
    await server?.close();
    const passed = Object.keys(fn.events[0]?.['headers'] ?? {}).map((header) => header.toLowerCase());
    return passed.filter((header) => header in headers).length;
  };
  expect([await seen('a buffered method of the API'), await seen('a Function URL')]).toEqual([0, 4]);
});
