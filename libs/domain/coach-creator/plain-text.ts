/** Text as rules compare it: lower case, one kind of apostrophe and hyphen, single blanks; line breaks stay. */
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

/** A long regular expression over several lines: breaks and the blanks around them don't count. */
export const regex =
  (flags: string) =>
  (text: TemplateStringsArray): RegExp =>
    new RegExp(String.raw(text).replace(/\s*\n\s*/g, ''), flags);
