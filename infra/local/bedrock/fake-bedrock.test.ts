import {
  BedrockRuntimeClient,
  ConverseCommand,
  type ConverseCommandInput,
  ConverseStreamCommand,
  InvokeModelCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { afterEach, expect, it } from 'vitest';
import { createBedrockClient } from '#adapters/bedrock/client';
import { createFakeBedrock, type FakeBedrock, type FakeBedrockOptions, type FaultKind } from './fake-bedrock.ts';

const running: FakeBedrock[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((bedrock) => bedrock.close()));
});

async function start(options: Partial<FakeBedrockOptions> = {}) {
  const bedrock = createFakeBedrock({
    mainModelId: 'main',
    models: [({ modelId }) => [{ text: `simulated ${modelId}` }]],
    seed: 1,
    latency: { firstMs: 0, tokenMs: 0 },
    ...options,
  });
  running.push(bedrock);
  const endpoint = await bedrock.listen();
  const place = { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
  return { bedrock, endpoint, client: createBedrockClient(place), place };
}

const asking = (text: string, input: Partial<ConverseCommandInput> = {}): ConverseCommand =>
  new ConverseCommand({ modelId: 'main', messages: [{ role: 'user', content: [{ text }] }], ...input });

async function say(client: BedrockRuntimeClient, text: string, input: Partial<ConverseCommandInput> = {}) {
  const { output } = await client.send(asking(text, input));
  return output?.message?.content?.map((block) => block.text).join('');
}

it('merges the steps into one message for Converse', async () => {
  const { client } = await start({
    models: [() => [{ reasoning: 'Think.' }, { text: 'Hello there.' }, { tool: { name: 'log', input: { a: [1] } } }]],
  });

  const answer = await client.send(asking('Hi'));

  expect(answer).toMatchObject({
    stopReason: 'tool_use',
    usage: { inputTokens: expect.any(Number), outputTokens: expect.any(Number) },
    output: {
      message: {
        role: 'assistant',
        content: [
          { reasoningContent: { reasoningText: { text: 'Think.', signature: expect.any(String) } } },
          { text: 'Hello there.' },
          { toolUse: { toolUseId: expect.stringMatching(/^tooluse_/), name: 'log', input: { a: [1] } } },
        ],
      },
    },
  });
});

it('answers with a fixed text when no model answers', async () => {
  const { client } = await start({ models: [() => undefined] });

  expect(await say(client, 'Hi')).toContain('simulated model');
});

it('reports the usage of a usage step instead of its own count', async () => {
  const { client } = await start({
    models: [() => [{ usage: { inputTokens: 11, outputTokens: 22 } }, { text: 'Ok' }]],
  });

  expect((await client.send(asking('Hi'))).usage).toMatchObject({ inputTokens: 11, outputTokens: 22, totalTokens: 33 });
});

it('plays scripts for the main model only, in order, each entry as often as its times', async () => {
  const { bedrock, client } = await start();
  bedrock.script.add([
    { match: { contains: 'squat' }, times: 2, steps: [{ text: 'about squats' }] },
    { steps: [{ text: 'about anything' }] },
  ]);

  expect(await say(client, 'my squat', { modelId: 'small' })).toBe('simulated small');
  expect(await say(client, 'my squat')).toBe('about squats');
  expect(await say(client, 'my bench')).toBe('about anything');
  expect(await say(client, 'my bench')).toBe('simulated main');
  expect(await say(client, 'squats again')).toBe('about squats');
  expect(await say(client, 'squats again')).toBe('simulated main');
});

it('uses the next script entry for a retry of the SDK', async () => {
  const { bedrock, client } = await start();
  bedrock.script.add([{ steps: [{ throw: 'throttlingException' }] }, { steps: [{ text: 'second try' }] }]);

  expect(await say(client, 'Hi')).toBe('second try');
  expect(bedrock.calls()).toHaveLength(2);
});

it('matches scripts with the person’s last text, also after tool results', async () => {
  const { bedrock, client } = await start();
  bedrock.script.add([{ match: { contains: 'my squat' }, steps: [{ text: 'scripted' }] }]);

  const answer = await say(client, '', {
    messages: [
      { role: 'user', content: [{ text: 'my squat' }] },
      { role: 'assistant', content: [{ toolUse: { toolUseId: 't', name: 'log', input: {} } }] },
      { role: 'user', content: [{ toolResult: { toolUseId: 't', content: [{ text: 'done' }] } }] },
    ],
    toolConfig: { tools: [{ toolSpec: { name: 'log', inputSchema: { json: { type: 'object' } } } }] },
  });

  expect(answer).toBe('scripted');
});

it('plays no script after the scripts are cleared', async () => {
  const { bedrock, client } = await start();
  bedrock.script.add([{ steps: [{ text: 'scripted' }] }]);
  bedrock.script.clear();

  expect(await say(client, 'Hi')).toBe('simulated main');
});

it('records every request with its date, including refused ones', async () => {
  const { bedrock, client } = await start({ clock: { now: () => Date.UTC(2026, 10, 21) } });

  await say(client, 'Hi');
  await expect(client.send(asking(' '))).rejects.toMatchObject({ name: 'ValidationException' });

  expect(bedrock.calls()).toEqual([
    {
      modelId: 'main',
      operation: 'Converse',
      body: { messages: [{ role: 'user', content: [{ text: 'Hi' }] }] },
      startedAt: '2026-11-21T00:00:00.000Z',
      cancelled: false,
    },
    expect.objectContaining({ operation: 'Converse', cancelled: false }),
  ]);
});

it.each([
  ['throttle', 'ThrottlingException', 2],
  ['timeout', 'ModelTimeoutException', 1],
  ['down', 'TimeoutError', 2],
  ['lost-response', 'TimeoutError', 2],
] as const)('plays the fault %s as %s after %i attempts', async (kind, name, attempts) => {
  const { bedrock, client } = await start({ faults: { next: (): FaultKind => kind } });

  await expect(client.send(asking('Hi'))).rejects.toMatchObject({ name });
  expect(bedrock.calls()).toHaveLength(attempts);
});

it('does not use a script entry for a request with a fault', async () => {
  const faults: FaultKind[] = ['throttle'];
  const { bedrock, client } = await start({ faults: { next: () => faults.shift() } });
  bedrock.script.add([{ steps: [{ text: 'scripted' }] }]);

  expect(await say(client, 'Hi')).toBe('scripted');
});

it('answers InvokeModel for embeddings and refuses a model that it does not know', async () => {
  const { client } = await start();
  const invoke = (body: object) =>
    client.send(new InvokeModelCommand({ modelId: 'amazon.titan-embed-text-v2:0', body: JSON.stringify(body) }));

  const answer = await invoke({ inputText: 'Back squat' });

  expect(answer.contentType).toBe('application/json');
  expect(JSON.parse(answer.body.transformToString())).toMatchObject({
    embedding: expect.objectContaining({ length: 1_024 }),
    inputTextTokenCount: 3,
  });
  await expect(invoke({ prompt: 'a gym' })).rejects.toMatchObject({
    name: 'ValidationException',
    message: 'The provided model identifier is invalid.',
  });
});

it('answers HTTP/1.1 and HTTP/2 requests on one port', async () => {
  const { client, place } = await start();
  const http2 = new BedrockRuntimeClient(place);

  const answers = await Promise.all([say(client, 'Hi'), say(http2, 'Hi'), say(client, 'Hi'), say(http2, 'Hi')]);
  http2.destroy();

  expect(answers).toEqual(new Array(4).fill('simulated main'));
});

it('waits by the real clock and stops waiting when the client disconnects', async () => {
  const steps = [
    { text: 'One', delayMs: 25 },
    { text: ' two', delayMs: 3_600_000 },
  ];
  const { bedrock, client } = await start({ models: [() => steps] });
  const began = performance.now();

  const answer = await client.send(new ConverseStreamCommand(asking('Hi').input));
  const stream = answer.stream?.[Symbol.asyncIterator]();
  await stream?.next();
  expect(performance.now() - began).toBeGreaterThanOrEqual(24);

  client.destroy();
  await expect.poll(() => bedrock.calls()[0]?.cancelled).toBe(true);
});

it('refuses a request that exceeds the context window', async () => {
  const { client } = await start({ contextTokens: 100 });

  expect(await say(client, 'Hi')).toBe('simulated main');
  await expect(say(client, 'word '.repeat(100))).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringMatching(/prompt is too long: 1\d\d tokens > 100 maximum$/),
  });
});

it('throws a scripted exception with the message of the script', async () => {
  const { bedrock, client } = await start();
  bedrock.script.add([{ steps: [{ throw: 'validationException', message: 'prompt is too long' }] }]);

  await expect(say(client, 'Hi')).rejects.toMatchObject({
    name: 'ValidationException',
    message: 'prompt is too long',
  });
});

it('answers 404 for an unknown operation', async () => {
  const { endpoint } = await start();

  const response = await fetch(`${endpoint}/model/main/count-tokens`, { method: 'POST', body: '{}' });

  expect(response.status).toBe(404);
  expect(response.headers.get('x-amzn-errortype')).toBe('ResourceNotFoundException');
});

it('refuses a body that is invalid JSON or not a Converse request', async () => {
  const { endpoint } = await start();
  const post = (body: string) => fetch(`${endpoint}/model/main/converse`, { method: 'POST', body });

  expect((await post('{')).status).toBe(400);
  expect(await (await post('{"messages":[{"role":"user","content":"Hi"}]}')).json()).toEqual({
    message: expect.stringContaining('messages.0.content'),
  });
});
