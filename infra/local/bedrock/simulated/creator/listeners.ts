import { AGE_TOPIC, hearAge } from './age.ts';
import { COMPETITION_TOPIC, hearCompetition } from './competition.ts';
import { EQUIPMENT_TOPIC, hearEquipment } from './equipment.ts';
import { EXPERIENCE_TOPIC, hearExperience } from './experience.ts';
import { GENDER_TOPIC, hearGender } from './gender.ts';
import { GOALS_TOPIC, hearGoals } from './goals.ts';
import { hearInjuries, INJURIES_TOPIC } from './injuries.ts';
import { bareAnswer, type Found, isAsked, type Listener, partOf, type Situation, type Utterance } from './message.ts';
import { hearMovements, MOVEMENTS_TOPIC, namesMovement } from './movements.ts';
import { hearSchedule, SCHEDULE_TOPIC } from './schedule.ts';
import { hearStyle, STYLE_TOPIC } from './style.ts';
import { hearSuccess, SUCCESS_TOPIC } from './success.ts';
import { isHalfKnown, missingIn } from './topics.ts';

const LISTENERS: Readonly<Record<string, Listener>> = {
  [GENDER_TOPIC]: hearGender,
  [GOALS_TOPIC]: hearGoals,
  [AGE_TOPIC]: hearAge,
  [EXPERIENCE_TOPIC]: hearExperience,
  [SCHEDULE_TOPIC]: hearSchedule,
  [INJURIES_TOPIC]: hearInjuries,
  [EQUIPMENT_TOPIC]: hearEquipment,
  [MOVEMENTS_TOPIC]: hearMovements,
  [STYLE_TOPIC]: hearStyle,
  [SUCCESS_TOPIC]: hearSuccess,
  [COMPETITION_TOPIC]: hearCompetition,
};

/** Topics whose listeners take nearly anything for an answer once it was asked for. */
const BROAD = [GOALS_TOPIC, EXPERIENCE_TOPIC, EQUIPMENT_TOPIC, MOVEMENTS_TOPIC, STYLE_TOPIC, SUCCESS_TOPIC];

const isSome = (found: Found): boolean => Object.keys(found).length > 0;
const unasked = (situation: Situation): Situation => ({ ...situation, asked: [] });
const heardAs = (topic: string, said: Utterance, situation: Situation): Found =>
  LISTENERS[topic]?.(said, situation) ?? {};

/** Whether a sentence, on its own and unasked, tells something of another topic than this. */
export const isAboutAnother = (topic: string, sentence: string, situation: Situation): boolean =>
  Object.keys(LISTENERS).some(
    (name) => name !== topic && !isKin(name, topic) && isSome(heardAs(name, partOf(sentence), situation)),
  );

/** To qualify for something is a goal and a contest. */
const isKin = (name: string, topic: string): boolean => name === COMPETITION_TOPIC && topic === GOALS_TOPIC;

/**
 * What of a message a listener should hear: not the sentences that plainly answer something else. When all of them do,
 * it hears all the same, unless they take something back.
 */
function shareOf(topic: string, said: Utterance, situation: Situation): Utterance | undefined {
  const isSingle = said.sentences.length < 2 && !situation.isCorrecting;
  if (!isAsked(situation, topic) || !BROAD.includes(topic) || isSingle) return said;
  const own = said.sentences.filter(
    (sentence) =>
      isSome(heardAs(topic, partOf(sentence), unasked(situation))) ||
      !isAboutAnother(topic, sentence, unasked(situation)),
  );
  if (own.length > 0) return partOf(...own);
  return situation.isCorrecting ? undefined : said;
}

/** A bare `no` answers one question, the first that it can answer. */
function hearBare(said: Utterance, situation: Situation): Found {
  for (const topic of situation.asked) {
    const found = heardAs(topic, said, { ...situation, asked: [topic] });
    if (isSome(found)) return found;
  }
  return {};
}

/** Questions that can't be answered by a description: whoever gives one there answers something else. */
const POINTED = [GENDER_TOPIC, AGE_TOPIC, SCHEDULE_TOPIC];
/** Topics that are recognised by their words, asked for or not, in the order of the interview. */
const TELLING: readonly (readonly [string, (text: string) => boolean])[] = [
  [AGE_TOPIC, (text) => /^\s*\d{2}\s*[.!]?\s*$/.test(text)],
  [GOALS_TOPIC, () => true],
  [EXPERIENCE_TOPIC, () => true],
  [EQUIPMENT_TOPIC, () => true],
  [MOVEMENTS_TOPIC, namesMovement],
  [STYLE_TOPIC, () => true],
];

/** Sentences that nobody understood, as an answer to what will be asked later: people run ahead. */
function hearAhead(said: Utterance, situation: Situation): Hearing {
  const orphans = said.sentences.filter(
    (sentence) =>
      !bareAnswer(sentence) &&
      !Object.keys(LISTENERS).some((topic) => isSome(heardAs(topic, partOf(sentence), situation))),
  );
  const isPointed = situation.asked.every((topic) => POINTED.includes(topic) || isHalfKnown(topic, situation.covered));
  const mayBe = isPointed || said.sentences.length > 1 || said.text.split(' ').length <= 3;
  if (orphans.length === 0 || !mayBe || situation.isCorrecting) return NOTHING;
  for (const [topic, isNamed] of TELLING) {
    const isOpen = !isAsked(situation, topic) && missingIn(topic, situation.covered).length > 0;
    if (!isOpen || !isNamed(orphans.join(' '))) continue;
    const found = heardAs(topic, partOf(...orphans), { ...situation, asked: [topic] });
    const isSure = Object.values(found).some(({ confidence }) => confidence === 'high');
    const unsure = Object.entries(found).map(([name, { value }]) => [name, { value, confidence: 'medium' as const }]);
    if (isSure) return { found: Object.fromEntries(unsure), taken: orphans };
  }
  return NOTHING;
}

export interface Hearing {
  readonly found: Found;
  /** Sentences that were taken for an answer to something that had not been asked. */
  readonly taken: readonly string[];
}

const NOTHING: Hearing = { found: {}, taken: [] };

/** All that a message tells, whatever was asked. */
export function hearAll(said: Utterance, situation: Situation): Hearing {
  const bare = bareAnswer(said.text);
  if (bare && bare !== 'unsure') return { found: hearBare(said, situation), taken: [] };
  const each = Object.keys(LISTENERS).map((topic) => {
    const share = shareOf(topic, said, situation);
    return share ? heardAs(topic, share, situation) : {};
  });
  const heard: Found = Object.assign({}, ...each);
  const answers = said.sentences.filter((sentence) => bareAnswer(sentence) !== undefined);
  const silent = situation.asked.filter((topic) => missingIn(topic, { ...situation.covered, ...heard }).length > 0);
  const bares = answers.map((sentence) => hearBare(partOf(sentence), { ...situation, asked: silent }));
  const ahead = hearAhead(said, situation);
  return { found: Object.assign({}, ...bares, ahead.found, heard), taken: ahead.taken };
}
