/** Colour words in English and German, as `#rrggbb`. */
const NAMED: Readonly<Record<string, string>> = {
  red: '#e5383b',
  rot: '#e5383b',
  crimson: '#c1121f',
  orange: '#fb8500',
  yellow: '#ffd23f',
  gelb: '#ffd23f',
  gold: '#f5b70a',
  golden: '#f5b70a',
  green: '#43aa5b',
  grün: '#43aa5b',
  lime: '#a7e163',
  mint: '#9be8c9',
  teal: '#14a59b',
  türkis: '#2ec4b6',
  turquoise: '#2ec4b6',
  cyan: '#22d3ee',
  blue: '#3a86ff',
  blau: '#3a86ff',
  navy: '#1d3573',
  purple: '#8b4fe0',
  lila: '#8b4fe0',
  violet: '#7b4bd6',
  violett: '#7b4bd6',
  lavender: '#b9a5f0',
  magenta: '#e0218a',
  pink: '#ff7ab8',
  rosa: '#ffa3cb',
  coral: '#ff7f6a',
  black: '#2b2b36',
  schwarz: '#2b2b36',
  white: '#f7f7fb',
  weiß: '#f7f7fb',
  gray: '#9097a6',
  grey: '#9097a6',
  grau: '#9097a6',
  brown: '#8d5a34',
  braun: '#8d5a34',
  silver: '#c3cad6',
  silbern: '#c3cad6',
  beige: '#e8d5b5',
  cream: '#fff1d6',
};

const WORDS = Object.keys(NAMED).join('|');
const COLOR = new RegExp(
  `(?<![\\p{L}#])(?:(light|dark|bright|neon|pastel|deep|hell|dunkel)[- ]?)?(${WORDS})(?:e[rsnm]?)?(?!\\p{L})|#([\\da-f]{6})(?![\\da-f])`,
  'giu',
);

export interface NamedColor {
  readonly hex: string;
  readonly index: number;
  /** The index after it. */
  readonly end: number;
}

/** The colours in a text, in order. */
export const colorsIn = (text: string): readonly NamedColor[] =>
  [...text.matchAll(COLOR)].map(([word, tone = '', name = '', code], at, all) => ({
    hex:
      code === undefined ? toned(NAMED[name.toLowerCase()] ?? '#888888', tone.toLowerCase()) : `#${code.toLowerCase()}`,
    index: all[at]?.index ?? 0,
    end: (all[at]?.index ?? 0) + word.length,
  }));

function toned(hex: string, tone: string): string {
  if (/^(?:light|pastel|hell)$/.test(tone)) return mix(hex, '#ffffff', 0.45);
  if (/^(?:dark|deep|dunkel)$/.test(tone)) return mix(hex, '#101024', 0.45);
  return hex;
}

const channels = (hex: string): readonly [number, number, number] => [
  Number.parseInt(hex.slice(1, 3), 16),
  Number.parseInt(hex.slice(3, 5), 16),
  Number.parseInt(hex.slice(5, 7), 16),
];

export const hexOf = (rgb: readonly number[]): string =>
  `#${rgb
    .map((value) =>
      Math.max(0, Math.min(255, Math.round(value)))
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;

/** @param share - Of the second colour, 0 to 1. */
export function mix(one: string, other: string, share: number): string {
  const [left, right] = [channels(one), channels(other)];
  return hexOf(left.map((value, at) => value + ((right[at] ?? 0) - value) * share));
}

export const lighter = (hex: string, share = 0.35): string => mix(hex, '#ffffff', share);
export const darker = (hex: string, share = 0.35): string => mix(hex, '#14102a', share);

/** 0 for black, 1 for white. */
export function brightnessOf(hex: string): number {
  const [red, green, blue] = channels(hex);
  return (0.299 * red + 0.587 * green + 0.114 * blue) / 255;
}

/** 0 for the same colour, 1 for black and white. */
export const distance = (one: string, other: string): number =>
  Math.hypot(...channels(one).map((value, at) => value - (channels(other)[at] ?? 0))) / 441.7;

/** Whether a colour has a hue, and is no shade of grey. */
export const isColorful = (hex: string): boolean => Math.max(...channels(hex)) - Math.min(...channels(hex)) > 40;
