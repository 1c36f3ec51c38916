const isPause = (letter: string | undefined): boolean => letter !== undefined && ',;:/&+|→'.includes(letter);
const isStop = (letter: string | undefined): boolean => letter !== undefined && '.!?'.includes(letter);

function withoutPauses(text: string): string {
  let end = text.trimEnd();
  while (isPause(end.at(-1))) end = end.slice(0, -1).trimEnd();
  return end;
}

function withoutLeadingPauses(text: string): string {
  let start = text.trimStart();
  while (isPause(start[0])) start = start.slice(1).trimStart();
  return start;
}

const capitalised = (text: string): string => {
  const [first = ''] = text;
  return first.toUpperCase() + text.slice(first.length);
};

const startsUpper = (text: string): boolean => /^\p{Lu}/u.test(text);

/** `unicorn` begins with a consonant when it is spoken. */
const startsWithVowel = (text: string): boolean => /^(?!uni|use|eu|one)[aeiou]/i.test(text);

/** `an fox` becomes `a fox`. Decided by the letters, which is right for nearly every word. */
const withArticle = (before: string, after: string): string => {
  const article = /(?<![\p{L}\p{N}'’])(a)n?(\s{0,2})$/iu.exec(before.slice(-6));
  if (!article || !/^[a-z]/i.test(after)) return before;
  const [found, a = '', space = ''] = article;
  return `${before.slice(0, before.length - found.length)}${startsWithVowel(after) ? `${a}n` : a}${space}`;
};

/** Puts `replacement` in the place of a range and makes `a` or `an` before it agree. */
export function replaceRange(text: string, start: number, end: number, replacement: string): string {
  const isCapital = startsUpper(text.slice(start, end)) && /^\p{Ll}/u.test(replacement);
  const written = isCapital ? capitalised(replacement) : replacement;
  return withArticle(text.slice(0, start), written) + written + text.slice(end);
}

/** Cuts a range out, and repairs the white space, the punctuation and the capital letter where the two parts meet. */
export function cutRange(text: string, start: number, end: number): string {
  const isCapital = startsUpper(text.slice(start, end));
  let before = text.slice(0, start).trimEnd();
  let after = text.slice(end).trimStart();
  const isAtStart = before === '' || isStop(before.at(-1));
  if (isAtStart || isPause(before.at(-1))) after = withoutLeadingPauses(after);
  if (isAtStart && isStop(after[0])) after = after.slice(1).trimStart();
  if (after === '' || isStop(after[0])) before = withoutPauses(before);
  if (isAtStart && isCapital) after = capitalised(after);
  const isTight = before === '' || after === '' || isPause(after[0]) || isStop(after[0]);
  if (isTight) return before + after;
  return `${withArticle(before, after)} ${after}`;
}
