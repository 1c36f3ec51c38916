import { COLOR_WORDS } from './color-words.ts';
import { CONJUNCTIONS, DANGLING, INTENSIFIERS, STYLE_NOUNS } from './grammar-words.ts';
import { isLast, leftOf, type Range, rightOf, type Span, spanOf, wholeWord, withoutDangling } from './neighbours.ts';
import type { Mention } from './vocabulary.ts';
import { CONFLICTS, LOW_CONTRAST } from './word-tables.ts';
import type { Word } from './words.ts';

const ADJECTIVES = new Set([...CONFLICTS.flat(2), ...Object.keys(LOW_CONTRAST), ...COLOR_WORDS.keys()]);

const isAdjective = (word: Word | undefined): boolean => word !== undefined && ADJECTIVES.has(word.word);

/** `modern` with its hyphen, in `retro-modern`. */
function partAt(words: readonly Word[], { first, last }: Mention, whole: Range): Span | undefined {
  const [before, after] = [words[first - 1], words[last + 1]];
  if (first > whole.from && isAdjective(before)) return { start: before?.end ?? 0, end: words[last]?.end ?? 0 };
  if (last < whole.to && isAdjective(after)) return { start: words[first]?.start ?? 0, end: after?.start ?? 0 };
  return undefined;
}

/** `bright and`, or `and bright`, when an adjective that stays is on the other side. */
function pairAt(words: readonly Word[], { from, to }: Range): Range | undefined {
  const left = leftOf(words, from);
  if (CONJUNCTIONS.has(left) && isAdjective(words[from - 2])) {
    return isAdjective(words[to + 1]) ? undefined : { from: from - 1, to };
  }
  if (!CONJUNCTIONS.has(rightOf(words, to)) || isLast(words, to + 1)) return undefined;
  const isFirst = left === '' || DANGLING.has(left);
  return isFirst || isAdjective(words[to + 2]) ? { from, to: to + 1 } : undefined;
}

/** An adjective with what belongs to it alone: `very dark`, `bright and`, `in anime style`, a comma between adjectives. */
export function adjectiveAt(words: readonly Word[], mention: Mention): Span {
  const whole = wholeWord(words, mention);
  const part = partAt(words, mention, whole);
  if (part) return part;
  let { from, to } = whole;
  while (INTENSIFIERS.has(leftOf(words, from))) from -= 1;
  const [before, after] = [words[from - 1], words[to + 1]];
  if (after?.isListed && isAdjective(after)) return { ...spanOf(words, { from, to }), end: after.start };
  if (words[from]?.isListed && isAdjective(before) && !isLast(words, to)) {
    return { ...spanOf(words, { from, to }), start: before?.end ?? 0 };
  }
  const left = leftOf(words, from);
  if (STYLE_NOUNS.has(rightOf(words, to)) && (left === '' || DANGLING.has(left))) to += 1;
  return spanOf(words, pairAt(words, { from, to }) ?? withoutDangling(words, { from, to }));
}
