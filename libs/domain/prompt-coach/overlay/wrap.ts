/** A part of a text that stays on one line. */
interface Part {
  readonly text: string;
  readonly isAfterSpace: boolean;
}

const words = new Intl.Segmenter('und', { granularity: 'word' });
const characters = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Scripts that write without spaces. */
const NO_SPACES =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** Not at the start of a line. */
const CLOSING = /^[\p{Pe}\p{Pf}\p{Po}\p{Mn}ー々ゝゞヽヾ％%]/u;
/** Not at the end of a line. */
const OPENING = /[\p{Ps}\p{Pi}]$/u;

/** What is drawn of a text: white space is one space, and characters that control devices are left out. */
export const cleanText = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/\p{Cc}/gu, '')
    .trim();

export interface WrapRules {
  /** Whether a line is short enough. */
  readonly fits: (line: string) => boolean;
  /** Whether a word that is longer than a line may be broken between its characters. */
  readonly breaksWords: boolean;
}

/** @returns the lines of a text; `undefined` when a part that may not be broken is too long. */
export function wrap(text: string, { fits, breaksWords }: WrapRules): readonly string[] | undefined {
  const parts = partsOf(text).flatMap((part) => (breaksWords && !fits(part.text) ? charactersOf(part) : part));
  const lines: string[] = [];
  let line: string | undefined;
  for (const { text: part, isAfterSpace } of parts) {
    const longer = line === undefined ? part : `${line}${isAfterSpace ? ' ' : ''}${part}`;
    if (fits(longer)) {
      line = longer;
      continue;
    }
    if (!fits(part)) return undefined;
    if (line !== undefined) lines.push(line);
    line = part;
  }
  return line === undefined ? lines : [...lines, line];
}

const partsOf = (text: string): Part[] =>
  text
    .split(' ')
    .flatMap((word, place) =>
      piecesOf(word).map((piece, index) => ({ text: piece, isAfterSpace: place > 0 && index === 0 })),
    );

const charactersOf = ({ text, isAfterSpace }: Part): Part[] =>
  [...characters.segment(text)].map(({ segment }, index) => ({
    text: segment,
    isAfterSpace: isAfterSpace && index === 0,
  }));

function piecesOf(word: string): string[] {
  if (!NO_SPACES.test(word)) return [word];
  const pieces: string[] = [];
  for (const { segment } of words.segment(word)) {
    const last = pieces.at(-1);
    if (last !== undefined && (CLOSING.test(segment) || OPENING.test(last))) pieces[pieces.length - 1] = last + segment;
    else pieces.push(segment);
  }
  return pieces;
}
