import { objectsIn, stateNamed } from './prompt-state.ts';
import { optionsIn, type Synonyms } from './read-option.ts';
import type { Loose } from './schema.ts';
import type { Tip } from './tips.ts';
import type { Turn } from './turn.ts';
import { spaced } from './words.ts';

/** A name at its place in a text. */
export interface NamedAt {
  readonly name: string;
  readonly index: number;
  readonly length: number;
}

/** Figures of others, with which the person's own are compared, for example those of a rank. */
export interface Reference {
  /** The property that names it, in tool inputs, in items and in the prompt. */
  readonly property: string;
  /** A pattern of the nouns that mean it: `rank|level`. */
  readonly nouns: string;
  namesIn(text: string): readonly NamedAt[];
  /** How its figures are told. */
  tell(line: string): string;
}

/** What a coach's tools are about. With it, the base chooses tools by the words of a message, and tells their results. */
export interface Subject {
  /** The property of an item's id. Items are named after it: `gameId` makes `games`. */
  readonly id: string;
  /** A pattern of the singular nouns that mean an item: `game|match`. */
  readonly nouns: string;
  /** A property by which items differ, and the words for its options. */
  readonly parts?: { readonly property: string; readonly options: Synonyms };
  readonly reference?: Reference;
  /** Advice on numbers, by patterns that also match the names of the numbers. */
  readonly numberTips?: readonly Tip[];
  /** The answer when there are no items. */
  readonly nothing: string;
}

/** The plural of an item: `games`. */
export const pluralOf = ({ id }: Pick<Subject, 'id'>): string => `${spaced(id).replace(/ id$/, '')}s`;

/** The options that a text names, by which items are divided. */
export const partsNamed = ({ parts }: Subject, text: string): readonly string[] =>
  parts ? optionsIn(Object.keys(parts.options), text, parts.options).map(String) : [];

/** The items in a value. */
export const itemsOf = ({ id }: Subject, value: unknown): readonly Loose[] =>
  objectsIn(value).filter((item) => id in item);

/** The person's own reference: that of the prompt, else that of the first item that was read. */
export function ownReference({ state, runs }: Turn, subject: Subject): string | undefined {
  const { reference } = subject;
  if (!reference) return undefined;
  const items = runs.flatMap(({ value }) => itemsOf(subject, value));
  const own =
    stateNamed(state, reference.property) ??
    items.map((item) => item[reference.property]).find((value) => typeof value === 'string');
  return own === undefined ? undefined : (reference.namesIn(String(own))[0]?.name ?? String(own));
}

/** The text without the names of references, so that the `I` of `Gold I` is not taken for the person. */
export const withoutNames = (text: string, names: readonly NamedAt[]): string =>
  names.reduceRight((rest, { index, length }) => `${rest.slice(0, index)} ${rest.slice(index + length)}`, text);

/** Whether a text asks what the person's own reference is: `what is my rank`. */
export const asksWhich = ({ property }: Reference, text: string): boolean =>
  new RegExp(`\\bwh(?:at|ich)(?:'s| is)? (?:is )?(?:my )?${property}\\b`, 'i').test(text);

/** Whether a text means the person's own reference: `my rank`. */
export const meansOwn = ({ nouns }: Reference, text: string): boolean =>
  new RegExp(`\\b(?:my|own|our) (?:current )?(?:${nouns})\\b|\\bothers at\\b`, 'i').test(text);
