import { AGE_TOPIC, readAge } from './age.ts';
import { COMPETITION_TOPIC, readCompetition } from './competition.ts';
import { EQUIPMENT_TOPIC, readEquipment } from './equipment.ts';
import { EXPERIENCE_TOPIC, readExperience } from './experience.ts';
import { GENDER_TOPIC, readGender } from './gender.ts';
import { GOALS_TOPIC, readGoals } from './goals.ts';
import { INJURIES_TOPIC, readInjuries } from './injuries.ts';
import {
  bareAnswer,
  type FieldValues,
  isAsked,
  type Message,
  partOf,
  type Situation,
  type TopicReader,
} from './message.ts';
import { MOVEMENTS_TOPIC, namesMovement, readMovements } from './movements.ts';
import { readSchedule, SCHEDULE_TOPIC } from './schedule.ts';
import { readStyle, STYLE_TOPIC } from './style.ts';
import { readSuccess, SUCCESS_TOPIC } from './success.ts';
import { isHalfKnown, missingIn } from './topics.ts';

const READERS: Readonly<Record<string, TopicReader>> = {
  [GENDER_TOPIC]: readGender,
  [GOALS_TOPIC]: readGoals,
  [AGE_TOPIC]: readAge,
  [EXPERIENCE_TOPIC]: readExperience,
  [SCHEDULE_TOPIC]: readSchedule,
  [INJURIES_TOPIC]: readInjuries,
  [EQUIPMENT_TOPIC]: readEquipment,
  [MOVEMENTS_TOPIC]: readMovements,
  [STYLE_TOPIC]: readStyle,
  [SUCCESS_TOPIC]: readSuccess,
  [COMPETITION_TOPIC]: readCompetition,
};

/** Topics whose readers accept nearly any text once the topic was asked for. */
const BROAD = [GOALS_TOPIC, EXPERIENCE_TOPIC, EQUIPMENT_TOPIC, MOVEMENTS_TOPIC, STYLE_TOPIC, SUCCESS_TOPIC];

const isSome = (found: FieldValues): boolean => Object.keys(found).length > 0;
const unasked = (situation: Situation): Situation => ({ ...situation, asked: [] });
const readAs = (topic: string, said: Message, situation: Situation): FieldValues =>
  READERS[topic]?.(said, situation) ?? {};

/** Whether a sentence matches a topic other than `topic`. */
export const isAboutAnother = (topic: string, sentence: string, situation: Situation): boolean =>
  Object.keys(READERS).some(
    (name) => name !== topic && !isKin(name, topic) && isSome(readAs(name, partOf(sentence), situation)),
  );

/** Topics that share answers: a wish to qualify is both a goal and a competition. */
const isKin = (name: string, topic: string): boolean => name === COMPETITION_TOPIC && topic === GOALS_TOPIC;

/**
 * The part of a message for one reader: without sentences that clearly answer another topic. When all of them do, the
 * reader gets the whole message, unless it is a correction.
 */
function shareOf(topic: string, said: Message, situation: Situation): Message | undefined {
  const isSingle = said.sentences.length < 2 && !situation.isCorrecting;
  if (!isAsked(situation, topic) || !BROAD.includes(topic) || isSingle) return said;
  const own = said.sentences.filter(
    (sentence) =>
      isSome(readAs(topic, partOf(sentence), unasked(situation))) ||
      !isAboutAnother(topic, sentence, unasked(situation)),
  );
  if (own.length > 0) return partOf(...own);
  return situation.isCorrecting ? undefined : said;
}

/** A bare `no` answers only the first topic that it can answer. */
function readBareAnswer(said: Message, situation: Situation): FieldValues {
  for (const topic of situation.asked) {
    const found = readAs(topic, said, { ...situation, asked: [topic] });
    if (isSome(found)) return found;
  }
  return {};
}

/** Topics that a description cannot answer. A description there belongs to another topic. */
const POINTED = [GENDER_TOPIC, AGE_TOPIC, SCHEDULE_TOPIC];
/** Topics that are recognised by their words even if they were not asked for, in the order of the interview. */
const TELLING: readonly (readonly [string, (text: string) => boolean])[] = [
  [AGE_TOPIC, (text) => /^\s*\d{2}\s*[.!]?\s*$/.test(text)],
  [GOALS_TOPIC, () => true],
  [EXPERIENCE_TOPIC, () => true],
  [EQUIPMENT_TOPIC, () => true],
  [MOVEMENTS_TOPIC, namesMovement],
  [STYLE_TOPIC, () => true],
];

/** Takes sentences that matched no rule as answers to topics that are still to be asked. */
function readAhead(said: Message, situation: Situation): Reading {
  const orphans = said.sentences.filter(
    (sentence) =>
      !bareAnswer(sentence) &&
      !Object.keys(READERS).some((topic) => isSome(readAs(topic, partOf(sentence), situation))),
  );
  const isPointed = situation.asked.every((topic) => POINTED.includes(topic) || isHalfKnown(topic, situation.covered));
  const mayBe = isPointed || said.sentences.length > 1 || said.text.split(' ').length <= 3;
  if (orphans.length === 0 || !mayBe || situation.isCorrecting) return NOTHING;
  for (const [topic, isNamed] of TELLING) {
    const isOpen = !isAsked(situation, topic) && missingIn(topic, situation.covered).length > 0;
    if (!isOpen || !isNamed(orphans.join(' '))) continue;
    const found = readAs(topic, partOf(...orphans), { ...situation, asked: [topic] });
    const isSure = Object.values(found).some(({ confidence }) => confidence === 'high');
    const unsure = Object.entries(found).map(([name, { value }]) => [name, { value, confidence: 'medium' as const }]);
    if (isSure) return { found: Object.fromEntries(unsure), taken: orphans };
  }
  return NOTHING;
}

export interface Reading {
  readonly found: FieldValues;
  /** Sentences that were taken as answers to topics that are still to be asked. */
  readonly taken: readonly string[];
}

const NOTHING: Reading = { found: {}, taken: [] };

/** Reads all values in a message, whichever topic was asked for. */
export function readAll(said: Message, situation: Situation): Reading {
  const bare = bareAnswer(said.text);
  if (bare && bare !== 'unsure') return { found: readBareAnswer(said, situation), taken: [] };
  const each = Object.keys(READERS).map((topic) => {
    const share = shareOf(topic, said, situation);
    return share ? readAs(topic, share, situation) : {};
  });
  const answer: FieldValues = Object.assign({}, ...each);
  const answers = said.sentences.filter((sentence) => bareAnswer(sentence) !== undefined);
  const silent = situation.asked.filter((topic) => missingIn(topic, { ...situation.covered, ...answer }).length > 0);
  const bares = answers.map((sentence) => readBareAnswer(partOf(sentence), { ...situation, asked: silent }));
  const ahead = readAhead(said, situation);
  return { found: Object.assign({}, ...bares, ahead.found, answer), taken: ahead.taken };
}
