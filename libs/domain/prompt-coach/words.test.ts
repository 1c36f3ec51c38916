import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cpuMsOf } from '#testing/cpu-time';
import { wordsOf } from './words.ts';

const named = (text: string) => wordsOf(text).map(({ word }) => word);
const negated = (text: string) => wordsOf(text).flatMap(({ word, isNegated }) => (isNegated ? [word] : []));

it.each([
  ['A dark fox, running!', ['a', 'dark', 'fox', 'running']],
  ["The dog's bone, the dog’s BONE", ['the', 'dog', 'bone', 'the', 'dog', 'bone']],
  ['old-school photo-realistic', ['old', 'school', 'photo', 'realistic']],
  ["don't", ["don't"]],
  ['Größe ñandú 狐 лиса', ['größe', 'ñandú', '狐', 'лиса']],
  ['#FF0000 and #0af, #hype', ['#ff0000', 'and', '#0af', 'hype']],
  ['ｔｅｘｔ', ['text']],
  ['', []],
  ['… !? 🦊', []],
])('reads the words of %j', (text, words) => {
  expect(named(text)).toEqual(words);
});

it('says where each word is in the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      let end = 0;
      for (const word of wordsOf(text)) {
        expect(word.start).toBeGreaterThanOrEqual(end);
        expect(word.end).toBeGreaterThan(word.start);
        end = word.end;
      }
      expect(end).toBeLessThanOrEqual(text.length);
    }),
  );
});

it.each([
  ['no text', ['text']],
  ['without a background', ['a', 'background']],
  ['not too dark', ['too', 'dark']],
  ['never show a text here', ['show', 'a', 'text']],
  ['avoid dark, muddy colors please', ['dark', 'muddy', 'colors']],
  ['a fox instead of a dark wolf', ['a', 'dark', 'wolf']],
  ["don't add text", ['add', 'text']],
  ['it isn’t dark', ['dark']],
  ['cannot be dark', ['be', 'dark']],
  ['ohne Text, kein Hintergrund', ['text', 'kein', 'hintergrund']],
  ['NO TEXT', ['text']],
  ['text-free emote', ['text', 'free']],
  ['non-realistic fox', ['realistic']],
  ['a no-text emote', ['text']],
  ['not an old-school look', ['an', 'old', 'school', 'look']],
])('negates the words after the negation in %j', (text, words) => {
  expect(negated(text)).toEqual(words);
});

it.each([
  'nothing is darker',
  'a note on text',
  'notable dark knots',
  'an instead dark fox',
  'a sugar-free dark drink'.replace('sugar-', ''),
  'a novel without',
])('negates nothing in %j', (text) => {
  expect(negated(text)).toEqual([]);
});

it.each([
  ['no text. Dark forest', ['text']],
  ['not dark but bright', ['dark']],
  ['no\ndark fox', []],
  ['no one two three dark', ['one', 'two', 'three']],
])('ends the negation in %j with the sentence, with but, or after three words', (text, words) => {
  expect(negated(text)).toEqual(words);
});

it.each([
  ['letters', 'a'],
  ['white space', ' '],
  ['hyphens', 'a-'],
  ['apostrophes', "a'"],
  ['hashes', '#ffffff'],
  ['negations', 'no '],
  ['marks', 'e\u0301'],
])('reads a long text of %s in linear time', (_, unit) => {
  const text = unit.repeat(100_000 / unit.length);
  expect(cpuMsOf(() => wordsOf(text))).toBeLessThan(2_000);
});
