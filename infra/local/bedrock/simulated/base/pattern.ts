/**
 * A regular expression of whole words, written readably: blanks around a `|` between alternatives don't count, `~`
 * stands for an optional blank or hyphen, a blank for one or the other.
 *
 * @param around - What has to stand before and behind, as it goes into a regular expression.
 */
export function pattern(words: string, { before = '', after = '' } = {}): RegExp {
  return new RegExp(`(?<![\\w'])${before}(?:${readable(words)})(?![\\w])${after}`, 'i');
}

/** Classes, escapes, ends of groups, alternatives and blanks; of the rest nothing has to be known. */
const TOKEN = /\\.|\[(?:\\.|[^\]])*\]|\s*\|\s*|[()~]|\s+|./gs;

/** The same without the bounds, as part of a longer pattern. Inside groups, blanks beside a `|` count within a line. */
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

/** Every match of a pattern that has no `g` of its own. */
export const allMatches = (text: string, regex: RegExp): readonly RegExpExecArray[] => [
  ...text.matchAll(new RegExp(regex.source, `${regex.flags.replace('g', '')}g`)),
];

/** A long piece of a regular expression over several lines: breaks and the blanks around them don't count. */
export const source = (text: TemplateStringsArray, ...values: readonly string[]): string =>
  String.raw(text, ...values).replace(/\s*\n\s*/g, '');

/** A long regular expression over several lines. */
export const regex =
  (flags: string) =>
  (text: TemplateStringsArray, ...values: readonly string[]): RegExp =>
    new RegExp(source(text, ...values), flags);

/** A text as part of a pattern that matches it alone. */
export const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
