import { CHECKLIST } from './checklist.ts';
import { isDenied } from './denial.ts';
import { literal, plainText, WORD_END, WORD_START } from './plain-text.ts';
import type { SignalLevel, TopicName } from './topic.ts';

/** A phrase of the checklist that the user wrote, and the level that it indicates. */
export type Signal = { readonly topic: TopicName; readonly level: SignalLevel; readonly phrase: string };

/** Position of a phrase, in characters. */
export const isSignal = (value: unknown): value is Signal =>
  typeof value === 'object' && value !== null && ['topic', 'level', 'phrase'].every((name) => name in value);

/** Where a phrase stands, in characters. */
interface Span {
  readonly start: number;
  readonly end: number;
}

const UNIT = [
  'minutes?|mins?|hours?|hrs?|seconds?|secs?|days?|weeks?|months?',
  'kilos?|kg|lbs?|pounds?|km|miles?|m|cm|x|times|reps?|sets?',
].join('|');

/**
 * The phrase as whole words, however its words are joined (`muscle up`, `muscle-up`, `1-2`, `1 to 2`). A phrase that
 * ends in a number does not match where the number counts something: `40` does not match in `40 minutes`. Linear in the
 * text, because it has no unbounded repetition.
 */
function patternOf(words: readonly string[]): RegExp {
  const joined = words.map((word, index) => {
    if (index === 0) return literal(word);
    const isRange = /^\d+$/.test(word) && /^\d+$/.test(words[index - 1] ?? '');
    return `${isRange ? '(?:[\\s-]{1,3}| to )' : '[\\s-]{1,3}'}${literal(word)}`;
  });
  const before = /^\d/.test(words[0] ?? '') ? '(?<![\\d.,][.,:-])' : '';
  const after = /\d$/.test(words.at(-1) ?? '') ? `(?![.,:]\\d|[\\s-]?(?:${UNIT})${WORD_END}|\\s?%)` : '';
  return new RegExp(`${before}${WORD_START}${joined.join('')}${WORD_END}${after}`, 'gu');
}

/**
 * Finds a phrase in plain text. The pattern is made only for the first text that contains its words, because most texts
 * contain few of them and making all patterns would take a third of the function's start.
 */
export function createFinder(phrase: string): (text: string) => readonly Span[] {
  const words = plainText(phrase).split(/[\s-]+/);
  let pattern: RegExp | undefined;
  return (text) => {
    if (!words.every((word) => text.includes(word))) return [];
    pattern ??= patternOf(words);
    return [...text.matchAll(pattern)].map(({ index, 0: found }) => ({ start: index, end: index + found.length }));
  };
}

const FINDERS = CHECKLIST.flatMap(({ name, signals }) =>
  Object.entries(signals).flatMap(([level, phrases]) =>
    phrases.map((phrase) => ({
      signal: { topic: name, level: level as SignalLevel, phrase } satisfies Signal,
      find: createFinder(phrase),
    })),
  ),
);

const isInside = (inner: Span, outer: Span): boolean =>
  outer.start <= inner.start && inner.end <= outer.end && outer.end - outer.start > inner.end - inner.start;

/**
 * The signals of a message. When one phrase contains another, only the longer one counts (`masters athlete`, not
 * `masters`). Denied phrases do not count (`I'm not nervous`).
 */
export function signalsIn(words: string): readonly Signal[] {
  const text = plainText(words);
  const hits = FINDERS.flatMap(({ signal, find }) => find(text).map((span) => ({ signal, span })));
  const telling = hits.filter(
    ({ span }) => !hits.some((other) => isInside(span, other.span)) && !isDenied(text, span.start),
  );
  return [...new Set(telling.map(({ signal }) => signal))];
}
