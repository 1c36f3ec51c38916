import { agrees } from '../base/agreement.ts';
import { NEGATOR } from '../base/negation.ts';
import { regex } from '../base/pattern.ts';
import type { ChecklistState } from './checklist-state.ts';
import { fallbackFor, guessFor, restFor } from './fallback.ts';
import { bareAnswer, type FieldValues, isCorrection, type Message, type Situation } from './message.ts';
import { reconcile } from './reconcile.ts';
import { isAboutAnother, type Reading, readAll } from './topic-readers.ts';
import { isHalfKnown, missingIn } from './topics.ts';

export interface Background {
  /** This year. */
  readonly year: number;
  /** Topics that were asked for a second time, in other words. */
  readonly askedTwice: readonly string[];
}

/** A bare negation such as `nor` names nothing. */
const NEGATORS = new RegExp(NEGATOR.source, 'gi');
const POLITE = regex('i')`
    ^(?:hi|hello|hey|thanks?(?: you)?|ok(?:ay)?|sure|great|yes|yeah|no|nope|cool|nice|sounds good|good question|
    let's (?:go|start|begin|do it)|i'm ready|ready|happy to|hi vesper|hello vesper|good (?:morning|evening|
    afternoon))[\s\w']{0,12}[.!,]*$`;

/** The sentences that may answer `topic`: statements that match no other topic. */
function leftFor(topic: string, said: Message, situation: Situation): readonly string[] {
  const others = { ...situation, asked: situation.asked.filter((asked) => asked !== topic) };
  return said.sentences.filter((sentence) => {
    if (
      bareAnswer(sentence) ||
      /\?\s*$/.test(sentence) ||
      POLITE.test(sentence.trim()) ||
      agrees(sentence) ||
      !/\p{L}{3}/u.test(sentence.replace(NEGATORS, ''))
    )
      return false;
    return !isAboutAnother(topic, sentence, others);
  });
}

const values = (found: FieldValues): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(found).map(([name, { value }]) => [name, value]));

/** Values for topics that no rule matched: the person's own words, or a guess for a field that was asked for separately. */
function fallbacks(said: Message, situation: Situation, { found: answer, taken }: Reading): FieldValues {
  const known = { ...situation.covered, ...values(answer) };
  const found = situation.asked.map((topic): FieldValues => {
    if (missingIn(topic, known).length === 0 || situation.isCorrecting) return {};
    const left = leftFor(topic, said, situation).filter((sentence) => !taken.includes(sentence));
    if (isHalfKnown(topic, situation.covered)) {
      const isReply = left.length > 0 || Object.keys(answer).length > 0 || bareAnswer(said.text) !== undefined;
      return isReply ? restFor(topic, known, left) : {};
    }
    return isHalfKnown(topic, known) || left.length === 0 ? {} : fallbackFor(topic, left);
  });
  return Object.assign({}, ...found);
}

/** Reads all values in a message, whichever topic was asked for. Lists are complete, as they are to be recorded. */
export function readFields(said: Message, state: ChecklistState, { year, askedTwice }: Background): FieldValues {
  const isCorrecting = state.phase === 'confirming' || isCorrection(said.text);
  const situation: Situation = { asked: state.asked, covered: state.covered, isCorrecting, year };
  if (said.text === '') return {};
  const reading = readAll(said, situation);
  const answer = { ...fallbacks(said, situation, reading), ...reading.found };
  const known = { ...state.covered, ...values(answer) };
  const given = askedTwice
    .filter((topic) => state.asked.includes(topic) && missingIn(topic, known).length > 0)
    .map((topic) => guessFor(topic, bareAnswer(said.text) === 'yes'));
  return reconcile({ ...Object.assign({}, ...given), ...answer }, said, state, isCorrecting);
}
