import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { webConfig } from '../web-config.ts';
import { type LateServer, serveLate } from './late-server.ts';
import { createOrigin } from './origin.ts';

let server: LateServer;
let headers: Record<string, string>;

beforeEach(async () => {
  server = await serveLate(0);
  headers = { 'x-frame': 'no' };
});
afterEach(() => server.close());

const says = (name: string) => (_: unknown, response: { end(text: string): unknown }) => void response.end(name);

function open(): void {
  const config = webConfig({
    apiUrl: `${server.url}/api`,
    streamUrls: {},
    auth: { issuer: `${server.url}/local/issuer`, clientId: 'web' },
    stage: 'local',
  });
  server.answer(
    createOrigin({
      origin: server.url,
      config,
      headers,
      api: says('api'),
      issuer: says('issuer'),
      control: says('control'),
      web: says('web'),
      now: Date.now,
    }),
  );
}

/** Sends a request with any Host header, which `fetch` does not allow. */
const ask = (path: string, sent: Record<string, string> = {}) =>
  new Promise<{ status: number; location: string | undefined; body: string }>((resolve, reject) => {
    request(`${server.url}${path}`, { headers: sent, agent: false }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => {
        body += chunk.toString();
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, location: response.headers.location, body }),
      );
    })
      .on('error', reject)
      .end();
  });

it('responds with 503 until a listener is set', async () => {
  expect((await ask('/')).status).toBe(503);
});

it.each([
  ['/', 'web'],
  ['/coaches/c1', 'web'],
  ['/apiary', 'web'],
  ['/api', 'api'],
  ['/api/users/u?x=1', 'api'],
  ['/local/token', 'control'],
  ['/local/anything', 'control'],
  ['/local/issuer/oauth2/authorize', 'issuer'],
])('routes %s to %s', async (path, part) => {
  open();
  expect((await ask(path)).body).toBe(part);
});

it('serves config.json', async () => {
  open();
  expect(JSON.parse((await ask('/config.json')).body)).toMatchObject({
    stage: 'local',
    streamUrls: { coachCreator: '' },
  });
});

describe('a foreign host or origin', () => {
  beforeEach(open);

  it('responds with 404 to an unknown host name', async () => {
    for (const path of ['/', '/api/x', '/local/token']) {
      expect((await ask(path, { host: `evil.test:${server.port}` })).status).toBe(404);
    }
  });

  it('responds with 404 to control requests from another origin', async () => {
    expect((await ask('/local/token', { origin: 'https://evil.test' })).status).toBe(404);
    expect((await ask('/local/token', { origin: server.url })).body).toBe('control');
    expect((await ask('/local/token', { origin: `http://localhost:${server.port}` })).body).toBe('control');
  });
});

it('redirects from localhost to the origin that streams and sign-in use', async () => {
  open();
  const host = `localhost:${server.port}`;
  expect(await ask('/a?b=1', { host })).toMatchObject({ status: 302, location: `${server.url}/a?b=1` });
  expect((await ask('/local/token', { host })).body).toBe('control');
});
