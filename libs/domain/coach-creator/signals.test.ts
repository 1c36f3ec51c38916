import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cpuMsOf } from '#testing/cpu-time';
import { CHECKLIST } from './checklist.ts';
import { createFinder, signalsIn } from './signals.ts';

const phrasesIn = (text: string): readonly string[] => signalsIn(text).map(({ phrase }) => phrase);

describe('signals', () => {
  it.each([
    ['I prefer mornings', []],
    ['I want a PR', ['PR']],
    ['my pr is 80', ['PR']],
    ['training at home', ['home']],
    ['a homemade meal', []],
    ['I competed at Regionals.', ['competed', 'regionals']],
    ['muscle up', ['muscle-up']],
    ['a muscle–up', ['muscle-up']],
    ['1 to 2 years', ['1-2 years']],
    ['2-3 days', ['2-3 days']],
    ['12-3 days', []],
    ['I coach kids', ['I coach']],
    ['I want a female coach', []],
    ['masters athlete', ['masters athlete']],
    ["I'm not nervous", []],
    ["I don't want to compete", []],
    ["I'm nervous but not lazy", ['nervous']],
    ['no plan yet, a bit nervous', ['nervous']],
    ['Pronto, prüfen, PRs', []],
    ['no sugar coating', ['no sugar coating']],
    ['über-direct', ['direct']],
    ['indirect', []],
  ])('finds signals only as whole words in "%s"', (text, phrases) => expect(phrasesIn(text)).toEqual(phrases));

  it.each([
    ['40', '40 minutes', 0],
    ['40', 'I am 40', 1],
    ['40', 'forty or 40.', 1],
    ['40', '40kg', 0],
    ['40', '1,40', 0],
    ['40', '140 or 401', 0],
    ['40', '40 %', 0],
    ['élan', 'mit élan!', 1],
    ['élan', 'mitélan', 0],
  ])('finds the phrase "%s" in "%s" only where it stands alone', (phrase, text, count) =>
    expect(createFinder(phrase)(text)).toHaveLength(count),
  );

  const phrases = CHECKLIST.flatMap(({ signals }) => Object.values(signals).flat());
  const letters = fc.stringMatching(/^[a-zäéß0-9]{1,6}$/);

  it('finds every phrase of the checklist that stands alone and none within a word', () => {
    fc.assert(
      fc.property(fc.constantFrom(...phrases), letters, letters, (phrase, before, after) => {
        const find = createFinder(phrase);
        const plain = phrase.toLowerCase();
        expect(find(`( ${plain} )`).length).toBe(1);
        expect(find(`${before}${plain}${after}`)).toEqual([]);
      }),
    );
  });

  it('searches a long message in less than a second', () => {
    const text = 'to - '.repeat(800) + 'clean and '.repeat(400);
    expect(cpuMsOf(() => signalsIn(text))).toBeLessThan(1_000);
  });

  it('never throws for any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => Array.isArray(signalsIn(text))));
  });
});
