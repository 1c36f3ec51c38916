import { asCorrected, isCorrection } from './corrections.ts';
import { datesIn, MONTH } from './dates.ts';
import { type Quantity, quantitiesIn } from './quantities.ts';
import { isAhead, isDone, isQuestion } from './tense.ts';

/** A sentence of the person with what was read from it. */
export interface Statement {
  /** The sentence with corrections applied, in its original case. */
  readonly text: string;
  readonly quantities: readonly Quantity[];
  /** `2026-11-29`, in the order of the text. */
  readonly dates: readonly string[];
  readonly isQuestion: boolean;
  /** Whether it reports something that the speaker has done, and not a plan, a wish, a habit or another's deed. */
  readonly isDone: boolean;
}

const END = /(?<=[!?]|(?<!(?:\bvs|\bca|\bz\.b|\betc|\.\.))\.)\s+|\n+|;\s*/iu;
const DAY_AND_MONTH = new RegExp(`^(?:${MONTH})\\b`, 'iu');

/** Splits a text into sentences. Dates such as `31. Oktober` do not end one, and a correction stays with its sentence. */
export function sentencesOf(text: string): readonly string[] {
  const sentences: string[] = [];
  for (const piece of text.split(END)) {
    const last = sentences.at(-1);
    const goesOn = last !== undefined && ((/\d\.$/.test(last) && DAY_AND_MONTH.test(piece)) || isCorrection(piece));
    if (goesOn) sentences[sentences.length - 1] = `${last} ${piece}`;
    else if (/[\p{L}\p{N}]/u.test(piece)) sentences.push(piece.trim());
  }
  return sentences;
}

/** @param today - `2026-11-29`, in the person's time zone. */
export function readStatement(sentence: string, today: string | undefined): Statement {
  const text = asCorrected(sentence);
  const { dates, rest } = datesIn(text, today, isAhead(text));
  const quantities = quantitiesIn(rest).quantities.filter(({ kind }) => kind !== 'time_of_day');
  const days = dates.map(({ date }) => date);
  const isToCome = days.some((day) => today !== undefined && day > today);
  return {
    text,
    quantities,
    dates: days,
    isQuestion: isQuestion(text),
    isDone: !isToCome && isDone(text, quantities.length > 0),
  };
}
