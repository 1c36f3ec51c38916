import { listed } from './phrasing.ts';
import { isLoose, type Loose } from './schema.ts';
import type { ToolRun } from './tool-runs.ts';
import { spaced } from './words.ts';

const MANY = 5;

/** A number with at most two decimal places. */
export const numeral = (value: number): string => String(Number(value.toFixed(2)));

const PERCENT = / (?:pct|percent)$/;

/** A number with its property name: `2 goals`, `22% shooting`, `351.5 boost per minute`. */
export function counted(name: string, value: number): string {
  const words = spaced(name);
  if (PERCENT.test(words)) return `${numeral(value)}% ${words.replace(PERCENT, '')}`;
  return `${numeral(value)} ${value === 1 && /[^s]s$/.test(words) ? words.replace(/s$/, '') : words}`;
}

/** Two numbers with their property name: `goals (2 to 1)`, `shooting (22% to 18%)`. */
export function besides(name: string, one: number, other: number): string {
  const words = spaced(name);
  const sign = PERCENT.test(words) ? '%' : '';
  return `${words.replace(PERCENT, '')} (${numeral(one)}${sign} to ${numeral(other)}${sign})`;
}

export const numbersOf = (value: Loose): readonly (readonly [string, number])[] =>
  Object.entries(value).filter((entry): entry is [string, number] => typeof entry[1] === 'number');

/** The strings and booleans of an object: `mode doubles`, `not won`. Ids are left out. */
const factsOf = (value: Loose): readonly string[] =>
  Object.entries(value).flatMap(([name, part]) => {
    if (typeof part === 'boolean') return [part ? spaced(name) : `not ${spaced(name)}`];
    if (typeof part !== 'string' || /id$/i.test(name) || part === '') return [];
    const isDay = /^\d{4}-\d\d-\d\dT/.test(part);
    return [isDay ? `on ${part.slice(0, '2026-11-29'.length)}` : `${spaced(name)} ${part}`];
  });

/** The values of an object in one line, without nested ones. */
export const lineOf = (value: Loose): string =>
  [...factsOf(value), listed(numbersOf(value).map(([name, number]) => counted(name, number)))]
    .filter(Boolean)
    .join(', ');

/** The heading of a list: `3 games, of which 1 won`. */
function headOf(items: readonly Loose[], name: string): string {
  const yes = Object.keys(items[0] ?? {}).filter((key) => typeof items[0]?.[key] === 'boolean');
  const counts = yes.map((key) => `${items.filter((item) => item[key] === true).length} ${spaced(key)}`);
  const noun = items.length === 1 ? spaced(name).replace(/s$/, '') : spaced(name);
  return `${items.length} ${noun}${counts.length > 0 ? `, of which ${listed(counts)}` : ''}`;
}

function partsOf(value: unknown, name: string): readonly string[] {
  if (Array.isArray(value)) {
    const items = value.filter(isLoose);
    if (items.length === 0) return value.length === 0 ? [] : [`${spaced(name)}: ${listed(value.map(String))}.`];
    return [[`${headOf(items, name)}:`, ...items.slice(0, MANY).map((item) => `- ${lineOf(item)}`)].join('\n')];
  }
  if (!isLoose(value)) return [];
  const line = lineOf(value);
  const inner = Object.entries(value).flatMap(([key, part]) => partsOf(part, key));
  return [...(line ? [`${name ? `${spaced(name)}: ` : ''}${line}.`] : []), ...inner];
}

const sentence = (text: string): string => text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());

/** The short strings of a tool's input: `(nope-1)`, `(Gold II)`. */
const askedFor = (input: unknown): string => {
  const named = isLoose(input)
    ? Object.values(input).filter((part) => typeof part === 'string' && part.length < 40)
    : [];
  return named.length > 0 ? ` (${listed(named.map(String))})` : '';
};

/** Describes a tool result in plain words, with its own numbers. */
export function describeRun({ name, input, ok, value, error }: ToolRun): string {
  if (!ok) {
    const why = error
      .replace(/\s+/g, ' ')
      .trim()
      .replace(/[.!?]$/, '')
      .slice(0, 300);
    return `I could not ${spaced(name)}${askedFor(input)}.${why && ` The answer was: ${why}.`} What shall I do instead?`;
  }
  const parts = partsOf(value, '');
  return parts.length > 0 ? parts.map(sentence).join('\n') : `I found nothing by ${spaced(name)}${askedFor(input)}.`;
}
