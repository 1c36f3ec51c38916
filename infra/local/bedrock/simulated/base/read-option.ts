import { isNamedAct } from './acts.ts';
import { agrees } from './agreement.ts';
import { isNegatedAt } from './negation.ts';
import { escaped } from './pattern.ts';
import { stateNamed } from './prompt-state.ts';
import { readUnit } from './read-number.ts';
import type { Source } from './source.ts';
import { spaced, stemOf, wordsOf } from './words.ts';

/** Other words for enum options, by option. */
export type Synonyms = Readonly<Record<string, RegExp>>;

/** The position of an option in a text, or -1 when it is absent or negated. */
function placeOf(option: string, text: string, synonyms: Synonyms): number {
  const synonym = Object.hasOwn(synonyms, option) ? synonyms[option] : undefined;
  const names = spaced(option).split(' ');
  const own = new RegExp(
    `(?<!\\p{L})${names.map((name) => `${escaped(stemOf(name))}\\p{L}{0,4}`).join('[\\s-]')}(?!\\p{L})`,
    'iu',
  );
  for (const pattern of synonym ? [own, synonym] : [own]) {
    const match = pattern.exec(text);
    if (match && !isNegatedAt(text, match.index)) return match.index;
  }
  return -1;
}

/** The options that occur in a text, in the order of the text. */
export const optionsIn = (options: readonly unknown[], text: string, synonyms: Synonyms): readonly unknown[] =>
  options
    .map((option) => ({ option, place: placeOf(String(option), text, synonyms) }))
    .filter(({ place }) => place >= 0)
    .sort((left, right) => left.place - right.place)
    .map(({ option }) => option);

/** Reads the option for a property, or returns `undefined`. */
export function readOption(source: Source, words: string, options: readonly unknown[], synonyms: Synonyms): unknown {
  if (/\bunits?\b/.test(words)) {
    const unit = readUnit(source, words) ?? stateNamed(source.turn.state, 'units');
    return options.find((option) => (unit === undefined ? isUnitOf(option, source) : option === unit));
  }
  if (/\bconfidence\b/.test(words)) return options.find((option) => /high|sure|certain/i.test(String(option)));
  const [named] = optionsIn(options, source.text, synonyms);
  if (named !== undefined) return named;
  const meant = source.turn.acts.flatMap((act) =>
    options.filter((option) => isNamedAct(spaced(String(option)), [act])),
  );
  return meant[0];
}

/** Whether the prompt names the person's units in prose: `Units: kg`. */
const isUnitOf = (option: unknown, { turn }: Source): boolean =>
  new RegExp(`\\bunits?\\b[^.\\n]{0,30}\\b${escaped(String(option))}\\b`, 'i').test(turn.call.system);

/** Reads a boolean for a property, or returns `undefined`. */
export function readYesOrNo({ text, turn }: Source, words: string): boolean | undefined {
  if (/\b(?:confirmed|agreed|approved|accepted)\b/.test(words)) return agrees(turn.message);
  if (/\bsearch\b/.test(words)) return NEWS.test(text);
  const act = isNamedAct(words, turn.acts);
  if (act !== undefined) return act;
  const names = wordsOf(words)
    .filter((word) => word.length > 3)
    .map((word) => escaped(stemOf(word)));
  const match = names.length > 0 ? new RegExp(`(?<!\\p{L})(?:${names.join('|')})`, 'iu').exec(text) : null;
  return match ? !isNegatedAt(text, match.index) : undefined;
}

/** Words for current events, which need a search. */
const NEWS =
  /\b(?:current|latest|newest|new|season|chapter|episode|update|event|news|price of|weather|aktuell\p{L}*|neueste\p{L}*|actual(?:es)?)(?!\p{L})/iu;
