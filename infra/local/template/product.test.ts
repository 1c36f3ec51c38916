import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { COACH_ROWS } from '#contract/coaches';
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

it('readProduct reads the functions of the real template, with every environment value resolved', () => {
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

it('readProduct gives functions the names of the tables that it returns', () => {
  const names = product.tables.map(({ TableName }) => TableName);
  const environment = functionNamed('coach-api')?.environment;
  expect(names).toEqual([environment?.['TABLE_NAME'], environment?.['EVENTS_TABLE_NAME']]);
  expect(product.expiring).toEqual(names.map((tableName) => ({ tableName, attribute: 'ttl' })));
  expect(product.tables[0]?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName)).toEqual(['due', 'list']);
});

it('readProduct reads one Function URL for each coach, which allows the local origin', () => {
  const names = product.urls.map(
    ({ functionArn }) => product.functions.find((fn) => fn.functionArn === functionArn)?.name,
  );
  expect(names.toSorted()).toEqual(COACH_ROWS.map((row) => row.function).toSorted());
  for (const { cors } of product.urls) {
    expect(cors).toMatchObject({ allowOrigins: [ORIGIN], allowCredentials: false });
  }
});

it('readProduct reads the retries of a job, and its failure queue with a consumer', () => {
  const build = product.asyncs.get('coachstream-local-build-coach-config');
  expect(build).toMatchObject({ retryAttempts: 2, maxAgeMs: 3_600_000 });
  const [mapping] = product.mappings;
  expect(mapping).toMatchObject({ queueArn: build?.onFailure, functionName: 'coachstream-local-mark-failed-job' });
  const queue = product.queues.find(({ arn }) => arn === build?.onFailure);
  expect(queue).toMatchObject({ visibilityMs: 360_000, redrive: { maxReceives: 5 } });
  expect(product.queues.map(({ arn }) => arn)).toContain(queue?.redrive?.arn);
});

it('readProduct reads the API as a tree, with streams on turn routes, the fallback and a preflight everywhere', () => {
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

it('readProduct reads that service routes need a signature and call coach-api', () => {
  const service = flatten(product.api.root).find(({ path }) => path === '/service/{proxy+}');
  expect(service?.methods.get('ANY')).toMatchObject({
    authorization: 'AWS_IAM',
    integration: { kind: 'lambda', streamed: false, functionArn: functionNamed('coach-api')?.functionArn },
  });
});

const flatten = (resource: RestResource): RestResource[] => [resource, ...resource.children.flatMap(flatten)];
