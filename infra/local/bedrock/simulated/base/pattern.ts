/**
 * Builds a regular expression of whole words from readable text. Blanks around a `|` between alternatives are ignored,
 * `~` matches an optional blank or hyphen, and a blank matches a blank or a hyphen.
 *
 * @param around - Regular expressions that must match before and after.
 */
export function pattern(words: string, { before = '', after = '' } = {}): RegExp {
  return new RegExp(`(?<![\\w'])${before}(?:${readable(words)})(?![\\w])${after}`, 'i');
}

/** The tokens that `readable` treats specially, and single characters. */
const TOKEN = /\\.|\[(?:\\.|[^\]])*\]|\s*\|\s*|[()~]|\s+|./gs;

/** Like `pattern`, but as a part of a longer expression. Inside groups, blanks beside a `|` are kept within a line. */
export function readable(text: string): string {
  let depth = 0;
  const unbroken = text.trim().replace(/\s*\n\s*(?=\|)|(?<=\|)\s*\n\s*/g, '');
  const tokens = (unbroken.match(TOKEN) ?? []).map((token) => {
    if (token === '(') depth += 1;
    if (token === ')') depth -= 1;
    if (token === '~') return '[\\s-]?';
    if (token.includes('|') && token.trim() === '|') return depth === 0 ? '|' : token.replace(/\s+/g, '[\\s-]');
    return /^\s+$/.test(token) ? '[\\s-]' : token;
  });
  return tokens.join('');
}

/** Every match of a regular expression, whether or not it has the flag `g`. */
export const allMatches = (text: string, regex: RegExp): readonly RegExpExecArray[] => [
  ...text.matchAll(new RegExp(regex.source, `${regex.flags.replace('g', '')}g`)),
];

/** A part of a regular expression over several lines. Line breaks and the blanks around them are removed. */
export const source = (text: TemplateStringsArray, ...values: readonly string[]): string =>
  String.raw(text, ...values).replace(/\s*\n\s*/g, '');

/** A regular expression over several lines. Line breaks and the blanks around them are removed. */
export const regex =
  (flags: string) =>
  (text: TemplateStringsArray, ...values: readonly string[]): RegExp =>
    new RegExp(source(text, ...values), flags);

/** Escapes a text for use in a regular expression. */
export const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
