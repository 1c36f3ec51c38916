import { afterEach, expect, it } from 'vitest';
import { askOpenAi, closeAll, delta, finish, piece, startOpenAi } from './server-fixtures.ts';

afterEach(closeAll);

it('streams reasoning, text and interleaved tool calls with the usage of the server', async () => {
  const { url } = await startOpenAi([
    delta({ role: 'assistant', content: null, reasoning_content: 'Hm.' }),
    delta({ content: 'Two' }),
    delta({ content: ' things.' }),
    piece({ index: 0, function: { name: 'log', arguments: '{"a"' } }),
    piece({ index: 1, function: { name: 'log', arguments: '{}' } }),
    piece({ index: 0, function: { arguments: ':1}' } }),
    finish('tool_calls'),
    { choices: [], usage: { prompt_tokens: 9, completion_tokens: 8 } },
  ]);

  const events = await askOpenAi(url);

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

it('converts a Converse request to a chat completion', async () => {
  const { asked, url } = await startOpenAi([delta({ content: 'Ok' }), finish('stop')]);

  await askOpenAi(`${url}#llama3.2`, {
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
        tools: [{ type: 'function', function: { name: 'log', description: 'log', parameters: { type: 'object' } } }],
        tool_choice: { type: 'function', function: { name: 'log' } },
      },
    },
  ]);
});

it('uses the first model that the server lists when the URL names none', async () => {
  const { asked, url } = await startOpenAi([delta({ content: 'Ok' }), finish('stop')]);

  await askOpenAi(url);

  expect(asked[0]?.body['model']).toBe('first-model');
});

it('ends with max_tokens when the finish reason is length', async () => {
  const { url } = await startOpenAi([delta({ content: 'Ok' }), finish('length')]);

  expect((await askOpenAi(url)).at(-1)).toMatchObject({ stopReason: 'max_tokens' });
});

it.each([
  ['refuses', 400, 'invalid'],
  ['is overloaded', 503, 'busy'],
])('fails when the server %s', async (_, status, kind) => {
  const { url } = await startOpenAi([], { status });

  await expect(askOpenAi(url)).rejects.toMatchObject({ kind });
});

it('fails when the stream has no finish reason or an invalid chunk', async () => {
  const unfinished = await startOpenAi([delta({ content: 'Ok' })]);
  const broken = await startOpenAi([delta({ content: 'Ok' }), { choices: 'none' }]);

  await expect(askOpenAi(unfinished.url)).rejects.toMatchObject({ kind: 'busy' });
  await expect(askOpenAi(broken.url)).rejects.toMatchObject({ kind: 'busy' });
});

it('cancels the request to the server when the client disconnects', async () => {
  const { asked, seen, url } = await startOpenAi([delta({ content: 'Ok' })], { ends: false });
  const stop = new AbortController();

  const asking = askOpenAi(url, { signal: stop.signal });
  await expect.poll(() => asked.length).toBe(1);
  stop.abort(new Error('enough'));

  await expect(asking).rejects.toThrow('enough');
  await expect.poll(() => seen.left).toBe(true);
});
