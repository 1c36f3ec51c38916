import { CONJUNCTIONS, DANGLING, PREPOSITIONS } from './grammar-words.ts';
import type { Mention } from './vocabulary.ts';
import type { Word } from './words.ts';

/** Words to cut, by their positions, both included. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** A part of a text, in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The word before, when only white space or a hyphen separates them. */
export const leftOf = (words: readonly Word[], at: number): string =>
  (words[at]?.isJoined && words[at - 1]?.word) || '';
export const rightOf = (words: readonly Word[], at: number): string =>
  (words[at + 1]?.isJoined && words[at + 1]?.word) || '';

/** Whether no noun follows that the words before could belong to. */
export const isLast = (words: readonly Word[], at: number): boolean => {
  const right = rightOf(words, at);
  return right === '' || PREPOSITIONS.has(right) || CONJUNCTIONS.has(right);
};

/** A part of a hyphenated word extends to the whole word. */
export function wholeWord(words: readonly Word[], { first, last }: Mention): Range {
  let [from, to] = [first, last];
  while (words[from - 1]?.place === words[from]?.place) from -= 1;
  while (words[to + 1]?.place === words[to]?.place) to += 1;
  return { from, to };
}

export const spanOf = (words: readonly Word[], { from, to }: Range): Span => ({
  start: words[from]?.start ?? 0,
  end: words[to]?.end ?? 0,
});

export const withoutDangling = (words: readonly Word[], range: Range): Range => {
  let { from, to } = range;
  if (isLast(words, to)) while (DANGLING.has(leftOf(words, from))) from -= 1;
  // At the start of a clause nothing is left that the conjunction could join.
  if (leftOf(words, from) === '' && CONJUNCTIONS.has(rightOf(words, to))) to += 1;
  return { from, to };
};
