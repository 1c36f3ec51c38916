import { COMPETING, INJURY, type Subject, statesSome, type Verdict, verdictOn } from './denial.ts';
import type { FieldName, HeardFields } from './fields.ts';
import { literal, plainText, regex } from './plain-text.ts';
import type { TopicName } from './topic.ts';

/** A value that the model may not report against the user's own words. */
interface Watch {
  readonly subject: Subject;
  readonly topic: TopicName;
  /** Matches the subject in general, for items without anything more specific. */
  readonly itself: RegExp;
  /** Words that do not make an item specific. */
  readonly generic: RegExp;
}

const INJURIES: Watch = {
  subject: INJURY,
  topic: 'injuries_and_limitations',
  itself: /(?<!\w)(?:injur\w*|pain\w*|hurt\w*|aches?|issues?|problems?|limitations?)(?!\w)/,
  generic: regex('')`
      ^(?:injur\w*|pain\w*|hurt\w*|ach\w*|sore\w*|issues?|problems?|trouble\w*|bad|old|left|right|lower|upper|both|
      mild|chronic|minor|weak\w*|limit\w*|restrict\w*|avoid\w*|the|and|with|from|history|recent|past|some|has|had|
      have)$`,
};

const COMPETITIONS: Watch = {
  subject: COMPETING,
  topic: 'competition_goals',
  itself: /(?<!\w)(?:compet\w*|comps?)(?!\w)/,
  generic: regex('')`
      ^(?:compet\w*|comps?|events?|goals?|want\w*|would|like|wants|interest\w*|the|and|for|some|local\w*|online|
      someday|maybe|plan\w*)$`,
};

const DENYING = /^(?:no|not|none|never|nothing|without|(?:doesn't|does not|don't|do not) (?:want|have|plan))(?!\w)/;
const BARE_NO = /^(?:no|nope|nah|none|nothing|not really|not at all|n\/a|no thanks|no thank you|never)[\s.,!]*$/;

/** Pattern of an item's specific words, with any ending: body parts if it names any (`left knee injury` → `knee…`). */
function particularsOf(item: string, { generic, subject }: Watch): RegExp | undefined {
  const words = (plainText(item).match(/[\p{L}\p{N}]{3,}/gu) ?? []).filter((word) => !generic.test(word));
  const parts = words.filter((word) => subject.listed.test(word));
  const telling = (parts.length > 0 ? parts : words).map((word) => literal(word.replace(/e?s$/, '')));
  return telling.length === 0 ? undefined : new RegExp(`(?<!\\w)(?:${telling.join('|')})\\w*`);
}

/**
 * A general no applies to an item that the message does not name, unless it is known already or the message names
 * others.
 */
function verdictOfItem(item: string, { words, known }: Facts, watch: Watch): Verdict {
  if (DENYING.test(plainText(item))) return 'denied';
  const particulars = particularsOf(item, watch);
  const particular = particulars ? verdictOn(words, particulars, watch.subject) : 'absent';
  if (particular !== 'absent') return particular;
  const isSpared = particulars !== undefined && (known.includes(item) || statesSome(words, watch.subject));
  return isSpared ? 'absent' : verdictOn(words, watch.itself, watch.subject);
}

interface Facts {
  /** The user's current message. */
  readonly words: string;
  /** The topics that were asked before. */
  readonly asked: readonly TopicName[];
  /** Items recorded in earlier turns. The model may repeat them. */
  readonly known: readonly string[];
}

/** A list without the denied items. A denial of the whole list, given as an answer, is an explicit none. */
function kept(items: readonly string[], watch: Watch, facts: Facts): readonly string[] | undefined {
  const { words, asked } = facts;
  const isNo = asked.at(-1) === watch.topic && BARE_NO.test(plainText(words));
  const stated = isNo ? [] : items.filter((item) => verdictOfItem(item, facts, watch) !== 'denied');
  if (stated.length > 0 || items.length === 0) return stated;
  const isAnswer =
    asked.includes(watch.topic) || items.every((item) => DENYING.test(plainText(item))) || watch === COMPETITIONS;
  return isAnswer || verdictOn(words, /injur/, watch.subject) === 'denied' ? [] : undefined;
}

const GUARDED = [
  ['injuryConsiderations', INJURIES],
  ['movementLimitations', INJURIES],
  ['competitionGoals', COMPETITIONS],
] as const;

/**
 * Removes values that the user's own words deny, whatever the model reported: `no knee issues` is no knee injury, and a
 * user who does not want to compete has no competition goal.
 *
 * @returns the fields that remain, and how many were changed.
 */
export function withoutDenied(
  heard: HeardFields,
  facts: Facts,
): { readonly fields: HeardFields; readonly denied: number } {
  const fields: { -readonly [Name in FieldName]?: HeardFields[Name] } = { ...heard };
  for (const [name, watch] of GUARDED) {
    const field = heard[name];
    if (!field) continue;
    const value = kept(field.value, watch, facts);
    if (value === undefined) delete fields[name];
    else if (value.length !== field.value.length) fields[name] = { ...field, value: [...value] };
  }
  const goals = heard.primaryGoals?.value.filter((goal) => !isUnwantedContest(goal, facts));
  if (goals?.length === 0) delete fields.primaryGoals;
  else if (goals && heard.primaryGoals) fields.primaryGoals = { ...heard.primaryGoals, value: goals };
  if (fields.competitionGoals?.value.length === 0) delete fields.competitionTimeline;
  return { fields, denied: countChanges(heard, fields) };
}

const isUnwantedContest = (goal: string, facts: Facts): boolean =>
  COMPETITIONS.itself.test(plainText(goal)) && verdictOfItem(goal, facts, COMPETITIONS) === 'denied';

const countChanges = (before: HeardFields, after: HeardFields): number =>
  Object.entries(before).filter(
    ([name, heard]) => JSON.stringify(heard.value) !== JSON.stringify(after[name as FieldName]?.value),
  ).length;
