/** An atom of a simple regular expression (a class, an escape or a character) with its quantifier. */
const ATOM = /(\[(?:\\.|[^\]\\])+\]|\\.|[^\\[\](){}*+?|^$])(?:\{(\d+)(?:,\d*)?\}|([*+?]))?/gu;
const LETTERS = [...'0aA1bB-_ .:/#@'];

const letterOf = (atom: string): string =>
  LETTERS.find((letter) => new RegExp(`^${atom}$`, 'u').test(letter)) ?? atom.replace(/^\[?\\?/, '').charAt(0);

/** Samples of common formats of ids and dates. */
const COMMON = [
  'unknown',
  '2026-01-01',
  '2026-01-01T00:00:00Z',
  '00000000-0000-4000-8000-000000000000',
  '01ARZ3NDEKTSV4RRFFQ69G5FAV',
];

/**
 * A text that matches a pattern: a common sample, or else the shortest match. Patterns with groups or alternatives are
 * supported only if a common sample matches.
 *
 * @param minLength - In characters.
 */
export function sampleOf(pattern: string, minLength = 0): string {
  const regex = new RegExp(pattern, 'u');
  const common = COMMON.find((text) => text.length >= minLength && regex.test(text));
  if (common !== undefined) return common;
  const shortest = [...pattern.matchAll(ATOM)].map(([, atom = '', count, many]) => {
    const times = Number(count ?? (many === '*' || many === '?' ? 0 : 1));
    return letterOf(atom).repeat(times);
  });
  const text = shortest.join('');
  for (let longer = text; longer.length <= minLength + text.length + 64; longer += longer.at(-1) ?? 'a') {
    if (longer.length >= minLength && regex.test(longer)) return longer;
  }
  return text;
}
