import { STOP_WORDS } from './stop-words.ts';
import { wordsOf } from './words.ts';

/** A word that says something about the picture. */
export interface ContentWord {
  /** As it is written. */
  readonly text: string;
  /** For comparison. */
  readonly folded: string;
}

/** Chinese, Japanese, Thai and others write no spaces between words. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;
const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

/** `が`, `から` */
const PARTICLE = /^\p{sc=Hiragana}{1,2}$/u;

const piecesOf = (text: string): readonly string[] => {
  if (!UNSPACED.test(text)) return [text];
  const segments = [...segmenter.segment(text)].filter(({ isWordLike }) => isWordLike);
  return segments.map(({ segment }) => segment).filter((segment) => !PARTICLE.test(segment));
};

/**
 * The words of a text without stop words and negated words, in order. A hyphenated word is one word. Text in a script
 * without spaces is divided by a dictionary.
 */
export function contentWordsOf(text: string): readonly ContentWord[] {
  const wholes = Map.groupBy(wordsOf(text), ({ place }) => place);
  return [...wholes.values()].flatMap((parts) => {
    if (parts.some(({ isNegated }) => isNegated)) return [];
    const [first, last] = [parts[0], parts.at(-1)];
    return piecesOf(text.slice(first?.start, last?.end).replace(/['’]s$/u, ''))
      .map((piece) => ({ text: piece, folded: piece.normalize('NFKC').replaceAll('’', "'").toLowerCase() }))
      .filter(({ folded }) => !STOP_WORDS.has(folded));
  });
}
