import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EMPTY_INTENT, type Intent } from '#contract/prompt-coach/intent';
import { changesBetween } from './changes-between.ts';

const intent = (changes: Partial<Intent>): Intent => ({ ...EMPTY_INTENT, ...changes });

it.each<[string, Partial<Intent>, Partial<Intent>, string[]]>([
  ['no change', { description: 'A dark fox' }, { description: 'a dark, dark FOX!' }, []],
  [
    'words of the description',
    { description: 'A dark fox in the rain' },
    { description: 'A fox with sparkles in the rain' },
    ['added: sparkles', 'removed: dark'],
  ],
  [
    'elements as a whole, whose words are not listed again',
    { description: 'a fox', elements: ['red hat'] },
    { description: 'a fox with glowing sparkles', elements: ['Glowing sparkles'] },
    ['added: Glowing sparkles', 'removed: red hat'],
  ],
  [
    'a negated word as removed',
    { description: 'a dark fox' },
    { description: 'a fox, not too dark' },
    ['removed: dark'],
  ],
  ['no word that moves', { description: 'a fox with a hat' }, { description: 'a fox', elements: ['hat'] }, []],
  ['no field that repeats a word', { description: 'a fox' }, { description: 'a fox', subject: 'fox' }, []],
  [
    'a word of the description that the style keeps',
    { description: 'a dark fox', style: 'dark' },
    { description: 'a fox', style: 'dark' },
    ['removed: dark'],
  ],
  ['a style', { style: 'dark' }, { style: 'bright' }, ['added: bright', 'removed: dark']],
  ['a text to draw', {}, { displayTexts: [{ text: 'Good  Game', spellingConfirmed: false }] }, ['added: Good Game']],
  ['German', { description: 'der Fuchs mit dem Hut' }, { description: 'ein Fuchs ohne Hut' }, ['removed: Hut']],
  ['Japanese', { description: '赤い狐' }, { description: '青い狐' }, ['added: 青い', 'removed: 赤い']],
])('lists %s', (_, before, after, changes) => {
  expect(changesBetween(intent(before), intent(after))).toEqual(changes);
});

it('lists at most 12 changes and leaves room for removed words', () => {
  const numbered = (word: string) => Array.from({ length: 30 }, (_, n) => `${word}${n}`).join(' ');
  const [before, after] = [intent({ description: numbered('old') }), intent({ description: numbered('new') })];
  const changes = changesBetween(before, after);
  expect(changes).toHaveLength(12);
  expect(changes.filter((change) => change.startsWith('removed: '))).toEqual([
    'removed: old0',
    'removed: old1',
    'removed: old2',
    'removed: old3',
  ]);
  expect(changesBetween(EMPTY_INTENT, after)).toHaveLength(12);
  expect(changesBetween(before, EMPTY_INTENT)).toHaveLength(12);
});

it('never lists a change of an intent to itself, and never the same change twice', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 40 });
  const any = fc.record({ description: text, style: text, elements: fc.array(text, { maxLength: 4 }) }).map(intent);
  fc.assert(
    fc.property(any, any, (before, after) => {
      expect(changesBetween(before, before)).toEqual([]);
      const changes = changesBetween(before, after);
      expect(new Set(changes).size).toBe(changes.length);
      expect(changesBetween(structuredClone(before), structuredClone(after))).toEqual(changes);
    }),
  );
});
