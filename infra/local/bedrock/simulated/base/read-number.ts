import { periodIn } from './periods.ts';
import type { Quantity, QuantityKind } from './quantities.ts';
import type { Schema } from './schema.ts';
import type { Source } from './source.ts';
import { converted } from './units.ts';
import { sharesWord } from './words.ts';

const of = ({ quantities }: Source, ...kinds: readonly QuantityKind[]): Quantity | undefined =>
  quantities.find(({ kind }) => kinds.includes(kind));

const inUnit = (quantity: Quantity | undefined, unit: string): number | undefined =>
  quantity?.unit === undefined ? undefined : converted(quantity.value, quantity.unit, unit);

/** A duration in seconds, or one computed from a pace and a distance. */
function secondsIn(source: Source): number | undefined {
  const [duration, pace, distance] = [of(source, 'duration'), of(source, 'pace'), of(source, 'distance')];
  const metres = inUnit(distance, 'm');
  if (!duration && pace?.of && metres !== undefined) return Math.round((metres / pace.of) * pace.value);
  return inUnit(duration, 's');
}

/** A duration in minutes. Without durations such as `8:05`, which time a part of the whole. */
function minutesIn(source: Source): number | undefined {
  const whole = source.quantities.find(
    ({ kind, unit, value }) => kind === 'duration' && (unit !== 's' || value % 60 === 0),
  );
  return inUnit(whole, 'min');
}

/** Repetitions: 8 in `3 sets of 8`, 75 in `75 swings`, 10 in `100 push-ups in 10 sets`. */
function repsIn(source: Source): number | undefined {
  const [reps, count, sets] = [of(source, 'reps'), of(source, 'count'), of(source, 'sets')];
  if (reps) return reps.value;
  if (count?.noun === undefined) return undefined;
  const isTotal = sets !== undefined && sets.index > count.index && count.value % sets.value === 0;
  return isTotal ? count.value / sets.value : count.value;
}

/** A weight in the unit of the text. Grams are converted to kilograms. */
const weightIn = (source: Source): number | undefined => {
  const weight = of(source, 'weight', 'load');
  return weight?.unit === 'g' ? inUnit(weight, 'kg') : weight?.value;
};

const PERIOD = /^(?:hour|day|week|month|year|stunde|tag|woche|monat|jahr|hora|día|semana|mes|año)/u;

const NEWEST = /^(?:last|latest|newest|most|top|first|recent|past|of|letzten?|últim[oa]s)$/u;

/** How many items a text asks for: 3 in `my last 3 games`, 1 in `my last game`. `about` are nouns for an item. */
export function howMany({ text, quantities }: Source, about: readonly string[]): number | undefined {
  const count = quantities.find(
    ({ kind, noun }) => kind === 'count' && noun !== undefined && sharesWord([noun], about),
  );
  const near = quantities.find(
    ({ kind, before = '', noun = '' }) =>
      kind === 'count' && !PERIOD.test(noun) && (NEWEST.test(before) || NEWEST.test(noun)),
  );
  if (count ?? near) return (count ?? near)?.value;
  const single = /\b(?:last|latest|newest|most recent|previous) ([\p{L}-]+)/iu.exec(text)?.[1];
  return single !== undefined && !single.endsWith('s') && sharesWord([single], about) ? 1 : undefined;
}

type Measure = (source: Source, about: readonly string[]) => number | undefined;

/** Readers by the words of a property name. The first that matches is used. */
const MEASURES: readonly (readonly [RegExp, Measure])[] = [
  [/\b(?:confidence|probability|certainty)\b/, () => 0.9],
  [/\bsets?\b/, (source) => of(source, 'sets')?.value],
  [/\b(?:reps?|repetitions?)\b/, repsIn],
  [/\b(?:load|weight)\b/, weightIn],
  [/\bdistance\b/, (source) => of(source, 'distance', 'energy')?.value],
  [/\b(?:seconds?|secs?)\b/, secondsIn],
  [/\b(?:minutes?|mins?)\b/, minutesIn],
  [/\bhours?\b/, (source) => inUnit(of(source, 'duration'), 'h')],
  [/\bdays?\b/, ({ text }) => periodIn(text)],
  [/\b(?:percent|percentage|pct)\b/, (source) => of(source, 'percent')?.value],
  [/\b(?:price|cost|amount|budget)\b/, (source) => of(source, 'money')?.value],
  [
    /\b(?:count|quantity)\b/,
    (source, about) => howMany(source, about) ?? source.quantities.findLast(({ kind }) => kind === 'count')?.value,
  ],
  [/\b(?:limit|max|number|size|top)\b/, howMany],
];

/** A number beside a word of the property name: `RPE 9`, `level 3`, `4 guests`. */
const named = ({ quantities }: Source, words: readonly string[]): number | undefined =>
  quantities.find(({ kind, noun = '', before = '' }) => kind === 'count' && sharesWord([noun, before], words))?.value;

/**
 * Reads the number for a property, or returns `undefined`.
 *
 * @param words - The property name, split into words.
 * @param about - The words of the tool's name and description.
 */
export function readNumber(
  source: Source,
  words: string,
  about: readonly string[],
  schema: Schema,
): number | undefined {
  const names = words.split(' ');
  const direct = named(source, names);
  if (direct !== undefined) return direct;
  const measure = MEASURES.find(([pattern]) => pattern.test(words));
  if (measure) return measure[1](source, about);
  const rating = of(source, 'rating');
  return rating?.of === schema.maximum ? rating?.value : undefined;
}

/** Reads the unit for a property such as `loadUnit` or `distanceUnit`. */
export function readUnit(source: Source, words: string): string | undefined {
  const isDistance = /\b(?:distance|length)\b/.test(words);
  const quantity = isDistance ? of(source, 'distance', 'energy') : of(source, 'weight');
  return quantity?.unit === 'g' ? 'kg' : quantity?.unit;
}
