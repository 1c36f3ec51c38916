import { afterEach, describe, expect, it } from 'vitest';
import type { ModelEvent } from '#ports/model';
import { askOpenAi, closeAll, delta, finish, type ServerOptions, startOpenAi } from './server-fixtures.ts';

/** Deviations of OpenAI-compatible servers in thoughts, stop reasons, usage and errors. */

afterEach(closeAll);

async function answer(chunks: readonly (object | string)[], options: ServerOptions = {}) {
  const { url } = await startOpenAi(chunks, options);
  return await askOpenAi(url);
}

const say = (...pieces: readonly string[]) => [...pieces.map((content) => delta({ content })), finish('stop')];
const joined = (events: readonly ModelEvent[], type: 'text' | 'reasoning') =>
  events.flatMap((event) => (event.type === type ? event.text : [])).join('');
const endOf = (events: readonly ModelEvent[]) => events.at(-1);

describe('thoughts inside the text', () => {
  it.each([
    ['in one piece', ['<think>Hm, two.</think>\n\nTwo.'], 'Hm, two.', 'Two.'],
    ['with every letter in a piece', [...'<think>Hm.</think>\n\nTwo.'], 'Hm.', 'Two.'],
    ['cut in the middle of both tags', ['\n<thi', 'nk>Hm', '.</th', 'ink>', '\n\n', 'Two.'], 'Hm.', 'Two.'],
    ['twice, around text', ['<think>A</think>One ', '<think>B</think>two.'], 'AB', 'One two.'],
    ['under the other name of the tag', ['<thinking>Hm.</thinking>Two.'], 'Hm.', 'Two.'],
    ['without an end', ['<think>Hm.'], 'Hm.', ''],
    ['with an end alone', ['</think>Two.'], '', 'Two.'],
  ])('separates thoughts between think tags that come %s', async (_, pieces, thoughts, text) => {
    const events = await answer(say(...pieces));
    expect({ thoughts: joined(events, 'reasoning'), text: joined(events, 'text') }).toEqual({ thoughts, text });
  });

  it.each([
    ['less than', ['1 < 2 and 3 <', ' 4']],
    ['another tag', ['<thi', 's> is <b>bold</b>']],
    ['the beginning of a tag at the end', ['Write <th']],
  ])('does not change a text with %s', async (_, pieces) => {
    const events = await answer(say(...pieces));
    expect({ text: joined(events, 'text'), thoughts: joined(events, 'reasoning') }).toEqual({
      text: pieces.join(''),
      thoughts: '',
    });
  });

  it('streams thoughts between think tags as they arrive', async () => {
    const events = await answer(say('<think>One', ' two</think>', 'Three'));
    expect(events.slice(0, -1).map(({ type }) => type)).toEqual(['reasoning', 'reasoning', 'text']);
  });

  it('reads thoughts from content that is a list of parts', async () => {
    const parts = [
      { type: 'thinking', thinking: [{ type: 'text', text: 'Hm.' }] },
      { type: 'text', text: 'Two.' },
    ];
    const events = await answer([delta({ content: parts }), finish('stop')]);
    expect([joined(events, 'reasoning'), joined(events, 'text')]).toEqual(['Hm.', 'Two.']);
  });
});

it.each(['content_filter', 'SAFETY'])('maps the finish reason %s to content_filtered', async (reason) => {
  await expect(answer([delta({ content: 'I' }), finish(reason)])).rejects.toMatchObject({
    kind: 'refused',
    message: expect.stringContaining('content_filtered'),
  });
});

describe('the usage', () => {
  const usage = (prompt_tokens: unknown, completion_tokens: unknown) => ({
    choices: [],
    usage: { prompt_tokens, completion_tokens },
  });
  const counted = async (...chunks: readonly object[]) => {
    const end = endOf(await answer([...say('Two words'), ...chunks]));
    if (end?.type !== 'end') throw new Error('the answer has no end');
    return [end.usage.inputTokens, end.usage.outputTokens];
  };

  it.each<[string, readonly object[], readonly number[]]>([
    ['come several times', [usage(9, 1), usage(9, 2), usage(9, 3)], [9, 3]],
    ['have fractions', [usage(9.2, 3.5)], [10, 4]],
    ['end with null', [usage(9, 3), { choices: [], usage: null }], [9, 3]],
    ['end with one of the two', [usage(9, 3), usage(9, null)], [9, 3]],
    ['end with words', [usage(9, 3), { choices: [], usage: 'none' }], [9, 3]],
  ])('reports the last complete usage, rounded up, when the usage chunks %s', async (_, chunks, expected) => {
    expect(await counted(...chunks)).toEqual(expected);
  });

  it.each<[string, readonly object[]]>([
    ['sends none', []],
    ['sends null', [{ choices: [], usage: null }]],
    ['sends what is no number', [usage('9', -1)]],
  ])('estimates the usage when the server %s', async (_, chunks) => {
    const [input = 0, output] = await counted(...chunks);
    expect(input).toBeGreaterThan(10);
    expect(output).toBe(2);
  });
});

it('reads the answer of a server that does not stream', async () => {
  const message = { role: 'assistant', content: 'Two.' };
  const body = JSON.stringify({
    choices: [{ message, finish_reason: 'stop' }],
    usage: { prompt_tokens: 4, completion_tokens: 2 },
  });
  const events = await answer([], { body, contentType: 'application/json' });
  expect(endOf(events)).toMatchObject({
    content: [{ type: 'text', text: 'Two.' }],
    usage: { inputTokens: 4, outputTokens: 2 },
  });
});

it('skips comments and chunks without choices, and accepts CRLF line ends', async () => {
  const events = await answer([': ping\r\n\r\n', 'data: {"choices":[]}\r\n\r\n', {}, ...say('Two.')]);
  expect(joined(events, 'text')).toBe('Two.');
});

describe('a prompt that is too long', () => {
  it.each([
    [
      'vLLM',
      400,
      {
        object: 'error',
        message: "This model's maximum context length is 4096 tokens. However, you requested 5000 tokens.",
      },
    ],
    [
      'llama.cpp',
      400,
      {
        error: {
          code: 400,
          message: 'the request exceeds the available context size. try increasing it',
          type: 'exceed_context_size_error',
        },
      },
    ],
    [
      'OpenAI',
      400,
      { error: { code: 'context_length_exceeded', message: 'Please reduce the length of the messages.' } },
    ],
    ['Ollama', 500, { error: { message: 'the input length exceeds the context length' } }],
    ['a gateway', 413, { error: { message: 'prompt is too long: 5000 tokens' } }],
  ])('reports a prompt that is too long as Bedrock does when %s refuses it', async (_, status, body) => {
    await expect(answer([], { status, body: JSON.stringify(body) })).rejects.toMatchObject({
      kind: 'too_long',
      cause: { name: 'ValidationException', message: 'The model returned the following errors: prompt is too long' },
    });
  });

  it('reports a prompt that is too long as Bedrock does when the error comes in the stream', async () => {
    const error = { message: "This model's maximum context length is 4096 tokens." };
    await expect(answer([delta({ content: 'Two' }), { error }])).rejects.toMatchObject({
      cause: { name: 'ValidationException' },
    });
  });
});

describe('invalid answers', () => {
  const SECRET = 'my knee hurts';

  it.each<[string, readonly (object | string)[], string]>([
    ['an event that is invalid JSON', [`data: ${SECRET}\n\n`], 'The server sent an event that is no JSON.'],
    [
      'a chunk of another shape',
      [{ choices: [{ delta: { content: { said: SECRET } } }] }],
      'The server sent an event that is no chunk of a chat completion (choices.0.delta.content).',
    ],
    ['an error in the stream', [{ error: { message: SECRET } }], 'The server broke off its stream with an error.'],
    ['the finish reason error', [delta({ content: SECRET }), finish('error')], 'The server broke off with an error.'],
  ])('fails with a message that does not quote the server for %s', async (_, chunks, message) => {
    const { url } = await startOpenAi(chunks);
    const reported: string[] = [];
    await expect(askOpenAi(url, { report: (line) => reported.push(line) })).rejects.toMatchObject({ kind: 'busy' });
    expect(reported).toEqual([message]);
  });

  it('fails with the status of a refusal and does not quote its body', async () => {
    const { url } = await startOpenAi([], { status: 400, body: SECRET });
    const reported: string[] = [];
    await expect(askOpenAi(url, { report: (line) => reported.push(line) })).rejects.toMatchObject({ kind: 'invalid' });
    expect(reported).toEqual([expect.stringMatching(/\/chat\/completions answered 400$/)]);
  });
});
