import { withDigits } from './digits.ts';

const UNIT_DAYS: readonly (readonly [RegExp, number])[] = [
  [/^(?:hour|stunde|hora)/, 1 / 24],
  [/^(?:day|tag|día)/, 1],
  [/^(?:week|woche|semana)/, 7],
  [/^fortnight/, 14],
  [/^(?:month|monat|mes)/, 30],
  [/^(?:quarter|quartal|trimestre)/, 91],
  [/^(?:year|jahr|año)/, 365],
];
const UNIT =
  '(?:hour|day|week|fortnight|month|quarter|year|stunde|tag|woche|monat|quartal|jahr|hora|día|semana|mes|año)\\p{L}*';
const COUNTED = new RegExp(`(?<![\\d.,])(\\d{1,5})[\\s-]*(${UNIT})`, 'u');
const NAMED = new RegExp(
  `(?<!\\p{L})(?:this|last|past|previous|the|a|per|diese[nrs]?|letzten?[rs]?|vergangenen?|este|esta|últim[oa]) (?:whole |ganzen? )?(${UNIT})`,
  'u',
);
const WORDS: readonly (readonly [RegExp, number])[] = [
  [/(?<!\p{L})(?:today|tonight|heute|hoy)(?!\p{L})/u, 1],
  [/(?<!\p{L})(?:yesterday|gestern|ayer)(?!\p{L})/u, 2],
  [/(?<!\p{L})(?:weekly|days|wöchentlich)(?!\p{L})/u, 7],
  [/(?<!\p{L})monthly(?!\p{L})/u, 30],
  [/\ball[- ]time\b|\blifetime\b|\bever\b|\bso far\b/u, 365],
];

const daysOf = (unit: string): number => UNIT_DAYS.find(([pattern]) => pattern.test(unit))?.[1] ?? 1;

/** The period in a text, in days: 14 for `the past two weeks`, 2 for `since yesterday`. */
export function periodIn(text: string): number | undefined {
  const words = withDigits(text);
  const [, count, unit = ''] = COUNTED.exec(words) ?? [];
  if (count !== undefined) return Math.max(1, Math.round(Number(count) * daysOf(unit)));
  const named = NAMED.exec(words)?.[1];
  if (named !== undefined) return Math.max(1, Math.round(daysOf(named)));
  return WORDS.find(([pattern]) => pattern.test(words))?.[1];
}
