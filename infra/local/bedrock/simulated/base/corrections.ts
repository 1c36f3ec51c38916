import { allMatches, regex } from './pattern.ts';

/** Words that introduce a correction, in English, German and Spanish. The last two count only after a comma. */
const CUE = regex('iu')`
    (?<![\p{L}'])(?:(?:no,? )?wait|sorry|i mean(?:t)?|correction|scratch that|(?:just |only )?kidding|quatsch|moment|
    ich meinte?|korrektur|scherz|(?:no,? )?espera|perdón|digo|quiero decir|nein|(?<=[,;-]\s*)(?:actually|no))
    (?![\p{L}'])[\s,:.!-]*`;
const NUMBER = /\d+(?:[.,]\d+)*/u;
/** A text that consists of one number, with or without a unit. */
const ONLY_A_NUMBER = regex('iu')`
    ^(?:(?:it (?:was|is)|it's|that's|that was|make (?:it|that)|es waren?|das waren?|eran|fueron|son)\s+)?
    (\d+(?:[.,]\d+)*)\s*(?:kgs?|kilos?|lbs?|g|km|m|mi|min|minutes?|minuten|minutos|reps?|sets?)?[\s.!]*$`;

/** Whether a sentence begins with a correction. */
export const isCorrection = (sentence: string): boolean => allMatches(sentence, CUE)[0]?.index === 0;

/** Applies the correction in a text: `3x5 at 100, no wait, it was 105` becomes `3x5 at 105`. */
export function asCorrected(words: string): string {
  const cue = allMatches(words, CUE).at(-1);
  const before = words.slice(0, cue?.index).replace(/[\s,;.…–—-]+$/, '');
  const after = cue ? words.slice(cue.index + cue[0].length) : '';
  if (!NUMBER.test(before) || !NUMBER.test(after)) return words;
  const number = ONLY_A_NUMBER.exec(after)?.[1];
  if (number === undefined) return after;
  const last = allMatches(before, NUMBER).at(-1);
  return last ? before.slice(0, last.index) + number + before.slice(last.index + last[0].length) : words;
}
