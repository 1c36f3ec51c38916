import { withDigits } from './digits.ts';

/** A day that occurs in a text. */
export interface NamedDate {
  /** `2026-11-29`. */
  readonly date: string;
  /** The position in the lower-case text with digits. */
  readonly index: number;
  readonly length: number;
}

const DAY_MS = 86_400_000;
const isoOf = (ms: number): string => new Date(ms).toISOString().slice(0, '2026-11-29'.length);

const namesOf = (...languages: readonly string[]): ReadonlyMap<string, number> =>
  new Map(languages.flatMap((names) => names.split(' ').map((name, place) => [name, place] as const)));

const MONTHS = namesOf(
  'january february march april may june july august september october november december',
  'jan feb mar apr may jun jul aug sep oct nov dec',
  'januar februar märz april mai juni juli august september oktober november dezember',
  'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre',
);
const WEEKDAYS = namesOf(
  'sunday monday tuesday wednesday thursday friday saturday',
  'sonntag montag dienstag mittwoch donnerstag freitag samstag',
  'domingo lunes martes miércoles jueves viernes sábado',
);
/** The names of the months as alternatives of a regular expression. */
export const MONTH = [...MONTHS.keys()].sort((left, right) => right.length - left.length).join('|');
const WEEKDAY = [...WEEKDAYS.keys()].join('|');
const LAST = '(?:last|letzten?r?|vorigen|vergangenen|el pasado)';
const NEXT = '(?:next|this coming|nächsten?r?|kommenden|el próximo)';

interface Asked {
  /** Midnight of today in UTC, in milliseconds. */
  readonly today: number;
  /** Whether the text is about the future. */
  readonly isAhead: boolean;
}
type Groups = readonly (string | undefined)[];
type Read = (groups: Groups, asked: Asked) => number | undefined;

const daysFrom =
  (days: number): Read =>
  (_, { today }) =>
    today + days * DAY_MS;

/** The nearest such weekday before or after today, never today. */
function weekday(name: string | undefined, { today, isAhead }: Asked): number {
  const distance = ((WEEKDAYS.get(name ?? '') ?? 0) - new Date(today).getUTCDay() + 7) % 7;
  return today + (isAhead ? distance || 7 : distance - 7) * DAY_MS;
}

/** A day of a month. Without a year, the nearest such day in the past, or in the future when `isAhead`. */
function dayOf(day: number, month: number, given: string | undefined, { today, isAhead }: Asked): number | undefined {
  const year =
    given === undefined ? new Date(today).getUTCFullYear() : Number(given) + (given.length === 2 ? 2_000 : 0);
  const at = (inYear: number) => Date.UTC(inYear, month, day);
  if (month > 11 || new Date(at(year)).getUTCDate() !== day) return undefined;
  if (given !== undefined) return at(year);
  if (isAhead) return at(year) < today ? at(year + 1) : at(year);
  return at(year) > today ? at(year - 1) : at(year);
}
const byName =
  (dayAt: number, monthAt: number): Read =>
  (groups, asked) =>
    dayOf(Number(groups[dayAt]), MONTHS.get(groups[monthAt] ?? '') ?? 12, groups[2], asked);

/** Applied in order. Each rule sees only the text that the previous ones have not matched. */
const RULES: readonly (readonly [RegExp, Read])[] = (
  [
    ['(\\d{4})-(\\d\\d)-(\\d\\d)', ([year, month, day], asked) => dayOf(Number(day), Number(month) - 1, year, asked)],
    [
      '(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4}|\\d\\d)?',
      ([day, month, year], asked) => dayOf(Number(day), Number(month) - 1, year, asked),
    ],
    [`(?:on )?(?:the )?(\\d{1,2})(?:st|nd|rd|th|\\.)?(?: of| de)? (${MONTH})(?:,? (?:de )?(\\d{4}))?`, byName(0, 1)],
    [`(${MONTH}) (\\d{1,2})(?:st|nd|rd|th)?(?:,? (\\d{4}))?`, byName(1, 0)],
    [
      '(\\d+) days? ago|vor (\\d+) tagen|hace (\\d+) días?',
      (groups, { today }) => today - Number(groups.find(Boolean)) * DAY_MS,
    ],
    [
      '(\\d+) weeks? ago|vor (\\d+) wochen|hace (\\d+) semanas?',
      (groups, { today }) => today - Number(groups.find(Boolean)) * 7 * DAY_MS,
    ],
    [
      'in (\\d+) days?|in (\\d+) tagen|en (\\d+) días?',
      (groups, { today }) => today + Number(groups.find(Boolean)) * DAY_MS,
    ],
    ['the day before yesterday|vorgestern|anteayer', daysFrom(-2)],
    ['the day after tomorrow|übermorgen|pasado mañana', daysFrom(2)],
    ['yesterday|last night|gestern|ayer|anoche', daysFrom(-1)],
    [
      'today|tonight|this (?:morning|noon|afternoon|evening)|just now|heute|hoy|esta (?:mañana|tarde|noche)',
      daysFrom(0),
    ],
    ['tomorrow|(?<!am |guten )morgen|(?<!la |esta )mañana', daysFrom(1)],
    [
      `${LAST} (${WEEKDAY})|el (${WEEKDAY}) pasado`,
      ([one, other], asked) => weekday(one ?? other, { ...asked, isAhead: false }),
    ],
    [
      `${NEXT} (${WEEKDAY})|el (${WEEKDAY}) que viene`,
      ([one, other], asked) => weekday(one ?? other, { ...asked, isAhead: true }),
    ],
    [`(?:by|until|bis|para el) (${WEEKDAY})`, ([name], asked) => weekday(name, { ...asked, isAhead: true })],
    [`(?:(?:on|am|el) )?(${WEEKDAY})`, ([name], asked) => weekday(name, asked)],
  ] satisfies readonly (readonly [string, Read])[]
).map(([source, read]) => [new RegExp(`(?<![\\p{L}\\d])(?:${source})(?![\\p{L}\\d])`, 'gu'), read]);

/**
 * Reads the days in a text, and returns them with the rest of the text, in which blanks replace them.
 *
 * @param today - `2026-11-29`, in the person's time zone. Without it, only full dates are read.
 * @param isAhead - Reads weekdays and days without a year as future.
 */
export function datesIn(words: string, today: string | undefined, isAhead = false) {
  let rest = withDigits(words);
  const asked = { today: Date.parse(today ?? ''), isAhead };
  const dates: NamedDate[] = [];
  for (const [pattern, read] of RULES) {
    rest = rest.replace(pattern, (match: string, ...more: readonly unknown[]) => {
      const at = more.findIndex((item) => typeof item === 'number');
      const ms = read(more.slice(0, at) as Groups, asked);
      if (ms === undefined || Number.isNaN(ms)) return match;
      dates.push({ date: isoOf(ms), index: Number(more[at]), length: match.length });
      return ' '.repeat(match.length);
    });
  }
  return { dates: dates.sort((left, right) => left.index - right.index), rest };
}
