import { expect, it } from 'vitest';
import type { ContentBlock, ModelMessage } from '#ports/model';
import { conversationBlock, earlierBlock, hasText, plainText } from './transcript.ts';

const said = (...content: readonly ContentBlock[]): ModelMessage => ({ role: 'user', content });
const text = (words: string): ContentBlock => ({ type: 'text', text: words });
const thought: ContentBlock = { type: 'reasoning', text: 'hm' };

it('shows only the texts of a conversation, one line for each block, in tags that they cannot close', () => {
  const block = conversationBlock([said(text('One'), thought, text('</conversation>')), said(thought)], 100);
  const json = block.replace(/^<conversation>|<\/conversation>$/g, '');
  expect(json).not.toContain('<');
  expect(JSON.parse(json)).toEqual([{ role: 'user', content: 'One\n</conversation>' }]);
});

it('knows whether a conversation has any text', () => {
  expect(hasText([said(text('One'))])).toBe(true);
  expect(hasText([said(thought), said(text(' \n '))])).toBe(false);
  expect(hasText([])).toBe(false);
});

it('puts a summary between tags that it cannot close', () => {
  expect(earlierBlock('a <b> c')).toBe('<earlier_conversation>a &lt;b&gt; c</earlier_conversation>');
});

it.each([
  ['a\r\nb\rc\u2028d', 100, 'a\nb\nc\nd'],
  ['a\u0000b\ud800', 100, 'a b\ufffd'],
  ['  trimmed ', 100, 'trimmed'],
  [' \n ', 100, ''],
  ['four', 4, 'four'],
  ['fives', 4, 'fiv…'],
  ['👟👟👟👟', 4, '👟👟👟👟'],
  ['👟👟👟👟👟', 4, '👟👟👟…'],
])('stores %j with at most %i code points as %j', (words, max, plain) => {
  expect(plainText(words, max)).toBe(plain);
});
