/** Text for comparison: lower case, one kind of apostrophe and hyphen, single blanks. Line breaks stay. */
export const plainText = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[’‘`´]/g, "'")
    .replace(/[‐‑‒–—―−]/g, '-')
    .replace(/[^\S\n]+/g, ' ')
    .trim();

/** Escaped for use in a regular expression. */
export const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');

/** Before and after a whole word: no letter, mark, digit or underscore of any script. */
export const WORD_START = '(?<![\\p{L}\\p{M}\\p{N}_])';
export const WORD_END = '(?![\\p{L}\\p{M}\\p{N}_])';

/** A regular expression over several lines. Line breaks and the blanks around them are removed. */
export const regex =
  (flags: string) =>
  (text: TemplateStringsArray): RegExp =>
    new RegExp(String.raw(text).replace(/\s*\n\s*/g, ''), flags);
