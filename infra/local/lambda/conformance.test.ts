import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TEST_LIMIT_MS } from '#testing/limits';
import { createLocalClock } from '../clock.ts';
import { createFunctionUrl } from '../gateways/function-url.ts';
import { type LoopbackServer, serveLoopback } from '../loopback-server.ts';
import { type FunctionBackend, invokeBuffered } from './backend.ts';
import { type Exchange, exchange } from './conformance/exchange.ts';
import { createRicBackend, findRic } from './conformance/ric-backend.ts';
import { createFunctionHost } from './function-host.ts';

const HERE = join(dirname(fileURLToPath(import.meta.url)), 'conformance');
/** For the handler that never ends. */
const SHORT_MS = 2_000;

type Closing = FunctionBackend & { close(): Promise<void> };

async function createShim(exportName: string, timeoutMs = TEST_LIMIT_MS): Promise<Closing> {
  const host = createFunctionHost(
    {
      name: 'conformance',
      functionName: 'conformance',
      functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:conformance',
      modulePath: join(HERE, 'handlers.mjs'),
      exportName,
      timeoutMs,
      memoryMb: 128,
      environment: {},
    },
    { clockMemory: createLocalClock().memory, onOutput: (output) => output.resume() },
  );
  await host.warm();
  return host;
}

const ric = findRic();
const RUNTIMES: [string, typeof createShim][] = [['our shim', createShim]];
if (ric) {
  RUNTIMES.push([
    'aws-lambda-ric',
    (exportName, timeoutMs = TEST_LIMIT_MS) => createRicBackend({ ric, handler: `handlers.${exportName}`, timeoutMs }),
  ]);
}

const HEADERS = { 'content-type': 'text/x-case', 'x-case': 'yes', 'set-cookie': ['a=1; Path=/', 'b=2'] };
const answer = (body: string): Partial<Exchange> => ({ status: 201, headers: HEADERS, body, cut: false });
const plain = (type: string, body: string): Partial<Exchange> => ({
  status: 200,
  headers: { 'content-type': type },
  body,
  cut: false,
});
const FAILED: Partial<Exchange> = {
  status: 502,
  headers: { 'content-type': 'text/plain' },
  body: 'Internal Server Error',
  cut: false,
};
const HALF: Partial<Exchange> = { status: 201, headers: HEADERS, body: 'half', cut: true };

/** What a client of a Function URL receives from each handler in `handlers.mjs`. Both runtimes must match it. */
const EXPECTED: Record<string, Partial<Exchange>> = {
  '/write-and-end': answer('one two '),
  '/paced': { ...answer('abc'), chunks: ['a', 'b', 'c'] },
  '/pipeline': answer('piped through'),
  '/large': answer(
    Array.from({ length: 64 }, (_, index) => String.fromCharCode(97 + (index % 26)).repeat(16_384)).join(''),
  ),
  '/set-content-type': plain('text/x-plain', 'typed'),
  '/no-head': plain('application/octet-stream', 'untyped'),
  '/end-with-chunk-no-head': plain('text/x-plain', 'typed'),
  '/object': answer('{"an":"object"}'),
  '/empty-write': { status: 204, headers: { 'x-case': 'empty' }, body: '', cut: false },
  '/empty-write-418': { status: 418, headers: {}, body: '', cut: false },
  '/end-only': { status: 200, headers: {}, body: '', cut: false },
  '/end-with-chunk': FAILED,
  '/end-only-no-head': plain('application/octet-stream', ''),
  '/from-twice': { status: 429, headers: { 'x-case': 'second' }, body: 'last wins', cut: false },
  '/from-after-write': plain(
    'text/plain',
    'before Runtime.InvalidStreamingOperation: Cannot set content-type, too late.',
  ),
  '/throw-first': FAILED,
  '/throw-after-from': FAILED,
  '/throw-in-the-middle': HALF,
  '/throw-a-string': FAILED,
  '/not-async': FAILED,
  '/returns-a-value': answer('written'),
  '/end-then-throw': answer('whole'),
  '/destroy': HALF,
  '/exit-first': FAILED,
  '/exit-in-the-middle': HALF,
  '/unhandled-rejection': HALF,
  '/bad-status': FAILED,
  '/bad-header': FAILED,
  '/properties': {
    status: 200,
    body: '{"before":[true,false,true,false,false],"highWaterMark":65536,"length":"number"}',
    cut: false,
  },
  '/context': {
    status: 200,
    body: JSON.stringify([
      [
        'awsRequestId',
        'functionName',
        'functionVersion',
        'getRemainingTimeInMillis',
        'invokedFunctionArn',
        'logGroupName',
        'logStreamName',
        'memoryLimitInMB',
        'xRayTraceId',
      ],
      true,
    ]),
  },
};

const serve = (backend: FunctionBackend): Promise<LoopbackServer> =>
  serveLoopback(
    0,
    createFunctionUrl({ backend, cors: undefined, urlId: 'case', now: Date.now, faults: { next: () => undefined } }),
  );

describe.each(RUNTIMES)('a streaming function run by %s', (_, create) => {
  let backend: Closing;
  let server: LoopbackServer;

  beforeAll(async () => {
    backend = await create('streaming');
    server = await serve(backend);
  });
  afterAll(async () => {
    await server.close();
    await backend.close();
  });

  it.each(Object.entries(EXPECTED))('gives a client the expected response for %s', async (path, expected) => {
    expect(await exchange(`${server.url}${path}`)).toMatchObject(expected);
  });

  it('cuts the response of a handler that does not end in time', async () => {
    const hasty = await create('streaming', SHORT_MS);
    const own = await serve(hasty);
    expect(await exchange(`${own.url}/no-end`)).toMatchObject(HALF);
    await own.close();
    await hasty.close();
  });

  it('sends only the headers that the function set', async () => {
    expect(Object.keys((await exchange(`${server.url}/write-and-end`)).headers).sort()).toEqual(
      Object.keys(HEADERS).sort(),
    );
    expect((await exchange(`${server.url}/end-only`)).headers).toEqual({});
  });

  it('does not notify the handler when the client disconnects', async () => {
    const left = await exchange(`${server.url}/disconnect`, { leaveAfterBytes: 1 });
    expect(left.cut).toBe(true);
    const report = JSON.parse((await reportAfterItsEnd(server.url)).body) as unknown[];
    expect(report).toEqual([...Array.from({ length: 8 }, () => true), 'ending']);
  });

  it('lets the handler write to the end after a slow client disconnects', async () => {
    expect((await exchange(`${server.url}/flood`, { leaveAfterBytes: 1 })).cut).toBe(true);
    expect((await reportAfterItsEnd(server.url)).body).toBe('["ending"]');
  });
});

/** Polls until the handler, which continues after its client disconnected, has finished. */
async function reportAfterItsEnd(url: string): Promise<Exchange> {
  for (;;) {
    const report = await exchange(`${url}/disconnect-report`);
    if (report.body.includes('ending')) return report;
  }
}

describe.each(RUNTIMES)('a buffered function run by %s', (_, create) => {
  let backend: Closing;

  beforeAll(async () => {
    backend = await create('buffered');
  });
  afterAll(() => backend.close());

  it('responds with the returned value as JSON', async () => {
    const { payload } = await invokeBuffered(backend, '{"a":1}');
    expect(JSON.parse(payload.toString())).toEqual({ statusCode: 200, echo: { a: 1 }, hasContext: true });
  });

  it('responds with null for undefined', async () => {
    expect((await invokeBuffered(backend, '{"nothing":true}')).payload.toString()).toBe('null');
  });

  it.each([
    ['{"fail":true}', { errorType: 'TypeError', errorMessage: 'buffered failure' }],
    [
      '{"circular":true}',
      { errorType: 'Runtime.JSONStringifyError', errorMessage: 'Unable to stringify response body' },
    ],
  ])('reports the failure of a buffered function for %s', async (event, failure) => {
    expect((await invokeBuffered(backend, event)).failure).toMatchObject(failure);
  });
});

it('runs the same tests on AWS’s runtime where it is installed', () => {
  expect(RUNTIMES.map(([name]) => name)).toEqual(ric ? ['our shim', 'aws-lambda-ric'] : ['our shim']);
});
