/** Letters of other scripts that resemble Latin ones. A model could hide a word with them. */
const LOOK_ALIKES: Readonly<Record<string, string>> = Object.fromEntries(
  [...'аaеeоoрpсcуyхxіiјjѕsкkмmтtвbнhԁdɡgοoαaεeιiκkνvρpτtυuχx'.matchAll(/(.)(.)/gu)].map(([, other, latin]) => [
    other,
    latin,
  ]),
);

/**
 * Text reduced for comparison: lower case, without accents, invisible characters, emphasis and look-alikes. Bullets and
 * lines without an end are joined to the line before. Dashes between words end a sentence, hyphens become spaces. The
 * result has `[a-z0-9']`, spaces and the marks `. , :`, where `.` also replaces every other end of a sentence.
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

/** Matches whole words with their usual endings: `pull-up` also matches `pullups`, `squat` also `squatting`. */
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

/** True when `text` contains one of the phrases as whole words. */
export function saysAny(text: string, phrases: readonly string[]): boolean {
  const plain = normalise(text);
  return phrases.some((phrase) => plain.search(pattern(phrase)) >= 0);
}

/** Replaces each of the phrases in `normalised` by `mark`, longer phrases first so that no part of one remains. */
export function markAll(normalised: string, phrases: readonly string[], mark: string): string {
  const longestFirst = [...phrases].sort((left, right) => right.length - left.length);
  return longestFirst.reduce((text, phrase) => text.replace(pattern(phrase), mark), normalised);
}

/** Trimmed and on one line, because values are quoted in prompts, where a line break could pass for structure. */
export const oneLine = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .trim();
