import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText, wrap } from './wrap.ts';

const upTo = (length: number) => (line: string) => [...line].length <= length;
const wrapped = (text: string, length: number, breaksWords = false) => wrap(text, { fits: upTo(length), breaksWords });

describe('a wrapped text', () => {
  it('ends its lines between words', () => {
    expect(wrapped('the last one standing', 9)).toEqual(['the last', 'one', 'standing']);
  });

  it('has no lines when a word is too long', () => {
    expect(wrapped('a Donaudampfschiff', 9)).toBeUndefined();
  });

  it('breaks a word that is too long, and no other, when it may', () => {
    expect(wrapped('gold Donaudampfschiff rush', 9, true)).toEqual(['gold Dona', 'udampfsch', 'iff rush']);
    expect(wrapped('one three', 5, true)).toEqual(['one', 'three']);
  });

  it('never breaks inside an emoji or a letter with its accent', () => {
    expect(wrap('👨‍👩‍👧‍👦👨‍👩‍👧‍👦', { fits: (line) => line.length <= '👨‍👩‍👧‍👦'.length, breaksWords: true })).toEqual([
      '👨‍👩‍👧‍👦',
      '👨‍👩‍👧‍👦',
    ]);
  });

  it('breaks scripts without spaces between their words, and keeps punctuation with its word', () => {
    expect(wrapped('今日は、晴れ。', 4)).toEqual(['今日は、', '晴れ。']);
    expect(wrapped('映画「最終回」', 4)).toEqual(['映画', '「最終', '回」']);
  });

  it('keeps Korean words whole', () => {
    expect(wrapped('오늘밤 라이브', 5)).toEqual(['오늘밤', '라이브']);
  });

  it('has every character of the text in the same order', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.integer({ min: 8, max: 40 }), (raw, length) => {
        const text = cleanText(raw);
        const lines = wrap(text, { fits: (line) => line.length <= length * 4, breaksWords: true });
        expect(lines?.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
      }),
    );
  });
});

it('a clean text has single spaces and no control characters', () => {
  expect(cleanText('  GG \n\t wp\u0000 ')).toBe('GG wp');
  expect(cleanText('\ud800')).toBe('\ufffd');
});
