import fc from 'fast-check';
import { expect, it } from 'vitest';
import { diffWords } from './diff-words.ts';

const shown = (before: string, after: string): string =>
  diffWords(before, after)
    .map(({ kind, text }) => ({ same: text, added: `+${text}+`, removed: `-${text}-` })[kind])
    .join('');

it.each([
  ['a fox', 'a fox', 'a fox'],
  ['a fox', 'a sleepy fox', 'a +sleepy +fox'],
  ['fluffy fur, no background', 'flat fur, no background', '-fluffy -+flat +fur, no background'],
  ['a fox', 'a fox, with steam', 'a fox+, with steam+'],
  ['', 'a fox', '+a fox+'],
  ['Fuchs mit Hut', 'Fuchs ohne Hut', 'Fuchs -mit -+ohne +Hut'],
  ['#F08A4B fox', '#40B0BE fox', '-#F08A4B -+#40B0BE +fox'],
])('marks the words that differ between %j and %j', (before, after, marked) => {
  expect(shown(before, after)).toBe(marked);
});

it('has the whole new text without the removed words, and all words of the old one without the added', () => {
  const text = fc
    .array(fc.constantFrom('a', 'fox', 'with', ',', '.', 'steam', 'ein', '狐'))
    .map((all) => all.join(' '));
  const textOf = (changes: ReturnType<typeof diffWords>, without: string) =>
    changes.map(({ kind, text: part }) => (kind === without ? '' : part)).join('');
  fc.assert(
    fc.property(text, text, (before, after) => {
      const changes = diffWords(before, after);
      expect(textOf(changes, 'removed')).toBe(after);
      expect(textOf(changes, 'added').replaceAll(/\s/g, '')).toBe(before.replaceAll(/\s/g, ''));
    }),
  );
});
