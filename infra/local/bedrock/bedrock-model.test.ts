import { getEventListeners } from 'node:events';
import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { afterEach, expect, it } from 'vitest';
import { createBedrockClient } from '#adapters/bedrock/client';
import { createBedrockModel } from '#adapters/bedrock/model';
import type { ModelEvent, ModelRequest } from '#ports/model';
import type { WireStep } from './compose-answer.ts';
import { scriptBedrock } from './scripted-bedrock-fixtures.ts';

/** Answers: the product's adapter and the unmodified SDK call the fake over a real socket. */

const running: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.close()));
});

const traits = { forcedTool: true, reasoning: 'budget', bindsThoughts: false, cacheMinTokens: 1_024 } as const;
const request: ModelRequest = {
  role: 'main',
  systemStatic: 'You are a coach.',
  systemDynamic: '',
  messages: [{ role: 'user', content: [{ type: 'text', text: 'Hello coach' }] }],
  tools: [{ name: 'log', description: 'Logs.', inputSchema: { type: 'object' } }],
  maxTokens: 100,
};

const collect = (events: AsyncIterable<ModelEvent>) => Array.fromAsync(events);
const typesOf = (events: readonly ModelEvent[]) => events.map(({ type }) => type);

interface Asked extends Partial<ModelRequest> {
  readonly signal?: AbortSignal;
}

async function start(...answers: WireStep[][]) {
  const { bedrock, place, waits } = await scriptBedrock(answers);
  const theirs = new BedrockRuntimeClient(place);
  running.push(bedrock, { close: async () => theirs.destroy() });
  const asking = (client: BedrockRuntimeClient) => {
    const model = createBedrockModel({
      client,
      main: { modelId: 'main', traits },
      small: { modelId: 'a:b/c', traits },
    });
    return ({ signal = new AbortController().signal, ...more }: Asked = {}) =>
      model.stream({ ...request, ...more }, signal);
  };
  return { bedrock, waits, ask: asking(createBedrockClient(place)), askOverHttp2: asking(theirs) };
}

it('streams text token by token at the pace of the model', async () => {
  const { ask, waits } = await start([{ text: 'Let us squat today.' }]);

  const events = await collect(ask());

  expect(events.slice(0, -1)).toEqual(['Let', ' us', ' squat', ' today.'].map((text) => ({ type: 'text', text })));
  expect(events.at(-1)).toMatchObject({
    type: 'end',
    stopReason: 'end_turn',
    usage: { outputTokens: 4 },
    content: [{ type: 'text', text: 'Let us squat today.' }],
  });
  expect(waits).toEqual([300, 20, 20, 20]);
});

it('sends a step with its own delay without pauses between tokens', async () => {
  const { ask, waits } = await start([{ text: 'One two', delayMs: 7 }, { text: ' three' }]);

  await collect(ask());

  expect(waits).toEqual([7, 20]);
});

it('yields a tool use once its input is complete, after all its deltas', async () => {
  const input = { exercises: [{ name: 'Squat', reps: 5 }], notes: 'Ünïcode 🏋️ and "quotes"' };
  const { ask, waits } = await start([{ text: 'Logging.' }, { tool: { name: 'log', input } }]);

  const events = await collect(ask());

  expect(waits.length).toBeGreaterThan(5);
  expect(events[1]).toEqual({ type: 'tool_use', toolUseId: expect.stringMatching(/^tooluse_/), name: 'log', input });
  expect(events.at(-1)).toMatchObject({
    stopReason: 'tool_use',
    content: [{ type: 'text' }, { type: 'tool_use', input }],
  });
});

it('reads several tool uses with reasoning before and between them', async () => {
  const { ask } = await start([
    { reasoning: 'First think.' },
    { text: 'Two things.' },
    { tool: { name: 'log', input: {} } },
    { reasoning: 'And now.' },
    { redacted: Buffer.from('hidden').toString('base64') },
    { tool: { name: 'log', input: { second: true } } },
  ]);

  const events = await collect(ask());

  const signature = expect.stringMatching(/.+/);
  const toolUseId = expect.stringMatching(/.+/);
  expect(events.at(-1)).toMatchObject({
    stopReason: 'tool_use',
    content: [
      { type: 'reasoning', text: 'First think.', signature },
      { type: 'text', text: 'Two things.' },
      { type: 'tool_use', toolUseId, name: 'log', input: {} },
      { type: 'reasoning', text: 'And now.', signature },
      { type: 'redacted_reasoning', data: Buffer.from('hidden').toString('base64') },
      { type: 'tool_use', toolUseId, name: 'log', input: { second: true } },
    ],
  });
  const thoughts = events.flatMap((event) => (event.type === 'reasoning' ? event.text : [])).join('');
  expect(thoughts).toBe('First think.And now.');
});

it('yields a null input for a tool call that max_tokens cuts', async () => {
  const long = { notes: 'x'.repeat(2_000) };
  const { ask } = await start([{ text: 'Logging.' }, { tool: { name: 'log', input: long } }]);

  const events = await collect(ask());

  expect(events.at(-2)).toMatchObject({ type: 'tool_use', name: 'log', input: null });
  expect(events.at(-1)).toMatchObject({ stopReason: 'max_tokens', usage: { outputTokens: 100 } });
});

it('yields a null input for a tool call whose input is invalid JSON', async () => {
  const { ask } = await start([{ rawTool: { name: 'log', json: '{"name": Squat}' } }]);

  expect((await collect(ask()))[0]).toMatchObject({ type: 'tool_use', input: null });
});

it('works with the SDK’s default client over HTTP/2', async () => {
  const { askOverHttp2 } = await start([{ text: 'Over two.' }]);

  expect(typesOf(await collect(askOverHttp2()))).toEqual(['text', 'text', 'end']);
});

it('reuses its connection for later calls and removes its listener from the signal', async () => {
  const { bedrock, ask } = await start([{ text: 'Again.' }]);
  const stop = new AbortController();

  for (let call = 0; call < 5; call += 1) {
    for await (const event of ask({ signal: stop.signal })) if (event.type === 'end') break;
  }

  expect(bedrock.connections()).toBe(1);
  expect(bedrock.calls().map(({ cancelled }) => cancelled)).toEqual([false, false, false, false, false]);
  expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
});

it('sends requests for the role small to the small model', async () => {
  const { bedrock, ask } = await start([{ text: 'Small.' }]);

  await collect(ask({ role: 'small' }));

  expect(bedrock.calls()).toMatchObject([{ modelId: 'a:b/c', operation: 'ConverseStream' }]);
});

it('counts a cached prefix as written on the first call and as read on the second', async () => {
  const { ask } = await start([{ text: 'Ok.' }]);
  const usageOf = async () => {
    const end = (await collect(ask({ systemStatic: 'rule. '.repeat(1_000) }))).at(-1);
    return end?.type === 'end' ? end.usage : undefined;
  };

  const [first, second] = [await usageOf(), await usageOf()];

  expect(first?.cacheReadTokens).toBe(0);
  expect(first?.cacheWriteTokens).toBeGreaterThan(1_024);
  expect(second).toEqual({ ...first, cacheReadTokens: first?.cacheWriteTokens, cacheWriteTokens: 0 });
});
