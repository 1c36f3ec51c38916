import { adjectiveAt } from './adjective-span.ts';
import { isLast, rightOf, type Span } from './neighbours.ts';
import { endOfLabel, endOfWriting, nounPhraseAt } from './phrase-span.ts';
import { cutRange, replaceRange } from './splice.ts';
import type { Mention } from './vocabulary.ts';
import { type Word, wordsOf } from './words.ts';

/** A text may name a word more often, but then it gets no fix. */
const MAX_ROUNDS = 20;

/** Finds what is to be changed. */
export type Find = (words: readonly Word[]) => readonly Mention[];
type SpanAt = (words: readonly Word[], mention: Mention, text: string) => Span;

/** Cuts mentions, one after another, because each cut changes what is around the next. */
function cutAll(text: string, find: Find, spanAt: SpanAt, endOf = (_: string, end: number) => end): string {
  let left = text;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const words = wordsOf(left);
    const [mention] = find(words);
    if (!mention) break;
    const { start, end } = spanAt(words, mention, left);
    left = cutRange(left, start, endOf(left, end));
  }
  return left;
}

/** The text without these adjectives. */
export const dropAdjectives = (text: string, find: Find): string => cutAll(text, find, adjectiveAt);

/** The text without the phrases around these nouns: `with a forest background`. */
export const dropPhrases = (text: string, find: Find): string => cutAll(text, find, nounPhraseAt, endOfLabel);

/** As `dropPhrases`, with what is to be written: `with the words "good game"`. */
export const dropWriting = (text: string, find: Find): string => cutAll(text, find, nounPhraseAt, endOfWriting);

/** The text with each mention replaced. */
export function replaceMentions(
  text: string,
  find: Find,
  replacementOf: (mention: Mention, isBeforeNoun: boolean) => string,
): string {
  const words = wordsOf(text);
  return find(words).reduceRight((left, mention) => {
    const [start, end] = [words[mention.first]?.start ?? 0, words[mention.last]?.end ?? 0];
    return replaceRange(
      left,
      start,
      end,
      replacementOf(mention, !isLast(words, mention.last) && rightOf(words, mention.last) !== 'of'),
    );
  }, text);
}
