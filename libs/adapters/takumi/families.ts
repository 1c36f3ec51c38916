import type { Typeface } from '#ports/drawing';

/** A family of letters, split by the Fontsource packages into files of a few scripts or hundred characters each. */
export interface Family {
  readonly package: string;
  /** Of a variable font. Others have one weight. */
  readonly weight?: number;
}

const variable = (name: string, weight: number): Family => ({ package: `@fontsource-variable/${name}`, weight });
const single = (name: string): Family => ({ package: `@fontsource/${name}` });

export const FAMILY_OF: Readonly<Record<Typeface, Family>> = {
  sans: variable('inter', 800),
  serif: variable('playfair-display', 800),
  rounded: variable('fredoka', 650),
  condensed: variable('oswald', 700),
  impact: single('anton'),
  mono: variable('jetbrains-mono', 800),
  script: single('pacifico'),
  pixel: single('press-start-2p'),
  comic: single('bangers'),
};

const FALLBACK_WEIGHT = 800;
const noto = (script: string): Family => variable(`noto-sans${script && `-${script}`}`, FALLBACK_WEIGHT);

const CJK = { jp: noto('jp'), kr: noto('kr'), sc: noto('sc'), tc: noto('tc') };

/** Han characters look different in Chinese, Japanese and Korean. Kana and Hangul tell which language a text is. */
function cjkOrder(text: string): readonly Family[] {
  const { jp, kr, sc, tc } = CJK;
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)) return [jp, sc, tc, kr];
  if (/\p{Script=Hangul}/u.test(text)) return [kr, jp, sc, tc];
  return [sc, tc, jp, kr];
}

const SCRIPTS = [
  'arabic',
  'hebrew',
  'thai',
  'devanagari',
  'bengali',
  'tamil',
  'telugu',
  'georgian',
  'armenian',
  'symbols',
].map(noto);

/** The families in which a character of the text is looked for, in this order. */
export const familiesFor = (typeface: Typeface, text: string): readonly Family[] => [
  FAMILY_OF[typeface],
  noto(''),
  ...SCRIPTS,
  ...cjkOrder(text),
  single('noto-sans-symbols-2'),
  single('noto-sans-math'),
];
