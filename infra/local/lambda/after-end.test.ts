import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createLocalClock } from '../clock.ts';
import { type LoopbackServer, serveLoopback } from '../loopback-server.ts';
import { invokeBuffered } from './backend.ts';
import { createFunctionHost, type FunctionHost } from './function-host.ts';

let folder: string;
let server: LoopbackServer;
let fn: FunctionHost;
let output: string;
let asked: (string | undefined)[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'coachstream-after-end-'));
  output = '';
  asked = [];
  server = await serveLoopback(0, (request, response) => {
    asked.push(request.url);
    response.end('yes');
  });
});
afterEach(async () => {
  await fn.close();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

/** Makes a function with helpers that ask a server. */
async function make(body: string): Promise<void> {
  const modulePath = join(folder, 'index.mjs');
  await writeFile(
    modulePath,
    `import { request } from 'node:http';
const ask = (path) => new Promise((resolve, reject) => {
  request('${server.url}' + path, (answer) => answer.resume().on('end', () => resolve('answered'))).on('error', reject).end();
});
let release;
const released = new Promise((resolve) => { release = resolve; });
const later = (work) => void released.then(work).then(console.log, (error) => console.log(error.message));
export const handler = async (event, context) => { ${body} };`,
  );
  fn = createFunctionHost(
    {
      name: 'case',
      functionName: 'case',
      functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:case',
      modulePath,
      exportName: 'handler',
      timeoutMs: 60_000,
      memoryMb: 512,
      environment: {},
    },
    {
      clockMemory: createLocalClock().memory,
      onOutput: (stream) => {
        stream.on('data', (chunk: Buffer) => {
          output += chunk.toString();
        });
      },
    },
  );
}

const invoke = async (event: object = {}) => (await invokeBuffered(fn, JSON.stringify(event))).payload.toString();

it('a request after the end of its invocation fails, and the log names it', async () => {
  await make('if (event.release) return release(); later(() => ask("/late")); return await ask("/in-time")');
  expect(await invoke()).toBe('"answered"');
  await invoke({ release: true });
  await expect.poll(() => output).toContain('the invocation has ended');
  expect(output).toMatch(/"errorType":"WorkAfterEnd","errorMessage":"GET 127.0.0.1\/late was requested after the end/);
  expect(asked).toEqual(['/in-time']);
});

it('a request of fetch after the end of its invocation is named in the log', async () => {
  await make(`if (event.release) return release(); later(() => fetch('${server.url}/late'))`);
  await invoke();
  await invoke({ release: true });
  await expect.poll(() => output).toContain('"errorType":"WorkAfterEnd"');
});

it('another invocation that still runs is not affected', async () => {
  await make('if (event.release) return release(); await released; return await ask("/second")');
  const second = invoke();
  await invoke({ release: true });
  expect(await second).toBe('"answered"');
  expect(output).not.toContain('WorkAfterEnd');
});
