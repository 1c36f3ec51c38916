import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { synthesize } from '../../synth.ts';
import { type Product, readProduct } from './product.ts';
import type { RestResource } from './rest-api.ts';

const ORIGIN = 'http://127.0.0.1:4711';
const identity = { issuer: `${ORIGIN}/local/issuer`, clientId: 'web' };

let outdir: string;
let product: Product;

beforeAll(async () => {
  outdir = await mkdtemp(join(tmpdir(), 'coachstream-product-'));
  await synthesize({ stage: 'local', outdir, bundle: false });
  product = readProduct({ outdir, identity, origin: ORIGIN });
});
afterAll(() => rm(outdir, { recursive: true, force: true }));

const functionNamed = (name: string) => product.functions.find((fn) => fn.name === name);

it('finds the functions of the real template, with every value of their environment worked out', () => {
  expect(product.functions.map(({ name }) => name)).toContain('coach-api');
  const creator = functionNamed('stream-coach-creator-session');
  expect(creator).toMatchObject({
    functionName: 'coachstream-local-stream-coach-creator-session',
    modulePath: join(outdir, 'bundles/functions/stream-coach-creator-session/index.mjs'),
    exportName: 'handler',
    timeoutMs: 300_000,
    memoryMb: 1024,
  });
  expect(creator?.environment).toMatchObject({
    STAGE: 'local',
    TOKEN_ISSUER: identity.issuer,
    TOKEN_CLIENT_ID: 'web',
    TOKEN_JWKS_URI: `${identity.issuer}/.well-known/jwks.json`,
    ALLOWED_ORIGINS: ORIGIN,
    JOB_FUNCTION_PREFIX: 'coachstream-local-',
  });
});

it('gives functions the names of tables that it also creates', () => {
  const names = product.tables.map(({ TableName }) => TableName);
  const environment = functionNamed('coach-api')?.environment;
  expect(names).toEqual([environment?.['TABLE_NAME'], environment?.['EVENTS_TABLE_NAME']]);
  expect(product.tables[0]?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName)).toEqual(['due', 'list']);
});

it('finds a Function URL for each coach, which lets this origin in', () => {
  expect(product.urls.length).toBeGreaterThan(0);
  for (const { functionArn, cors } of product.urls) {
    expect(product.functions.map((fn) => fn.functionArn)).toContain(functionArn);
    expect(cors).toMatchObject({ allowOrigins: [ORIGIN], allowCredentials: false });
  }
});

it('finds every job’s retries, and its queue with a consumer', () => {
  const build = product.asyncs.get('coachstream-local-build-coach-config');
  expect(build).toMatchObject({ retryAttempts: 2, maxAgeMs: 3_600_000 });
  const [mapping] = product.mappings;
  expect(mapping).toMatchObject({ queueArn: build?.onFailure, functionName: 'coachstream-local-mark-failed-job' });
  const queue = product.queues.find(({ arn }) => arn === build?.onFailure);
  expect(queue).toMatchObject({ visibilityMs: 360_000, redrive: { maxReceives: 5 } });
  expect(product.queues.map(({ arn }) => arn)).toContain(queue?.redrive?.arn);
});

it('finds the API as a tree: streams on turn routes, the fallback everywhere, a preflight on each', () => {
  const { root, stage, gatewayResponses } = product.api;
  expect(stage).toBe('api');
  const all = flatten(root);
  expect(all.map(({ path }) => path)).toEqual(expect.arrayContaining(['/', '/{proxy+}', '/users/{userId}']));
  for (const resource of all) expect([...resource.methods.keys()]).toContain('OPTIONS');
  const stream = all.find(({ path }) => path === '/users/{userId}/coach-creator-sessions/{sessionId}/stream');
  expect(stream?.methods.get('POST')?.integration).toMatchObject({
    kind: 'lambda',
    streamed: true,
    functionArn: functionNamed('stream-coach-creator-session')?.functionArn,
    timeoutMs: 300_000,
  });
  expect(stream?.methods.get('ANY')?.integration).toMatchObject({
    streamed: false,
    functionArn: functionNamed('coach-api')?.functionArn,
  });
  expect(gatewayResponses.get('MISSING_AUTHENTICATION_TOKEN')).toMatchObject({ status: 404 });
});

it('finds that backends must sign, and to whom their calls go', () => {
  const service = flatten(product.api.root).find(({ path }) => path === '/service/{proxy+}');
  expect(service?.methods.get('ANY')).toMatchObject({
    authorization: 'AWS_IAM',
    integration: { kind: 'lambda', streamed: false, functionArn: functionNamed('coach-api')?.functionArn },
  });
});

const flatten = (resource: RestResource): RestResource[] => [resource, ...resource.children.flatMap(flatten)];
