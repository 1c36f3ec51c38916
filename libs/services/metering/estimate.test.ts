import { expect, it } from 'vitest';
import type { ContentBlock, ModelRequest } from '#ports/model';
import { estimateContent, estimateInput, estimateTokens } from './estimate.ts';

const EMPTY: ModelRequest = {
  role: 'main',
  systemStatic: '',
  systemDynamic: '',
  messages: [],
  tools: [],
  maxTokens: 1_000,
};
const image: ContentBlock = { type: 'image', key: 'a/long/key/of/an/upload.png' };
const use: ContentBlock = { type: 'tool_use', toolUseId: 'long-id', name: 'read', input: { a: 1 } };
const result: ContentBlock = { type: 'tool_result', toolUseId: 'long-id', ok: true, content: [1, 2] };

it.each([
  ['nothing', '', 0],
  ['a single letter', 'a', 1],
  ['three letters', 'abc', 1],
  ['four letters', 'abcd', 2],
  ['two letters of two bytes each', 'üü', 2],
  ['an emoji of four bytes', '👟', 2],
])('counts a token for each three bytes, rounded up, of %s', (_, text, tokens) => {
  expect(estimateTokens(text)).toBe(tokens);
});

it.each<[string, Partial<ModelRequest>, number]>([
  ['the static part of the prompt', { systemStatic: 'abcdef' }, 2],
  ['the dynamic part of the prompt', { systemDynamic: 'abcdef' }, 2],
  ['all parts together before it rounds up', { systemStatic: 'ab', systemDynamic: 'c' }, 1],
  ['the JSON of its tools', { tools: [{ name: 'a', description: '', inputSchema: {} }] }, 16],
  ['every message', { messages: ['user', 'assistant'].map((role) => messageOf(role, text('abc'))) }, 2],
  ['the input of a tool use', { messages: [messageOf('assistant', use)] }, 3],
  ['the content of a tool result', { messages: [messageOf('user', result)] }, 2],
  ['a thought', { messages: [messageOf('assistant', { type: 'reasoning', text: 'abcdef', signature: 's' })] }, 2],
  ['a redacted thought', { messages: [messageOf('assistant', { type: 'redacted_reasoning', data: 'abcdef' })] }, 2],
  [
    'an image as a fixed maximum, whatever its size',
    { messages: [messageOf('user', image, text('abc'), image)] },
    3_201,
  ],
  [
    'an image with its bytes as the same maximum',
    {
      messages: [{ role: 'user', content: [{ type: 'image_data', mediaType: 'image/png', bytes: new Uint8Array(9) }] }],
    },
    1_600,
  ],
  ['no part of the output', { maxTokens: 9_000 }, 0],
])('counts in the input of a request %s', (_, parts, tokens) => {
  expect(estimateInput({ ...EMPTY, ...parts })).toBe(tokens);
});

it('counts the blocks of an output together before it rounds up', () => {
  expect(estimateContent([text('ab'), use, text('c')])).toBe(Math.ceil((2 + '{"a":1}'.length + 1) / 3));
});

function text(words: string): ContentBlock {
  return { type: 'text', text: words };
}

function messageOf(role: string, ...content: ContentBlock[]) {
  return { role: role as 'user' | 'assistant', content };
}
