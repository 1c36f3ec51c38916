import { INJURY_TABLE, type InjuryRule, type InjuryTable } from './injury-rules.ts';
import { normalise, oneLine, saysAny } from './words.ts';

const AREAS = INJURY_TABLE.rules.flatMap((rule) => rule.keywords).filter((word) => /^[a-z]+$/.test(word));
const TROUBLE = `(?:${[
  'injur(?:y|ies)',
  '(?:issue|problem|pain|ache|limitation|limit|restriction|concern|trouble|complaint|condition)s?',
  'surger(?:y|ies)',
].join('|')})`;
/** Words between a negation and its object: `no real knee or shoulder problems`. */
const BETWEEN = `(?:(?:real|major|serious|known|current|recent|chronic|physical|joint|lower|upper|left|right|any|or|and|nor|${AREAS.join('|')})s?[ ,]+){0,8}`;
const DENIAL =
  "(?:^without(?: any)?|(?:no|not any|never had(?: any)?|zero|(?:do not|don't|dont) have(?: any)?|free (?:of|from)))";
const DENIED = new RegExp(`(?<![a-z0-9])${DENIAL} ${BETWEEN}${TROUBLE}(?![a-z0-9])`, 'g');
const NOTHING = /^(?:none|no|nope|nothing|n ?a|nil|not applicable)\b/;
/** Words that state no injury once the denied part is removed. */
const FILLERS = new Set(
  `i i'm im am have had at all right now to report currently really known of any that know me for the moment whatsoever
  so far today thanks thank you and or feel feeling good fine great fit healthy injury pain free injuries none no nope
  nothing just my body is are serious major significant special mention mentioning worth real big currently`
    .split(/\s+/)
    .filter(Boolean),
);

/** The text without what it denies. Empty when it states no injury. */
function worriesOf(text: string): string {
  const rest = normalise(text).replace(DENIED, ' ');
  const meaning = rest.replace(NOTHING, ' ').match(/[a-z0-9']+/g) ?? [];
  return meaning.every((word) => FILLERS.has(word)) ? '' : rest;
}

/** Stated injuries and limitations, in the user's words. `none` and `no knee issues` state nothing. */
export function statedOf(entries: readonly string[] = []): readonly string[] {
  const stated = entries.map(oneLine).filter((entry) => worriesOf(entry) !== '');
  return [...new Set(stated)];
}

/** The rules that apply to a stated injury. Always at least the general one. */
export function rulesFor(injury: string, table: InjuryTable = INJURY_TABLE): readonly Omit<InjuryRule, 'keywords'>[] {
  const worries = worriesOf(injury);
  const found = table.rules.filter((rule) => saysAny(worries, rule.keywords));
  return found.length > 0 ? found : [table.unknown];
}

/** All names of the exercises, including their aliases. */
export function namesOf(exercises: readonly string[], table: InjuryTable = INJURY_TABLE): readonly string[] {
  return exercises.flatMap((exercise) => [exercise, ...(table.aliases[exercise] ?? [])]);
}
