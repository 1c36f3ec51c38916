import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLocalClock, type LocalClock } from '../clock.ts';
import { type FunctionFailure, invokeBuffered } from './backend.ts';
import { createFunctionHost, type FunctionHost, type FunctionSpec } from './function-host.ts';

let folder: string;
let clock: LocalClock;
let output: string;
const hosts: FunctionHost[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'coachstream-host-'));
  clock = createLocalClock();
  output = '';
});
afterEach(async () => {
  await Promise.all(hosts.splice(0).map((host) => host.close()));
  await rm(folder, { recursive: true, force: true });
});

/** Creates a function from source; `body` is the body of an async `(event, context)` function. */
async function host(body: string, changes: Partial<FunctionSpec> = {}, top = ''): Promise<FunctionHost> {
  const modulePath = join(folder, 'index.mjs');
  await writeFile(modulePath, `${top}\nexport const handler = async (event, context) => { ${body} };`);
  const created = createFunctionHost(
    {
      name: 'case',
      functionName: 'coachstream-local-case',
      functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:coachstream-local-case',
      modulePath,
      exportName: 'handler',
      timeoutMs: 5_000,
      memoryMb: 512,
      environment: { STAGE: 'local' },
      ...changes,
    },
    {
      clockMemory: clock.memory,
      onOutput: (stream) => {
        stream.on('data', (chunk: Buffer) => {
          output += chunk.toString();
        });
      },
    },
  );
  hosts.push(created);
  return created;
}

const ask = async (fn: FunctionHost, event: unknown = {}) => {
  const { payload, failure } = await invokeBuffered(fn, JSON.stringify(event));
  return failure ?? (JSON.parse(payload.toString()) as Record<string, unknown>);
};

describe('the environment of a function', () => {
  it('a function’s environment comes from the template and Lambda, not from this process', async () => {
    process.env['LEAKING'] = 'yes';
    const fn = await host('return process.env');
    const environment = await ask(fn);
    delete process.env['LEAKING'];
    expect(environment).toMatchObject({
      STAGE: 'local',
      AWS_LAMBDA_FUNCTION_NAME: 'coachstream-local-case',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
    });
    expect(environment).not.toHaveProperty('LEAKING');
    expect(environment).not.toHaveProperty('HOME');
  });

  it('a function’s dates follow the local clock as soon as it advances', async () => {
    const fn = await host(
      'return [Date.now(), new Date().getTime(), Date.parse(Date()), performance.now(), new Date(5).getTime()]',
    );
    const before = (await ask(fn)) as unknown as number[];
    clock.advance(3_600_000);
    const after = (await ask(fn)) as unknown as number[];
    for (const index of [0, 1, 2]) expect((after[index] ?? 0) - (before[index] ?? 0)).toBeGreaterThan(3_598_000);
    expect((after[3] ?? 0) - (before[3] ?? 0)).toBeLessThan(60_000);
    expect(after[4]).toBe(5);
  });

  it('dates of a function are instances of Date', async () => {
    const fn = await host(
      'const d = new Date(); return [d instanceof Date, d.constructor === Date, structuredClone(d) instanceof Date, typeof Date.UTC(2026)]',
    );
    expect(await ask(fn)).toEqual([true, true, true, 'number']);
  });
});

it('runs concurrent invocations in one module that keeps its state', async () => {
  const fn = await host(
    'seen++; while (seen < 3) await new Promise((go) => setTimeout(go, 2)); return seen',
    {},
    'let seen = 0;',
  );
  expect(await Promise.all([ask(fn), ask(fn), ask(fn)])).toEqual([3, 3, 3]);
});

describe('a crash', () => {
  it('a crash fails the running invocations, and the next one starts a new worker', async () => {
    const fn = await host(
      'if (event.hang) await new Promise(() => setInterval(() => {}, 1000)); return ++count',
      {},
      'let count = 0;',
    );
    expect(await ask(fn)).toBe(1);
    const hanging = [ask(fn, { hang: true }), ask(fn, { hang: true })];
    await expect.poll(() => fn.running()).toBe(2);
    await fn.kill();
    for (const failure of await Promise.all(hanging)) expect(failure).toMatchObject({ errorType: 'Runtime.ExitError' });
    expect(fn.running()).toBe(0);
    expect(await ask(fn)).toBe(1);
  });

  it('an uncaught error crashes only its own function', async () => {
    const fn = await host('setTimeout(() => { throw new Error("stray") }, 1); await new Promise(() => {})');
    expect(await ask(fn)).toMatchObject({ errorType: 'Runtime.ExitError', errorMessage: 'Error: stray' });
  });
});

describe('reserved concurrency', () => {
  const BODY = 'if (event.hang) await new Promise((go) => setInterval(() => go, 1000)); return "ran"';

  it('a function refuses an invocation above its reserved concurrency as Lambda does, until another has ended', async () => {
    const fn = await host(BODY, { reservedConcurrency: 1 });
    const hanging = ask(fn, { hang: true });
    expect(await ask(fn)).toEqual({ errorType: 'TooManyRequestsException', errorMessage: 'Rate Exceeded.' });
    await fn.kill();
    await hanging;
    expect(await ask(fn)).toBe('ran');
  });

  it('a reserved concurrency of 0 stops the function', async () => {
    const fn = await host(BODY, { reservedConcurrency: 0 });
    expect(await ask(fn)).toMatchObject({ errorType: 'TooManyRequestsException' });
  });
});

it('fails every invocation until the module can be loaded', async () => {
  const fn = await host('return "loaded"', {}, 'throw new Error("settings are missing");');
  expect(await ask(fn)).toMatchObject({ errorType: 'Error', errorMessage: 'settings are missing' });
  await host('return "loaded"');
  await expect.poll(() => ask(fn)).toBe('loaded');
});

describe('a timeout', () => {
  it('a timeout ends the invocation and its worker', async () => {
    const fn = await host(
      'if (event.hang) await new Promise(() => setInterval(() => {}, 1000)); return ++count',
      { timeoutMs: 500 },
      'let count = 0;',
    );
    expect(await ask(fn)).toBe(1);
    const failure = (await ask(fn, { hang: true })) as unknown as FunctionFailure;
    expect(failure.errorType).toBe('Sandbox.Timedout');
    expect(failure.errorMessage).toMatch(/Task timed out after 0.50 seconds$/);
    expect(await ask(fn)).toBe(1);
  });

  it('a timeout does not affect concurrent invocations', async () => {
    const fn = await host(
      'const forMs = event.forMs; const startedAt = performance.now(); while (performance.now() - startedAt < forMs) await new Promise((go) => setTimeout(go, 5)); return [forMs, ++count]',
      { timeoutMs: 2_000 },
      'let count = 0;',
    );
    await fn.warm();
    const slow = ask(fn, { forMs: 100_000 });
    await expect.poll(() => fn.running()).toBe(1);
    const others = slow.then(() => [ask(fn, { forMs: 0 })]);
    const beside = ask(fn, { forMs: 20 });
    expect(await beside).toEqual([20, 1]);
    expect(await slow).toMatchObject({ errorType: 'Sandbox.Timedout' });
    // The first worker takes no new invocations.
    for (const other of await others) expect(await other).toEqual([0, 1]);
  });

  it('a timeout does not depend on the local clock', async () => {
    const fn = await host(
      'const first = context.getRemainingTimeInMillis(); await new Promise((go) => setTimeout(go, 30)); return [first, context.getRemainingTimeInMillis()]',
    );
    const asked = ask(fn);
    clock.advance(3_600_000);
    const [first = 0, then = 0] = (await asked) as unknown as number[];
    expect(first).toBeGreaterThan(4_900);
    expect(then).toBeGreaterThan(4_000);
    expect(then).toBeLessThan(first);
  });
});

it('logs the function’s output, and its failures as JSON lines', async () => {
  const fn = await host('console.log("said"); throw new TypeError("broken")');
  await ask(fn);
  await expect.poll(() => output).toContain('"errorMessage":"broken"');
  expect(output.startsWith('said\n')).toBe(true);
});
