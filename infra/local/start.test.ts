import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';

const START = fileURLToPath(new URL('./start.ts', import.meta.url));

let data: string;
const children: ChildProcess[] = [];

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'coachstream-start-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await expect.poll(left).toEqual([]);
  await rm(data, { recursive: true, force: true });
});

/** Processes that have the data folder as an argument. */
const left = () =>
  execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(data));

interface Run {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly code: Promise<number | null>;
  /** Resolves with the origin when the stack prints that it is ready. */
  readonly ready: () => Promise<string>;
}

function run(args: readonly string[], command: readonly string[] = [process.execPath, START], environment = {}): Run {
  const [program = '', ...before] = command;
  const child = spawn(program, [...before, ...args], { stdio: 'pipe', env: { ...process.env, ...environment } });
  children.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const code = new Promise<number | null>((resolve) => child.once('close', resolve));
  const ready = async () => {
    await expect.poll(() => output).toMatch(/^ready http:\/\/127\.0\.0\.1:\d+$/m);
    return /^ready (.*)$/m.exec(output)?.[1] ?? '';
  };
  return { child, output: () => output, code, ready };
}

const start = () => run(['--port', '0', '--data', data, '--latency', 'first=0,token=0']);

async function createSession(origin: string): Promise<{ token: string; url: string }> {
  const issued = await fetch(`${origin}/local/token`, { method: 'POST', body: '{"userId":"u1"}' });
  const { accessToken } = (await issued.json()) as { accessToken: string };
  const sessions = `${origin}/api/users/u1/coach-creator-sessions`;
  const headers = { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' };
  const created = await fetch(sessions, { method: 'POST', headers, body: '{}' });
  const { sessionId } = (await created.json()) as { sessionId: string };
  return { token: accessToken, url: `${sessions}/${sessionId}` };
}

it('prints its addresses, serves the web app, and leaves no process after SIGINT', async () => {
  const { child, output, code, ready } = start();
  const origin = await ready();
  expect(output()).toContain(`web app   ${origin}`);
  expect(output()).toMatch(/stream {4}http:\/\/127\.0\.0\.1:\d+ \(coachCreator\)/);
  expect(output()).toContain('demo-free or demo-pro');
  const page = await fetch(origin);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(await page.text()).toContain('<div id="root">');
  child.kill('SIGINT');
  expect(await code).toBe(0);
  expect(left()).toEqual([]);
});

it('keeps its state after SIGKILL, and stops its engine', async () => {
  const first = start();
  const origin = await first.ready();
  const { token, url } = await createSession(origin);
  first.child.kill('SIGKILL');
  await first.code;
  const again = run(['--port', new URL(origin).port, '--data', data]);
  await again.ready();
  expect((await fetch(url, { headers: { authorization: `Bearer ${token}` } })).status).toBe(200);
  again.child.kill('SIGTERM');
  expect(await again.code).toBe(0);
  const reset = run(['--port', new URL(origin).port, '--data', data, '--reset']);
  await reset.ready();
  expect((await fetch(url, { headers: { authorization: `Bearer ${token}` } })).status).toBe(401);
});

it('stops when npm is killed with SIGKILL', async () => {
  const npm = `const { spawn } = require('node:child_process'); spawn('sh', ['-c', process.argv.slice(1).join(' ') + '; true'], { stdio: 'inherit' });`;
  const { child, ready } = run(
    ['--port', '0', '--data', data],
    [process.execPath, '-e', npm, process.execPath, START],
    {
      npm_lifecycle_event: 'start',
    },
  );
  const origin = await ready();
  child.kill('SIGKILL');
  await expect.poll(left).toEqual([]);
  await expect(fetch(origin)).rejects.toThrow();
});

it('reports in one line that its port is in use', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const { output, code } = run(['--port', String(port), '--data', data]);
  expect(await code).toBe(1);
  expect(output()).toBe(`port ${port} is in use: stop what uses it, or choose another with --port\n`);
  server.close();
});

it.each([
  ['--port nowhere', /^--port is a number .*\n$/],
  ['--model gpt', /^--model is .*\n$/],
  ['--wat', /^Unknown option '--wat'.*\n$/],
])('reports in one line what is wrong with %s', async (line, expected) => {
  const { output, code } = run(line.split(' '));
  expect(await code).toBe(1);
  expect(output()).toMatch(expected);
});

it('refuses settings that are wrong or have no effect, in one line', async () => {
  const { output, code } = run(['--port', '0', '--data', data], undefined, { ALARM_EMAIL: 'ops@example.com' });
  expect(await code).toBe(1);
  expect(output()).toMatch(/^ALARM_EMAIL cannot be set: .*\n$/);
});

it('explains itself', async () => {
  const { output, code } = run(['--help']);
  expect(await code).toBe(0);
  expect(output()).toContain('--latency first=300,token=20');
});
