import { expect, it } from 'vitest';
import { clip, firstSentence, titleOf } from './clip.ts';

it.each([
  ['abc', 3, 'abc'],
  ['abcd', 3, 'ab…'],
  ['one two three', 13, 'one two three'],
  ['one two three', 12, 'one two…'],
  ['one two three', 9, 'one two…'],
  ['one two three', 8, 'one…'],
  ['💥'.repeat(5), 5, '💥'.repeat(5)],
  ['💥'.repeat(6), 5, `${'💥'.repeat(4)}…`],
])('shortens %j to at most %i characters at a word boundary: %j', (text, max, clipped) => {
  expect(clip(text, max)).toBe(clipped);
});

it.each([
  [' Hi there. How was I?', 'Hi there.'],
  ['Really?! Yes', 'Really?!'],
  ['3.5 goals a game', '3.5 goals a game'],
  ['one\ntwo', 'one'],
  ['a\t b\u0000c', 'a b c'],
  [' \n ', ''],
])('takes the first sentence of %j: %j', (text, sentence) => {
  expect(firstSentence(text)).toBe(sentence);
});

it('names a conversation by its first sentence in at most 60 characters', () => {
  expect(titleOf('How was I? And now?')).toBe('How was I?');
  expect(titleOf('x'.repeat(60))).toBe('x'.repeat(60));
  expect(titleOf('x'.repeat(61))).toBe(`${'x'.repeat(59)}…`);
  expect(titleOf(' ')).toBe('Conversation');
});
