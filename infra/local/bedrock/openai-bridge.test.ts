import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { createBedrockClient } from '#adapters/bedrock/client';
import { createBedrockModel } from '#adapters/bedrock/model';
import type { ModelRequest } from '#ports/model';
import { createFakeBedrock } from './fake-bedrock.ts';
import { createOpenAiBridge } from './openai-bridge.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

/** A server of OpenAI's kind that answers every question with `chunks`. */
async function startOpenAi(chunks: readonly object[], { status = 200, ends = true } = {}) {
  const asked: { path: string | undefined; body: Record<string, unknown> }[] = [];
  const seen = { left: false };
  const server = createServer(async (request, response) => {
    const body = (await Array.fromAsync(request as AsyncIterable<Buffer>)).join('');
    if (body) asked.push({ path: request.url, body: JSON.parse(body) as Record<string, unknown> });
    response.on('close', () => Object.assign(seen, { left: !response.writableFinished }));
    if (request.url === '/v1/models') return void response.end('{"data":[{"id":"first-model"}]}');
    response.writeHead(status, { 'content-type': 'text/event-stream' });
    for (const chunk of chunks) response.write(`data: ${JSON.stringify(chunk)}\n\n`);
    if (ends) response.end('data: [DONE]\n\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(
    () => server.close(),
    () => server.closeAllConnections(),
  );
  return { asked, seen, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1` };
}

async function ask(url: string, request: Partial<ModelRequest> = {}, signal = new AbortController().signal) {
  const bedrock = createFakeBedrock({ mainModelId: 'main', models: [], seed: 1, bridge: createOpenAiBridge(url) });
  closing.push(() => bedrock.close());
  const place = { region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
  const client = createBedrockClient({ endpoint: await bedrock.listen(), ...place });
  const traits = { forcedTool: true, reasoning: true, cacheMinTokens: null };
  const model = createBedrockModel({ client, main: { modelId: 'main', traits }, small: { modelId: 'small', traits } });
  return await Array.fromAsync(
    model.stream(
      {
        role: 'main',
        systemStatic: 'You are a coach.',
        systemDynamic: 'Today is Monday.',
        messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }],
        tools: [{ name: 'log', description: 'Logs.', inputSchema: { type: 'object' } }],
        maxTokens: 512,
        ...request,
      },
      signal,
    ),
  );
}

const delta = (delta: object) => ({ choices: [{ delta }] });
const finish = (finish_reason: string) => ({ choices: [{ delta: {}, finish_reason }] });
const piece = (index: number, call: object) => delta({ tool_calls: [{ index, function: call }] });

it('streams reasoning, text and tools whose pieces are mixed, with the usage of the server', async () => {
  const { url } = await startOpenAi([
    delta({ role: 'assistant', content: null, reasoning_content: 'Hm.' }),
    delta({ content: 'Two' }),
    delta({ content: ' things.' }),
    piece(0, { name: 'log', arguments: '{"a"' }),
    piece(1, { name: 'log', arguments: '{}' }),
    piece(0, { arguments: ':1}' }),
    finish('tool_calls'),
    { choices: [], usage: { prompt_tokens: 9, completion_tokens: 8 } },
  ]);

  const events = await ask(url);

  expect(events.slice(0, 3)).toEqual([
    { type: 'reasoning', text: 'Hm.' },
    { type: 'text', text: 'Two' },
    { type: 'text', text: ' things.' },
  ]);
  expect(events.at(-1)).toMatchObject({
    stopReason: 'tool_use',
    usage: { inputTokens: 9, outputTokens: 8 },
    content: [
      { type: 'reasoning', text: 'Hm.' },
      { type: 'text', text: 'Two things.' },
      { type: 'tool_use', name: 'log', input: { a: 1 } },
      { type: 'tool_use', name: 'log', input: {} },
    ],
  });
});

it('asks in the words of the other side', async () => {
  const { asked, url } = await startOpenAi([delta({ content: 'Ok' }), finish('stop')]);

  await ask(`${url}#llama3.2`, {
    forcedTool: 'log',
    messages: [
      { role: 'user', content: [{ type: 'text', text: 'Hi' }] },
      {
        role: 'assistant',
        content: [
          { type: 'reasoning', text: 'Hm.', signature: 's' },
          { type: 'tool_use', toolUseId: 'a', name: 'log', input: { b: 1 } },
        ],
      },
      {
        role: 'user',
        content: [
          { type: 'tool_result', toolUseId: 'a', ok: false, content: { why: 'full' } },
          { type: 'text', text: 'And?' },
        ],
      },
    ],
  });

  expect(asked).toEqual([
    {
      path: '/v1/chat/completions',
      body: {
        model: 'llama3.2',
        stream: true,
        stream_options: { include_usage: true },
        max_tokens: 512,
        messages: [
          { role: 'system', content: 'You are a coach.\n\nToday is Monday.' },
          { role: 'user', content: 'Hi' },
          {
            role: 'assistant',
            content: null,
            tool_calls: [{ id: 'a', type: 'function', function: { name: 'log', arguments: '{"b":1}' } }],
          },
          { role: 'tool', tool_call_id: 'a', content: 'error: {"why":"full"}' },
          { role: 'user', content: 'And?' },
        ],
        tools: [{ type: 'function', function: { name: 'log', description: 'Logs.', parameters: { type: 'object' } } }],
        tool_choice: { type: 'function', function: { name: 'log' } },
      },
    },
  ]);
});

it('takes the first model that the server lists when none is named', async () => {
  const { asked, url } = await startOpenAi([delta({ content: 'Ok' }), finish('stop')]);

  await ask(url);

  expect(asked[0]?.body['model']).toBe('first-model');
});

it('ends with max_tokens when the server ran out of them', async () => {
  const { url } = await startOpenAi([delta({ content: 'Ok' }), finish('length')]);

  expect((await ask(url)).at(-1)).toMatchObject({ stopReason: 'max_tokens' });
});

it.each([
  ['refuses', 400, 'invalid'],
  ['is overloaded', 503, 'busy'],
])('fails when the server %s', async (_, status, kind) => {
  const { url } = await startOpenAi([], { status });

  await expect(ask(url)).rejects.toMatchObject({ kind });
});

it('fails when the stream ends without a reason, or holds no chunks', async () => {
  const unfinished = await startOpenAi([delta({ content: 'Ok' })]);
  const broken = await startOpenAi([delta({ content: 'Ok' }), { choices: 'none' }]);

  await expect(ask(unfinished.url)).rejects.toMatchObject({ kind: 'busy' });
  await expect(ask(broken.url)).rejects.toMatchObject({ kind: 'busy' });
});

it('stops the server behind it when the client leaves', async () => {
  const { asked, seen, url } = await startOpenAi([delta({ content: 'Ok' })], { ends: false });
  const stop = new AbortController();

  const asking = ask(url, {}, stop.signal);
  await expect.poll(() => asked.length).toBe(1);
  stop.abort(new Error('enough'));

  await expect(asking).rejects.toThrow('enough');
  await expect.poll(() => seen.left).toBe(true);
});
