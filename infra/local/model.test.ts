import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import type { FunctionSpec } from './lambda/function-host.ts';
import { withLocalEnvironment } from './lambda/local-environment.ts';
import { type LocalModel, startModel } from './model.ts';
import type { ModelChoice } from './options.ts';

const ENDPOINTS = { dynamodb: 'http://127.0.0.1:1', s3: 'http://127.0.0.1:3', other: 'http://127.0.0.1:2' };
const SPEC: FunctionSpec = {
  name: 'f',
  functionName: 'coachstream-local-f',
  functionArn: 'arn',
  modulePath: '/f/index.mjs',
  exportName: 'handler',
  timeoutMs: 1,
  memoryMb: 1,
  environment: { STAGE: 'local', COACH_MODEL_ID: 'simulated-main', COACH_NOTICE: 'A simulation.' },
};

let model: LocalModel;
const said: string[] = [];
afterEach(() => model.close());

async function environmentOf(choice: ModelChoice, environment: NodeJS.ProcessEnv = {}) {
  model = await startModel({
    choice,
    seed: 1,
    latency: { firstMs: 0, tokenMs: 0 },
    now: Date.now,
    faults: { next: () => undefined },
    environment,
    say: (line) => void said.push(line),
  });
  return withLocalEnvironment(SPEC, ENDPOINTS, model.environment).environment;
}

it('gives functions the simulated model, fake credentials and only local endpoints', async () => {
  const environment = await environmentOf({ kind: 'simulated' }, { AWS_PROFILE: 'work', HOME: '/home/me' });
  expect(environment).toMatchObject({
    STAGE: 'local',
    COACH_MODEL_ID: 'simulated-main',
    COACH_NOTICE: 'A simulation.',
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'coachstream-local-f',
    AWS_ENDPOINT_URL: ENDPOINTS.other,
    AWS_ENDPOINT_URL_DYNAMODB: ENDPOINTS.dynamodb,
    AWS_ENDPOINT_URL_LAMBDA: ENDPOINTS.other,
    AWS_ENDPOINT_URL_BEDROCK_RUNTIME: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
  });
  expect(environment).not.toHaveProperty('AWS_PROFILE');
  expect(environment).not.toHaveProperty('HOME');
});

it('gives functions the real model and its credentials, and no other real service', async () => {
  const environment = await environmentOf(
    { kind: 'bedrock' },
    {
      AWS_PROFILE: 'work',
      AWS_REGION: 'eu-west-1',
      HOME: '/home/me',
      AWS_ENDPOINT_URL_BEDROCK_RUNTIME: 'x',
      SECRET: 'x',
    },
  );
  expect(environment).toMatchObject({
    AWS_PROFILE: 'work',
    AWS_REGION: 'eu-west-1',
    HOME: '/home/me',
    COACH_MODEL_ID: expect.stringContaining('anthropic'),
    COACH_NOTICE: '',
    AWS_ENDPOINT_URL_DYNAMODB: ENDPOINTS.dynamodb,
    AWS_ENDPOINT_URL_LAMBDA: ENDPOINTS.other,
  });
  // Traits are set only for functions that use models, and this one does not.
  expect(environment).not.toHaveProperty('COACH_MODEL_TRAITS');
  for (const name of ['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_BEDROCK_RUNTIME', 'AWS_ACCESS_KEY_ID', 'SECRET']) {
    expect(environment).not.toHaveProperty(name);
  }
});

it('calls a bridged server without the notice of a simulated coach', async () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end('data: {"choices":[{"delta":{"content":"From afar."},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const environment = await environmentOf({ kind: 'openai', url: `http://127.0.0.1:${port}/v1#qwen` });
  expect(environment['COACH_NOTICE']).toBe('');
  const answer = await fetch(`${environment['AWS_ENDPOINT_URL_BEDROCK_RUNTIME']}/model/simulated-main/converse`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      messages: [{ role: 'user', content: [{ text: 'hi' }] }],
      inferenceConfig: { maxTokens: 100 },
    }),
  });
  expect(await answer.text()).toContain('From afar.');
  expect(asked).toContain('/v1/chat/completions');
  server.close();
});

it('refuses a model that cannot be called from the Region in one line, and warns of where prompts may go', async () => {
  const from = (AWS_REGION: string, COACH_MODEL_ID: string) =>
    environmentOf({ kind: 'bedrock' }, { AWS_REGION, COACH_MODEL_ID });
  await expect(from('eu-west-1', 'us.anthropic.claude-sonnet-4-6')).rejects.toMatchObject({
    name: 'BadOption',
    message: expect.stringContaining('us.anthropic.claude-sonnet-4-6 cannot be called from eu-west-1: set eu.'),
  });
  await from('eu-west-1', 'global.anthropic.claude-sonnet-4-6');
  expect(said.at(-1)).toMatch(/^warning: global\.anthropic\.claude-sonnet-4-6 may process prompts/);
});
