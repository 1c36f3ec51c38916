import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { exchange } from '../lambda/conformance/exchange.ts';
import { type LoopbackServer, serveLoopback } from '../loopback-server.ts';
import { createWebApp } from './web-app.ts';

let folder: string;
let server: LoopbackServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'coachstream-web-'));
  await mkdir(join(folder, 'dist/assets'), { recursive: true });
  await writeFile(join(folder, 'secret.txt'), 'secret');
  await writeFile(join(folder, 'dist/index.html'), '<!doctype html>app');
  await writeFile(join(folder, 'dist/assets/app-1a2b.js'), 'code');
  server = await serveLoopback(
    0,
    createWebApp(join(folder, 'dist'), ['http://127.0.0.1:4001'], 'http://127.0.0.1:4002/files/').listener,
  );
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const ask = (path: string, method = 'GET') => exchange(server.url + path, { method });

it('serves files with their content type, and caches hashed names permanently', async () => {
  expect(await ask('/assets/app-1a2b.js?x=1')).toMatchObject({
    status: 200,
    body: 'code',
    headers: {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      'content-length': '4',
    },
  });
});

it.each(['/', '/index.html', '/coaches/c1', '/no/such/page'])('serves the app at %s without caching', async (path) => {
  expect(await ask(path)).toMatchObject({
    status: 200,
    body: '<!doctype html>app',
    headers: { 'cache-control': 'no-store', 'content-type': 'text/html; charset=utf-8' },
  });
});

it.each([
  '/assets/gone.js',
  '/favicon.ico',
  '/%zz',
  '/a%00.js',
  '/..%2fsecret.txt',
  '/assets/..%2f..%2f..%2fsecret.txt',
])('responds with 404 for %s', async (path) => {
  expect(await ask(path)).toMatchObject({ status: 404, body: 'not found' });
});

it('allows only GET and HEAD', async () => {
  expect(await ask('/', 'HEAD')).toMatchObject({ status: 200, body: '', headers: { 'content-length': '18' } });
  expect((await ask('/', 'POST')).status).toBe(405);
});

it('allows the app to connect only to the origins of the stack, and to show pictures of its bucket', async () => {
  const { headers } = await ask('/');
  expect(headers['content-security-policy']).toContain(
    "connect-src 'self' http://127.0.0.1:4001 http://127.0.0.1:4002/files/;",
  );
  expect(headers['content-security-policy']).toContain("img-src 'self' http://127.0.0.1:4002/files/;");
  expect(headers['content-security-policy']).toContain("default-src 'none'");
  expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
});
