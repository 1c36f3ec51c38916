import type { Brand } from '#contract/prompt-coach/brand';
import { createVocabulary, mentionsIn } from './vocabulary.ts';
import { wordsOf } from './words.ts';

/**
 * The parts of a brand that a text names: `color:<name>`, `tone:<tone>`, `font:<name>`, in the order of the brand. Names
 * are compared as whole words and do not count when they are negated. A colour is also named by its value.
 */
export function brandElementsIn(
  text: string,
  { colors, tone, fonts }: Pick<Brand, 'colors' | 'tone' | 'fonts'>,
): string[] {
  const words = wordsOf(text);
  const isNamed = (...names: readonly string[]): boolean =>
    names.some((name) => mentionsIn(words, createVocabulary([name])).length > 0);
  const fontNames = [fonts.headline, fonts.body].filter((name) => name !== undefined);
  return [
    ...new Set([
      ...colors.filter(({ name, hex }) => isNamed(name, hex)).map(({ name }) => `color:${name}`),
      ...[tone].filter((name) => isNamed(name)).map((name) => `tone:${name}`),
      ...fontNames.filter((name) => isNamed(name)).map((name) => `font:${name}`),
    ]),
  ];
}
