import { type Word, wordsOf } from './words.ts';

/** Words and phrases that a text may name. */
export interface Vocabulary {
  /** From the way a phrase may be written to the phrase. */
  readonly phrases: ReadonlyMap<string, string>;
  /** The most words of a phrase. */
  readonly longest: number;
}

/** A phrase that a text names. */
export interface Mention {
  /** As the vocabulary has it. */
  readonly phrase: string;
  /** Positions in the text's words, both included. */
  readonly first: number;
  readonly last: number;
  readonly isNegated: boolean;
}

/** `old-school` is found as `old-school`, `old school` and `oldschool`. Phrases without letters and digits are left out. */
export function createVocabulary(phrases: readonly string[]): Vocabulary {
  const found = new Map<string, string>();
  let longest = 0;
  for (const phrase of phrases) {
    const words = wordsOf(phrase).map(({ word }) => word);
    if (words.length === 0) continue;
    for (const separator of [' ', '']) found.set(words.join(separator), phrase);
    longest = Math.max(longest, words.length);
  }
  return { phrases: found, longest };
}

/** The longest phrase that begins at a word. `life-like` also matches `lifelike`, but `life like` does not. */
function mentionAt(words: readonly Word[], first: number, { phrases, longest }: Vocabulary): Mention | undefined {
  let spaced = '';
  let joined = '';
  let isWhole = true;
  let mention: Mention | undefined;
  for (let last = first; last < Math.min(words.length, first + Math.max(longest, 2)); last += 1) {
    const word = words[last] as Word;
    if (last > first && !word.isJoined) break;
    spaced = last === first ? word.word : `${spaced} ${word.word}`;
    joined += word.word;
    isWhole &&= word.place === words[first]?.place;
    const phrase = phrases.get(spaced) ?? (isWhole ? phrases.get(joined) : undefined);
    if (phrase !== undefined) mention = { phrase, first, last, isNegated: words[first]?.isNegated ?? false };
  }
  return mention;
}

/** All mentions, negated ones too, from left to right and without overlaps. Words are compared whole. */
export function allMentionsIn(words: readonly Word[], vocabulary: Vocabulary): readonly Mention[] {
  const mentions: Mention[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const mention = mentionAt(words, at, vocabulary);
    if (!mention) continue;
    mentions.push(mention);
    at = mention.last;
  }
  return mentions;
}

/** Mentions that are not negated. */
export const mentionsIn = (words: readonly Word[], vocabulary: Vocabulary): readonly Mention[] =>
  allMentionsIn(words, vocabulary).filter(({ isNegated }) => !isNegated);
