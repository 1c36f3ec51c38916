import { isCourtesy } from './acts.ts';
import { datesIn } from './dates.ts';
import { idsIn } from './ids.ts';
import { periodIn } from './periods.ts';
import { objectsIn, stateNamed } from './prompt-state.ts';
import type { Schema } from './schema.ts';
import type { Source } from './source.ts';
import { wantedNote } from './wanted-note.ts';
import { contentWordsOf, nameIn, quotedIn, sharesWord, spaced } from './words.ts';

type Reader = (source: Source, schema: Schema, name: string) => string | undefined;

/** The day of a text. Completed activities without a day happened today. */
function dayIn({ dates, statements, turn }: Source): string | undefined {
  return dates[0] ?? (statements.some(({ isDone }) => isDone) ? turn.state.today : undefined);
}

/** An id in the message, or the id of an object in the prompt that the message refers to. */
function idIn(source: Source, { pattern = '' }: Schema, name: string): string | undefined {
  const form = new RegExp(pattern, 'u');
  return idsIn(source.text).find((id) => form.test(id)) ?? knownId(source, name);
}

/** The id of the object in the prompt that shares most words, or its date, with the message. */
function knownId({ text, dates, turn }: Source, name: string): string | undefined {
  const words = contentWordsOf(text);
  const known = turn.state.values.flatMap(objectsIn).flatMap((value) => {
    const id = value[name];
    if (typeof id !== 'string') return [];
    const told = JSON.stringify({ ...value, [name]: '' });
    const shared = words.filter((word) => sharesWord([word], contentWordsOf(told))).length;
    return [{ id, score: shared + (dates.some((date) => told.includes(date)) ? 2 : 0) }];
  });
  const [best] = known.toSorted((left, right) => right.score - left.score);
  return best && best.score > 0 ? best.id : undefined;
}

const DAY_MS = 86_400_000;

/** The first day of a period: two weeks ago for `the last two weeks`. */
function beginIn({ dates, text, turn }: Source): string | undefined {
  const days = periodIn(text);
  const today = turn.state.today;
  if (dates.length > 0 || days === undefined || today === undefined) return dates[0];
  return new Date(Date.parse(today) - days * DAY_MS).toISOString().slice(0, today.length);
}

/** The words for a day, from which a tool computes the date: `next Friday`. */
function dayWordsIn({ text, turn }: Source): string {
  const { dates, rest } = datesIn(text, turn.state.today);
  const [day] = dates;
  return day && rest.length === text.length ? text.slice(day.index, day.index + day.length).trim() : text;
}

const capitalised = (text: string): string => text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());

/** Readers for specific facts, by the words of a property name. The first that matches is used. */
const TOLD: readonly (readonly [RegExp, Reader])[] = [
  [/\bids?$/, idIn],
  [/^(?:from|since|start|begin)\b/, beginIn],
  [/^(?:to|until|end)\b/, ({ dates }) => dates[1] ?? dates[0]],
  [/\b(?:date|day|due|deadline|birthday)\b/, dayIn],
  [/\b(?:quote|caption|display|lettering)\b/, ({ text }) => quotedIn(text)[0]],
];

/** Readers that derive a text from any message, by the words of a property name. */
const OWN: readonly (readonly [RegExp, Reader])[] = [
  [/\bexpression\b/, dayWordsIn],
  [/\b(?:query|keywords?|terms?)\b/, ({ text }) => contentWordsOf(text).join(' ') || text],
  [/\btitle\b/, ({ text, turn }) => capitalised(nameIn(text, turn.state.today) ?? text)],
  [/\b(?:name|subject|item|exercise|topic|label|object|thing)\b/, ({ text, turn }) => nameIn(text, turn.state.today)],
  [/\b(?:content|notes?|memory|fact|instruction)\b/, ({ text, turn }) => wantedNote(text, turn.lastAnswer) ?? text],
  [
    /\b(?:text|description|summary|narrative|message|details?|comment|prompt|idea|reasons?|reasoning|explanation|history|goal|wish|request)\b/,
    ({ text }) => text,
  ],
];

const find = (readers: typeof TOLD, name: string, source: Source, schema: Schema): string | undefined =>
  readers.find(([pattern]) => pattern.test(spaced(name)))?.[1](source, schema, name);

/** How specific a value is to its message: every message has texts, fewer have days, few have numbers or options. */
export const NOTHING = 0;
export const LITTLE = 1;
export const MUCH = 2;
export type Weight = typeof NOTHING | typeof LITTLE | typeof MUCH;

export interface TextRead {
  readonly value: string;
  readonly weight: Weight;
}

/** Reads the string for a property from the message or the prompt, or returns `undefined`. */
export function readText(source: Source, name: string, schema: Schema): TextRead | undefined {
  const words = spaced(name);
  const isDate = schema.format?.startsWith('date') || /\bdate\b/i.test(schema.description ?? '');
  const isTold = TOLD.some(([pattern]) => pattern.test(words));
  const told = isDate && !isTold ? dayIn(source) : find(TOLD, name, source, schema);
  if (told) return { value: told, weight: source.dates.length > 0 || /\bids?$/.test(words) ? LITTLE : NOTHING };
  const known = stateNamed(source.turn.state, name);
  const own = isTold || isCourtesy(source.turn.acts) ? undefined : find(OWN, name, source, schema);
  const value = own ?? (known === undefined ? undefined : String(known));
  return value ? { value, weight: NOTHING } : undefined;
}
