/** Letters of other scripts that look like Latin ones; a model could hide a word behind them. */
const LOOK_ALIKES: Readonly<Record<string, string>> = Object.fromEntries(
  [...'аaеeоoрpсcуyхxіiјjѕsкkмmтtвbнhԁdɡgοoαaεeιiκkνvρpτtυuχx'.matchAll(/(.)(.)/gu)].map(([, other, latin]) => [
    other,
    latin,
  ]),
);

/**
 * Text reduced to what is said: lower case, without accents, invisible characters, emphasis and look-alikes.
 * Bullets and lines without an end are joined to the line before; dashes between words end a sentence, hyphens become spaces.
 * What remains is `[a-z0-9']`, spaces and the marks `. , :`, of which `.` also stands for every other end of a sentence.
 */
export function normalise(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}|\p{Cf}/gu, '')
    .toLowerCase()
    .replace(/[^\p{ASCII}]/gu, (letter) => LOOK_ALIKES[letter] ?? letter)
    .replace(/[’‘]/g, "'")
    .replace(/\s*\n\s*(?:[-*•]|\d+[.)])\s+/g, ', ')
    .replace(/(?<=[^\s.!?;])[^\S\n]*\n\s*/g, ' ')
    .replace(/[*~`]/g, '')
    .replace(/\s+-+\s+|[–—]|[!?;\n\r\u2028\u2029]/g, ' . ')
    .replace(/[^a-z0-9'.,:]+|(?<![a-z0-9])'|'(?![a-z0-9])/g, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
}

const compiled = new Map<string, RegExp>();

/** Whole words, in their usual endings; `pull-up` also finds `pullups`, `squat` also `squatting`. */
function pattern(phrase: string): RegExp {
  const known = compiled.get(phrase);
  if (known) return known;
  const tokens = normalise(phrase)
    .split(/[^a-z0-9']+/)
    .filter(Boolean);
  const source = tokens.map((token, index) => (index === tokens.length - 1 ? endings(token) : `${token}s?`)).join(' ?');
  const made = new RegExp(`(?<![a-z0-9])${source}(?![a-z0-9])`, 'g');
  compiled.set(phrase, made);
  return made;
}

const endings = (token: string): string =>
  token.endsWith('e') ? `${token.slice(0, -1)}(?:e|es|ed|ing)` : `${token}(?:s|es|ed|ing|[a-z]ing|[a-z]ed)?`;

/** Whether `text` says one of the phrases, as words. */
export function saysAny(text: string, phrases: readonly string[]): boolean {
  const plain = normalise(text);
  return phrases.some((phrase) => plain.search(pattern(phrase)) >= 0);
}

/** `normalised` with each of the phrases replaced by `mark`; longer phrases first, so that none is left in half. */
export function markAll(normalised: string, phrases: readonly string[], mark: string): string {
  const longestFirst = [...phrases].sort((left, right) => right.length - left.length);
  return longestFirst.reduce((text, phrase) => text.replace(pattern(phrase), mark), normalised);
}

/** One line, trimmed: values are quoted in prompts, where a line break could pass for structure. */
export const oneLine = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .trim();
