import type { TechnicalConfig } from '#contract/coach-config';
import { normalise } from './words.ts';

type GoalTimeline = TechnicalConfig['goalTimeline'];

const NUMBERS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  couple: 2,
  two: 2,
  three: 3,
  few: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
  half: 0.5,
  several: 4,
};
const MONTHS_IN: Readonly<Record<string, number>> = { day: 1 / 30, week: 1 / 4.3, month: 1, year: 12 };
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const SEASONS: Readonly<Record<string, number>> = {
  spring: 3,
  summer: 6,
  autumn: 9,
  fall: 9,
  winter: 11,
  christmas: 11,
};
const SPAN = /(\d+(?:\.\d+)?|[a-z]+)(?: (?:or|to) (\d+|[a-z]+))?(?: (?:of|a|an))? ?(day|week|month|year)s?\b/g;
const MONTH_NAME = new RegExp(`\\b(${MONTHS.join('|')})[a-z]*\\b`);

const numberOf = (word: string | undefined): number | undefined =>
  word === undefined ? undefined : (NUMBERS[word] ?? (/^\d/.test(word) ? Number(word) : undefined));

/** The longest span in the text, in months: `8-12 weeks`, `half a year`, `three months`. */
function spanOf(text: string): number | undefined {
  const spans = [...text.matchAll(SPAN)].flatMap(([, from, to, unit = 'month']) => {
    const count = numberOf(to) ?? numberOf(from);
    return count === undefined ? [] : [count * (MONTHS_IN[unit] ?? 1)];
  });
  return spans.length > 0 ? Math.max(...spans) : undefined;
}

/** Months until the month, season or year in the text: `by June 2027`, `next summer`. */
function distanceOf(text: string, now: Date): number | undefined {
  const iso = /\b(20\d\d)(?: (\d\d?))?\b/.exec(text);
  const named = MONTH_NAME.exec(text)?.[1];
  const season = Object.keys(SEASONS).find((name) => text.includes(name));
  const month = named
    ? MONTHS.indexOf(named)
    : season
      ? (SEASONS[season] ?? 0)
      : iso?.[2]
        ? Number(iso[2]) - 1
        : undefined;
  if (iso) return (Number(iso[1]) - now.getUTCFullYear()) * 12 + (month ?? 5) - now.getUTCMonth();
  return month === undefined ? undefined : (month - now.getUTCMonth() + 12) % 12 || 12;
}

/**
 * The nearest of the three planning horizons. Half a year when the text names none. `now` in milliseconds since the
 * epoch.
 */
export function goalTimelineOf(text: string | undefined, now: number): GoalTimeline {
  const plain = normalise(text ?? '');
  const months = spanOf(plain) ?? distanceOf(plain, new Date(now));
  if (months !== undefined) return months <= 4.5 ? '3_months' : months <= 9 ? '6_months' : '1_year';
  if (/\b(?:soon|asap|quick|quickly|short|now)\b/.test(plain)) return '3_months';
  return /\b(?:long|lifelong|forever|no rush|ongoing|years)\b/.test(plain) ? '1_year' : '6_months';
}
