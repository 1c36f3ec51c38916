import type { BrandColor } from '#contract/prompt-coach/brand';
import { colorDistance } from './color-distance.ts';
import { COLOR_WORDS } from './color-words.ts';
import { type Find, replaceMentions } from './edit-description.ts';
import { type Finding, namedIn, type ReadDraft } from './finding.ts';
import { allMentionsIn, createVocabulary, type Mention, mentionsIn } from './vocabulary.ts';
import { type Word, wordsOf } from './words.ts';

/** In OKLab. */
const NEAR = 0.12;
/** A limit, because every draft is stored with its issues. */
const MAX_HINTS = 5;

const COLORS = createVocabulary([...COLOR_WORDS.keys()]);

/** `#123` may be a number, as in `episode #123`. */
const isHex = (word: string): boolean =>
  word.startsWith('#') && [4, 5, 7, 9].includes(word.length) && (word.length > 5 || /[a-f]|^#(\d)\1+$/.test(word));

/** Colours of the words outside the names of brand colours. */
function colorsIn(words: readonly Word[], brandNames: readonly Mention[]): readonly Mention[] {
  const named = new Set(brandNames.flatMap(({ first, last }) => range(first, last)));
  const hexes = words.flatMap(({ word, isNegated }, at) =>
    isHex(word) && !isNegated ? [{ phrase: word, first: at, last: at, isNegated }] : [],
  );
  const mentions = [...mentionsIn(words, COLORS), ...hexes].sort((left, right) => left.first - right.first);
  return mentions.filter(({ first, last }) => !range(first, last).some((at) => named.has(at)));
}

const range = (first: number, last: number): readonly number[] =>
  Array.from({ length: last - first + 1 }, (_, at) => first + at);

interface Nearest {
  readonly color: BrandColor;
  readonly distance: number;
}

const nearestOf = (hex: string, colors: readonly BrandColor[]): Nearest | undefined =>
  colors
    .map((color) => ({ color, distance: colorDistance(hex, color.hex) }))
    .reduce<Nearest | undefined>((best, next) => (best && best.distance <= next.distance ? best : next), undefined);

/** A name that has no letters reads worse than the value. */
const nameOf = ({ name, hex }: BrandColor): string =>
  wordsOf(name).length > 0 ? name.trim().replace(/\s+/gu, ' ') : hex;

/**
 * One for each colour that is far from all colours of the brand, at most five. `about` has the colour as it was found,
 * and the name of the nearest brand colour.
 */
export function offBrandColorsOf(draft: ReadDraft): readonly Finding[] {
  const { brandColors, description } = draft;
  if (brandColors.length === 0) return [];
  const names = createVocabulary(brandColors.map(({ name }) => name));
  const find: Find = (words) => colorsIn(words, allMentionsIn(words, names));
  const findings = namedIn(draft, find).flatMap((phrase): readonly Finding[] => {
    const nearest = nearestOf(COLOR_WORDS.get(phrase) ?? phrase, brandColors);
    if (!nearest || nearest.distance <= NEAR) return [];
    const name = nameOf(nearest.color);
    const only: Find = (words) => find(words).filter((mention) => mention.phrase === phrase);
    const replaced = (by: string) => ({
      label: `Use ${name}`,
      description: replaceMentions(description, only, () => by),
    });
    const { hex } = nearest.color;
    return [
      {
        code: 'off_brand_color',
        severity: 'info',
        message: `“${phrase}” is not one of the brand's colors. The nearest one is ${name}.`,
        about: [phrase, name],
        key: `off_brand_color ${phrase}`,
        remedies: () => (phrase.startsWith('#') ? [hex] : [name, hex]).map(replaced),
      },
    ];
  });
  return findings.slice(0, MAX_HINTS);
}
