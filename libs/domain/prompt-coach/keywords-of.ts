import type { Intent } from '#contract/prompt-coach/intent';
import { contentWordsOf } from './content-words.ts';

const MAX_KEYWORDS = 10;

/** At most 10 different content words of subject, elements and style, in this order and in lower case. */
export function keywordsOf({ subject, elements, style }: Intent): string[] {
  const words = [subject, ...elements, style].flatMap(contentWordsOf);
  return [...new Set(words.map(({ folded }) => folded))].slice(0, MAX_KEYWORDS);
}
