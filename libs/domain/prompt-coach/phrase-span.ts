import { CONJUNCTIONS, DETERMINERS, PREPOSITIONS, SAYING } from './grammar-words.ts';
import { isLast, leftOf, rightOf, type Span, spanOf, wholeWord, withoutDangling } from './neighbours.ts';
import type { Mention } from './vocabulary.ts';
import type { Word } from './words.ts';

const MAX_ADJECTIVES = 4;

/** Goes left from a noun, over its adjectives, to the preposition or the article that begins the phrase. */
function startOfPhrase(words: readonly Word[], noun: number): number {
  for (let at = noun; noun - at <= MAX_ADJECTIVES; at -= 1) {
    const left = leftOf(words, at);
    if (DETERMINERS.has(left)) {
      const before = leftOf(words, at - 1);
      if (before === 'of' && leftOf(words, at - 2) === 'front' && leftOf(words, at - 3) === 'in') return at - 4;
      return PREPOSITIONS.has(before) || CONJUNCTIONS.has(before) ? at - 2 : at - 1;
    }
    if (PREPOSITIONS.has(left) || CONJUNCTIONS.has(left)) return at - 1;
    if (words[at - 1]?.isNegated) return noun;
    if (left === '') return at > 0 ? at : noun;
  }
  return noun;
}

function endOfClause(words: readonly Word[], at: number): number {
  let to = at;
  while (rightOf(words, to) !== '') to += 1;
  return to;
}

const PRONOUN = /^(?:him|her|it|them)$/;

/** `background of glowing stars` ends with the stars, `scene of a fox` with `of`. */
function endOfPhrase(words: readonly Word[], noun: number, hasPreposition: boolean): number {
  const right = rightOf(words, noun);
  if (SAYING.has(right)) return endOfClause(words, noun);
  if (PRONOUN.test(rightOf(words, noun + 1)) && PREPOSITIONS.has(right)) return noun + 2;
  if (right !== 'of') return noun;
  let to = noun + 1;
  if (!hasPreposition) return to;
  while (!isLast(words, to) && to - noun <= MAX_ADJECTIVES) to += 1;
  return to;
}

/** `setting` in `in the setting sun`. A word in capitals is what is to be written, and a form in -ing is a verb. */
function isBeforeNoun(words: readonly Word[], last: number, text: string): boolean {
  const next = words[last + 1];
  if (!next || isLast(words, last) || next.word === 'of' || SAYING.has(next.word)) return false;
  const written = text.slice(next.start, next.end);
  return !next.word.endsWith('ing') && written !== written.toUpperCase();
}

/** A noun with the phrase around it: `with a forest background`. */
export function nounPhraseAt(words: readonly Word[], mention: Mention, text: string): Span {
  const { from: first, to: last } = wholeWord(words, mention);
  if (isBeforeNoun(words, last, text)) return spanOf(words, { from: first, to: last });
  const from = startOfPhrase(words, first);
  const to = endOfPhrase(words, last, from < first && PREPOSITIONS.has(words[from]?.word ?? ''));
  // `scene with a fox` is about the fox.
  if (from === 0 && PREPOSITIONS.has(rightOf(words, to))) return spanOf(words, { from, to: to + 1 });
  return spanOf(words, withoutDangling(words, { from, to }));
}

const QUOTED = /\s{0,3}:?\s{0,3}["“„«'‘][^"”“»'’]{0,100}["”“»'’]/uy;
/** `text GG` */
const CAPITALS = /(?:\s+\p{Lu}[\p{Lu}\p{N}!?]+)+(?![\p{L}\p{N}])/uy;

/** Where the text that is to be written ends, when it follows at once. */
function endOfQuote(text: string, end: number): number {
  for (const pattern of [QUOTED, CAPITALS]) {
    pattern.lastIndex = end;
    const found = pattern.exec(text);
    if (found) return end + found[0].length;
  }
  return end;
}

/** `Background: a forest, ...` ends with its clause. */
export function endOfLabel(text: string, end: number): number {
  if (!text.slice(end).trimStart().startsWith(':')) return end;
  const length = text.slice(end).search(/[,;.!?\n]/);
  return length < 0 ? text.length : end + length;
}

/** Where a phrase ends when it names what is to be written, or begins a list. */
export const endOfWriting = (text: string, end: number): number => {
  const quote = endOfQuote(text, end);
  return quote > end ? quote : endOfLabel(text, end);
};
