import { jsonIn } from './json-in.ts';
import { isLoose } from './schema.ts';
import { spaced } from './words.ts';

/** Data in a prompt between tags: `<player_rank>Gold I</player_rank>`. */
export interface Tagged {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly content: string;
}

/** The state of the conversation in a system prompt. */
export interface PromptState {
  readonly tags: readonly Tagged[];
  /** Every JSON value in the prompt. */
  readonly values: readonly unknown[];
  /** `2026-11-29`, in the person's time zone. */
  readonly today: string | undefined;
}

const TAG = /<([a-z][\w-]*)((?:\s+[\w-]+="[^"]*")*)\s*>([\s\S]*?)<\/\1>/gi;
const ATTRIBUTE = /([\w-]+)="([^"]*)"/g;
const IN_WORDS =
  /\b(?:today|heute|hoy|now|date)\b[^.\n]{0,30}?(\d{1,2} \p{L}+ \d{4}|\p{L}+ \d{1,2},? \d{4}|\d{4}-\d\d-\d\d)/iu;
const ISO = /\b\d{4}-\d\d-\d\d(?=T\d\d:\d\d|\b)/;

const plain = (text: string): string => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').trim();

/** The date in `Today is Saturday 21 November 2026.`, else the first ISO date of the prompt. */
function todayIn(system: string): string | undefined {
  const words = IN_WORDS.exec(system)?.[1];
  if (words === undefined) return ISO.exec(system)?.[0];
  return ISO.exec(words)?.[0] ?? new Date(Date.parse(`${words} UTC`)).toJSON()?.slice(0, '2026-11-29'.length);
}

export function readPromptState(system: string): PromptState {
  const tags = [...system.matchAll(TAG)].map(([, name = '', attributes = '', content = '']) => ({
    name,
    attributes: Object.fromEntries([...attributes.matchAll(ATTRIBUTE)].map(([, key = '', value = '']) => [key, value])),
    content: plain(content),
  }));
  return { tags, values: jsonIn(system).map(({ value }) => value), today: todayIn(system) };
}

/** Every object in a value, outer ones first. */
export function objectsIn(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  return isLoose(value) ? [value, ...Object.values(value).flatMap(objectsIn)] : [];
}

/** The value of a name in the prompt: the content of a tag whose name ends with it, or a property of its JSON. */
export function stateNamed({ tags, values }: PromptState, name: string): string | number | undefined {
  const wanted = spaced(name);
  const tag = tags.find((one) => spaced(one.name) === wanted || spaced(one.name).endsWith(` ${wanted}`));
  if (tag) return tag.content.replace(/^"|"$/g, '');
  return values
    .flatMap(objectsIn)
    .flatMap((value) => Object.entries(value).flatMap(([key, part]) => (spaced(key) === wanted ? [part] : [])))
    .find((part): part is string | number => typeof part === 'string' || typeof part === 'number');
}
