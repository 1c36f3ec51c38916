import { asCorrected, isCorrection } from './corrections.ts';
import { datesIn, MONTH } from './dates.ts';
import { type Quantity, quantitiesIn } from './quantities.ts';
import { isAhead, isDone, isQuestion } from './tense.ts';

/** A sentence of the person's, read. */
export interface Statement {
  /** As they meant it in the end, in their own letters. */
  readonly text: string;
  readonly quantities: readonly Quantity[];
  /** `2026-11-29`, in the order of the text. */
  readonly dates: readonly string[];
  readonly isQuestion: boolean;
  /** Tells what the speaker has done; plans, wishes, habits and what others did are not. */
  readonly isDone: boolean;
}

const END = /(?<=[!?]|(?<!(?:\bvs|\bca|\bz\.b|\betc|\.\.))\.)\s+|\n+|;\s*/iu;
const DAY_AND_MONTH = new RegExp(`^(?:${MONTH})\\b`, 'iu');

/** `am 31. Oktober` is no end of a sentence, and a correction belongs to what it corrects. */
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

/** @param today - `2026-11-29`, where the person is. */
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
