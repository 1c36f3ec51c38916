import { ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { afterEach, describe, expect, it } from 'vitest';
import { createBedrockClient } from '#adapters/bedrock/client';
import { createFakeBedrock, type FakeBedrock } from './fake-bedrock.ts';

/** Halves of surrogate pairs: scripted models can send them, requests with them are refused. */

const running: FakeBedrock[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((bedrock) => bedrock.close()));
});

async function start() {
  const bedrock = createFakeBedrock({
    mainModelId: 'main',
    models: [() => [{ text: 'simulated' }]],
    seed: 1,
    latency: { firstMs: 0, tokenMs: 0 },
  });
  running.push(bedrock);
  return { bedrock, endpoint: await bedrock.listen() };
}

/** Posts `body` unchanged, escape sequences included. */
async function post(path: string, body: string) {
  const { endpoint } = await start();
  const response = await fetch(endpoint + path, { method: 'POST', body });
  return { status: response.status, text: await response.text() };
}

const converse = (message: string, more = '') =>
  post('/model/main/converse', `{"messages":[{"role":"user","content":[${message}]}]${more}}`);

describe('requests with halves of surrogate pairs', () => {
  it.each([
    ['in a text', () => converse('{"text":"Great save \\ud83d keep going"}')],
    ['in the system prompt', () => converse('{"text":"Hi"}', ',"system":[{"text":"\\uDE00"}]')],
    ['in a key', () => converse('{"text":"Hi"}', ',"requestMetadata":{"\\ud83d":"a"}')],
    ['before a whole pair', () => converse('{"text":"\\ud83d\\ud83d\\ude00"}')],
    ['in a text to embed', () => post('/model/titan/invoke', '{"inputText":"\\ud83d"}')],
  ])('refuses half of a surrogate pair %s', async (_, ask) => {
    const { status, text } = await ask();
    expect(status).toBe(400);
    expect(JSON.parse(text)).toEqual({ message: expect.stringContaining('no low surrogate in string') });
  });

  it.each([
    ['a whole pair that is escaped', '{"text":"\\ud83d\\ude00"}'],
    ['a backslash and the letters of an escape', '{"text":"\\\\ud83d"}'],
  ])('accepts %s in a request', async (_, message) => {
    expect(await converse(message)).toMatchObject({ status: 200 });
  });
});

/** Plays a posted script and returns the deltas that the SDK reads. */
async function play(steps: string) {
  const { bedrock, endpoint } = await start();
  expect(bedrock.script.add(JSON.parse(`[{"steps":${steps}}]`))).toMatchObject({ status: 200 });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = createBedrockClient({ endpoint, region: 'us-east-1', credentials });
  const messages = [{ role: 'user' as const, content: [{ text: 'Hi' }] }];
  const { stream } = await client.send(new ConverseStreamCommand({ modelId: 'main', messages }));
  const events = await Array.fromAsync(stream ?? []);
  return events.flatMap(({ contentBlockDelta }) => contentBlockDelta?.delta ?? []);
}

describe('scripts with halves of surrogate pairs', () => {
  it('sends half of a surrogate pair in a text', async () => {
    const deltas = await play('[{"text":"Great save \\ud83d keep going"}]');
    expect(deltas.map(({ text }) => text).join('')).toBe('Great save \ud83d keep going');
  });

  it('sends a surrogate pair that is cut between two text steps as two deltas', async () => {
    const deltas = await play('[{"text":"Nice \\ud83d"},{"text":"\\ude00 shot"}]');
    expect(deltas.map(({ text }) => text)).toEqual(['Nice', ' \ud83d', '\ude00', ' shot']);
    expect(deltas.map(({ text }) => text).join('')).toBe('Nice 😀 shot');
  });

  it('sends half of a surrogate pair in a thought with a signature', async () => {
    const deltas = await play('[{"reasoning":"hmm \\udc00 yes"},{"text":"ok"}]');
    expect(deltas.map(({ reasoningContent }) => reasoningContent?.text ?? '').join('')).toBe('hmm \udc00 yes');
    expect(deltas.some(({ reasoningContent }) => reasoningContent?.signature)).toBe(true);
  });

  it('sends half of a surrogate pair and keys such as __proto__ in the input of a tool', async () => {
    const input = '{"content":"note \\ud83d x","constructor":{"a":1},"__proto__":[1]}';
    const deltas = await play(`[{"tool":{"name":"save_coaching_note","input":${input}}}]`);
    const json = deltas.map(({ toolUse }) => toolUse?.input ?? '').join('');
    expect(json).toBe(input);
  });

  it('cuts a surrogate pair in the input of a tool between two deltas', async () => {
    const deltas = await play('[{"tool":{"name":"log","input":{"a":"x\\ud83d\\ude00"}}}]');
    expect(deltas.map(({ toolUse }) => toolUse?.input)).toEqual(['', '{"a":"x\ud83d', '\ude00"}']);
  });
});
