import { numberOf, withDigits } from './digits.ts';
import { UNIT_WORDS, type UnitKind, unitOf } from './units.ts';

/**
 * `count` is a number with a noun after it or a word before it (`3 games`, `RPE 9`). `load` is a weight without a unit,
 * recognised by its position (`3x5 at 100`). `pace` is a duration per distance.
 */
export type QuantityKind =
  | UnitKind
  | 'sets'
  | 'reps'
  | 'load'
  | 'pace'
  | 'time_of_day'
  | 'percent'
  | 'money'
  | 'rating'
  | 'count';

/** A number in a text with its unit. */
export interface Quantity {
  readonly kind: QuantityKind;
  readonly value: number;
  /** `kg`, `km`, `min`, … as schemas name it; `s` for durations such as `8:05`. */
  readonly unit?: string;
  /** The word after the number, in lower case. */
  readonly noun?: string;
  /** The word before the number, in lower case. */
  readonly before?: string;
  /** The maximum of a rating, or the metres of a pace. */
  readonly of?: number;
  /** The position in the lower-case text with digits. */
  readonly index: number;
  readonly length: number;
}

type Read = Omit<Quantity, 'index' | 'length'>;
interface Rule {
  readonly pattern: RegExp;
  readonly read: (groups: readonly string[], text: string, index: number) => readonly Read[];
}

const N = '(?<![\\d.,:/])(\\d+(?:[.,]\\d+)?)(?![.,]?\\d)';
const END = '(?![\\p{L}\\d])';
const AT = '(?:at|with|mit|con)';
const DAY = '(?:today|yesterday|this|last|morning|noon|evening|heute|gestern|morgens?|abends?|hoy|ayer)';
const rule = (source: string, read: Rule['read']): Rule => ({ pattern: new RegExp(source, 'giu'), read });

const seconds = (text: string): number => text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
const sized = (value: string, word: string): readonly Read[] => {
  const unit = unitOf(word);
  return unit ? [{ kind: unit.kind, value: numberOf(value), unit: unit.name }] : [];
};
const simple = (kind: QuantityKind) => (groups: readonly string[]) => [{ kind, value: numberOf(groups[0] ?? '') }];
const setsAndReps = ([sets = '', reps = '']: readonly string[]): readonly Read[] => [
  { kind: 'sets', value: numberOf(sets) },
  { kind: 'reps', value: numberOf(reps) },
];

function counted([value = '', them, noun = them]: readonly string[], text: string, index: number): readonly Read[] {
  const before = /([\p{L}-]+)[\s:=#]*$/u.exec(text.slice(0, index))?.[1];
  return [{ kind: 'count', value: numberOf(value), ...(noun && { noun }), ...(before && { before }) }];
}

const TIME_OF_DAY: readonly Read[] = [{ kind: 'time_of_day', value: 0 }];

/** Applied in order. Each rule sees only the text that the previous ones have not matched. */
const RULES: readonly Rule[] = [
  rule(
    `(\\d+:\\d\\d)\\s*(?:min)?\\s*(?:/|per |pro |por )\\s*(\\d*)\\s?(km|mi|m)${END}`,
    ([time = '', count, unit = '']) => [
      { kind: 'pace', value: seconds(time), of: Number(count || 1) * (unitOf(unit)?.size ?? 1) },
    ],
  ),
  rule(
    `(?<=\\b(?:at|um|a las|around|gegen|until|bis|from|ab|by)\\s)\\d{1,2}:\\d\\d(?:\\s?(?:am|pm|uhr|h))?${END}`,
    () => TIME_OF_DAY,
  ),
  rule(`\\d{1,2}\\s?(?:am|pm|uhr|o'clock)${END}`, () => TIME_OF_DAY),
  rule(`(?<![\\d:])(\\d{1,3}:\\d\\d(?::\\d\\d)?)(?![\\d:])`, ([time = '']) => [
    { kind: 'duration', value: seconds(time), unit: 's' },
  ]),
  rule(
    `(?:(?<=\\b${AT}\\s)|(?<=@\\s?))${N}(?:s|er|ern)?(?=\\s*(?:$|[.,;!?)]|(?:for|für|por|${DAY})\\b))`,
    simple('load'),
  ),
  rule(`(?<=\\p{L}\\s)${N}(?=\\s(?:for|für|por)\\s\\d+\\s?[x×])`, simple('load')),
  rule(
    `${N}\\s?(?:h|hours?|hrs?|stunden?|std|horas?)\\s?(?:and |und |y )?(\\d{1,2})\\s?(?:${UNIT_WORDS('duration')})?${END}`,
    ([hours = '', minutes = '']) => [{ kind: 'duration', value: numberOf(hours) * 60 + Number(minutes), unit: 'min' }],
  ),
  rule(`${N}[\\s-]?(${UNIT_WORDS('duration')})${END}`, ([value = '', unit = '']) => sized(value, unit)),
  rule(
    `${N}\\s?[x×]\\s?(\\d+(?:[.,]\\d+)?)\\s?(${UNIT_WORDS('weight')})${END}`,
    ([count = '', value = '', unit = '']) => [{ kind: 'count', value: numberOf(count) }, ...sized(value, unit)],
  ),
  rule(`${N}\\s?[x×]\\s?(\\d+)(?![\\d.,]*\\d)`, setsAndReps),
  rule(`${N}\\s(?:sets?|sätzen?|series)\\s(?:of|à|a|de|mit|with|zu|x)\\s(\\d+)`, setsAndReps),
  rule(`${N}\\s(?:sets?|sätzen?|satz|series|rounds?|runden?|rondas?)${END}`, simple('sets')),
  rule(`${N}\\s(?:reps?|repetitions|wiederholung(?:en)?|wdh|repeticiones|veces|times)${END}`, simple('reps')),
  rule(
    `${N}[\\s-]?(${UNIT_WORDS('weight')}|${UNIT_WORDS('distance')}|${UNIT_WORDS('energy')})${END}`,
    ([value = '', unit = '']) => sized(value, unit),
  ),
  rule(`${N}\\s?(?:%|percent|prozent|por ciento)`, simple('percent')),
  rule(`[$€£]\\s?(\\d+(?:[.,]\\d+)?)|${N}\\s?(?:€|dollars?|euros?)`, ([front, back]) => [
    { kind: 'money', value: numberOf(front ?? back ?? '') },
  ]),
  rule(
    `${N}\\s?(?:out of|von|/|de)\\s?(5|10|100)${END}(?!\\s\\p{L}*(?:sets?|sätz|series))`,
    ([value = '', of = '']) => [{ kind: 'rating', value: numberOf(value), of: Number(of) }],
  ),
  rule(
    `(?<=\\p{L}\\s)${N}\\s(?:for|für|por)\\s(\\d+(?:,?\\s?\\d+)*)(?!\\s?(?:\\d|${UNIT_WORDS('duration')}|days?|weeks?))`,
    ([value = '', reps = '']) => {
      const each = reps.match(/\d+/g) ?? [];
      const isSame = new Set(each).size === 1;
      return [
        { kind: 'load', value: numberOf(value) },
        ...(each.length > 1 ? [{ kind: 'sets' as const, value: each.length }] : []),
        ...(isSame ? [{ kind: 'reps' as const, value: Number(each[0]) }] : []),
      ];
    },
  ),
  rule(
    `${N}(?=(?:\\s(?:of (them|these|those)\\b|(?:${AT}|of|and|or|for|in|is|was|to|und|y|en)${END}|(\\p{L}[\\p{L}'-]*)))?)`,
    counted,
  ),
];

/** The quantities of a text, and the text without them. */
export interface QuantitiesRead {
  /** In the order of the text. */
  readonly quantities: readonly Quantity[];
  /** The text, with {@link READ} in place of each character of a quantity. */
  readonly rest: string;
}

export const READ = '\u0000';

/** Reads the quantities in a text. Remove dates first. */
export function quantitiesIn(words: string): QuantitiesRead {
  let rest = withDigits(words);
  const found: Quantity[] = [];
  for (const { pattern, read } of RULES) {
    const whole = rest;
    rest = whole.replace(pattern, (match: string, ...more: readonly unknown[]) => {
      const place = more.findIndex((item) => typeof item === 'number');
      const index = Number(more[place]);
      const parts = read(more.slice(0, place) as string[], whole, index);
      if (parts.some(({ value }) => Number.isNaN(value))) return match;
      found.push(...parts.map((part) => ({ ...part, index, length: match.length })));
      return READ.repeat(match.length);
    });
  }
  return { quantities: found.sort((left, right) => left.index - right.index), rest };
}
