import { isCourtesy } from './acts.ts';
import { itemsIn, occasionsIn } from './items.ts';
import { leastValue } from './least-value.ts';
import { readNumber } from './read-number.ts';
import { optionsIn, readOption, readYesOrNo, type Synonyms } from './read-option.ts';
import { LITTLE, MUCH, NOTHING, readText, type Weight } from './read-text.ts';
import { asSchema, fits, propertiesOf, type Schema } from './schema.ts';
import { shaped } from './shaped.ts';
import { partOf, type Source, sourceOf } from './source.ts';
import { wantedNote } from './wanted-note.ts';
import { contentWordsOf, listedIn, quotedIn, spaced, wordsOf } from './words.ts';
import { write } from './write.ts';

/** Values that a coach reads itself, by property name or by full path, such as `log.exercises.name`. */
export type ValueHints = Readonly<Record<string, (source: Source) => unknown>>;

export interface FillHints {
  readonly values?: ValueHints | undefined;
  readonly synonyms?: Synonyms | undefined;
}

/** The property that is being filled. */
interface Place {
  /** The tool's name and the names of the properties down to this one. */
  readonly path: readonly string[];
  /** Words of the tool. */
  readonly about: readonly string[];
  /** Whether the tool asks only for completed activities. */
  readonly isOfPast: boolean;
  readonly hints: FillHints;
}

/** A value and how specific to the message it is. */
interface Found {
  readonly value: unknown;
  readonly weight: Weight;
}

const found = (value: unknown, weight: Weight): Found | undefined =>
  value === undefined ? undefined : { value, weight };

const nameOf = ({ path }: Place): string => path.at(-1) ?? '';

function hinted(source: Source, { path, hints: { values = {} } }: Place): Found | undefined {
  const key = [path.join('.'), path.at(-1) ?? ''].find((name) => Object.hasOwn(values, name));
  return key === undefined ? undefined : found(values[key]?.(source), MUCH);
}

function readAny(source: Source, schema: Schema, place: Place): Found | undefined {
  const { synonyms = {} } = place.hints;
  const words = spaced(nameOf(place));
  if (schema.type === 'object') return readObject(source, schema, place);
  if (source.transcript) return found(write(source.transcript, nameOf(place), schema), MUCH);
  if (schema.enum) {
    return found(
      readOption(source, words, schema.enum, synonyms),
      /\b(?:confidence|units?)\b/.test(words) ? NOTHING : MUCH,
    );
  }
  switch (schema.type) {
    case 'boolean':
      return found(readYesOrNo(source, words), NOTHING);
    case 'number':
    case 'integer':
      return found(readNumber(source, words, place.about, schema), /confidence/.test(words) ? NOTHING : MUCH);
    case 'string':
      return readText(source, nameOf(place), schema);
    case 'array':
      return readList(source, asSchema(schema.items), place);
    default:
      return undefined;
  }
}

/** A valid value that can be read from the source, if any. */
function read(source: Source, schema: Schema, place: Place): Found | undefined {
  for (const candidate of [hinted(source, place), readAny(source, schema, place)]) {
    const value = candidate && shaped(candidate.value, schema);
    if (candidate && fits(value, schema)) return { ...candidate, value };
  }
  return undefined;
}

/** Fills an object: every property that can be read, and the required ones. */
function readObject(source: Source, schema: Schema, place: Place): Found | undefined {
  const parts = propertiesOf(schema).map(({ name, schema: part, isRequired }) => {
    const value = read(source, part, { ...place, path: [...place.path, name] });
    return {
      name,
      value: value ?? (isRequired ? found(neededValue(source, part), NOTHING) : undefined),
      isRead: value !== undefined,
    };
  });
  if (!parts.some(({ isRead }) => isRead)) return undefined;
  const value = Object.fromEntries(parts.flatMap(({ name, value: part }) => (part ? [[name, part.value]] : [])));
  return { value, weight: heaviest(parts.map((part) => part.value)) };
}

const hasObjects = (schema: Schema): boolean =>
  propertiesOf(schema).some(({ schema: part }) => part.type === 'array' && asSchema(part.items).type === 'object');

/** A value for a required property that could not be read. Strings get the message. */
function neededValue(source: Source, schema: Schema): unknown {
  const text = schema.type === 'string' && !schema.enum && schema.pattern === undefined && shaped(source.text, schema);
  return text && fits(text, schema) ? text : leastValue(schema);
}

const heaviest = (all: readonly (Found | undefined)[]): Weight =>
  Math.max(NOTHING, ...all.map((one) => one?.weight ?? NOTHING)) as Weight;

/** Splits a source into one part per list item: by occasion when items contain lists themselves, else by thing. */
function partsOf(source: Source, items: Schema, { isOfPast }: Place): readonly Source[] {
  const { turn, statements } = source;
  const done = statements.filter(({ isDone }) => isDone);
  const told = isOfPast || done.length > 0 ? done : statements;
  if (hasObjects(items)) return occasionsIn(told).map((group) => sourceOf(turn, group));
  return told.flatMap(({ text }) => itemsIn(text, turn.state.today).map((item) => partOf(source, item)));
}

function readList(source: Source, items: Schema, place: Place): Found | undefined {
  const { synonyms = {} } = place.hints;
  if (items.enum) return listOf(optionsIn(items.enum, source.text, synonyms).map((value) => ({ value, weight: MUCH })));
  if (items.type === 'string') return listOf(textsIn(source, place).map((value) => ({ value, weight: NOTHING })));
  if (items.type !== 'object') return undefined;
  const isQuoted = /\b(?:texts?|quotes?|captions?|labels?)\b/.test(spaced(nameOf(place)));
  const parts = isQuoted ? quotedIn(source.text).map((text) => partOf(source, text)) : partsOf(source, items, place);
  const least = isQuoted ? NOTHING : hasObjects(items) ? MUCH : LITTLE;
  return listOf(parts.map((part) => readObject(part, items, place)).filter((item) => item && item.weight >= least));
}

/** Drops empty lists, because an empty list would replace a stored one. */
const listOf = (items: readonly (Found | undefined)[]): Found | undefined =>
  items.length > 0 ? { value: items.map((item) => item?.value), weight: heaviest(items) } : undefined;

/** The strings of a list: content words for tags, listed phrases for elements, nothing for other names. */
function textsIn({ text, turn }: Source, place: Place): readonly string[] {
  const words = spaced(nameOf(place));
  if (isCourtesy(turn.acts)) return [];
  if (/\b(?:tags?|keywords?|words)\b/.test(words))
    return contentWordsOf(wantedNote(text, turn.lastAnswer) ?? text).slice(0, 5);
  return /\b(?:elements?|items?|objects?|parts?|ingredients?|things?|goals?|list)\b/.test(words) ? listedIn(text) : [];
}

export interface ToFill {
  readonly name: string;
  readonly description: string;
  readonly inputSchema: unknown;
}

const OF_PAST = /\b(?:completed|finished|in the past|(?:has|have|was|were) done|performed)\b/i;

/**
 * Fills the input of a tool with what can be read from the source, and required properties with minimal values. The
 * result is valid by the tool's schema for every source.
 *
 * @param given - Properties that are already known.
 */
export function fillInput(tool: ToFill, source: Source, hints: FillHints = {}, given: object = {}): object {
  const schema = asSchema(tool.inputSchema);
  const place = {
    path: [tool.name],
    about: wordsOf(spaced(`${tool.name} ${tool.description}`)),
    isOfPast: OF_PAST.test(tool.description),
    hints,
  };
  const { value = {} } = readObject(source, { ...schema, type: 'object' }, place) ?? {};
  const whole = { ...(leastValue({ ...schema, type: 'object' }) as object), ...(value as object), ...given };
  return fits(whole, schema)
    ? whole
    : { ...(leastValue({ ...schema, type: 'object' }) as object), ...(value as object) };
}
