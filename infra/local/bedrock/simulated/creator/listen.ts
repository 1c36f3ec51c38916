import { agrees } from '../base/agreement.ts';
import { NEGATOR } from '../base/negation.ts';
import { regex } from '../base/pattern.ts';
import type { ChecklistState } from './checklist-state.ts';
import { fallbackFor, guessFor, restFor } from './fallback.ts';
import { type Hearing, hearAll, isAboutAnother } from './listeners.ts';
import { bareAnswer, type Found, isCorrection, type Situation, type Utterance } from './message.ts';
import { reconcile } from './reconcile.ts';
import { isHalfKnown, missingIn } from './topics.ts';

export interface Background {
  /** This year. */
  readonly year: number;
  /** Topics that were asked for in other words already, since the first ones brought no answer. */
  readonly insisted: readonly string[];
}

/** A bare negation such as `nor` names nothing. */
const NEGATORS = new RegExp(NEGATOR.source, 'gi');
const POLITE = regex('i')`
    ^(?:hi|hello|hey|thanks?(?: you)?|ok(?:ay)?|sure|great|yes|yeah|no|nope|cool|nice|sounds good|good question|
    let's (?:go|start|begin|do it)|i'm ready|ready|happy to|hi vesper|hello vesper|good (?:morning|evening|
    afternoon))[\s\w']{0,12}[.!,]*$`;

/** Sentences that may be the answer to `topic`: statements that tell nothing of any other. */
function leftFor(topic: string, said: Utterance, situation: Situation): readonly string[] {
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

const values = (found: Found): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(found).map(([name, { value }]) => [name, value]));

/** What no rule heard: the words themselves, where words will do, and a careful guess for a half asked on its own. */
function fallbacks(said: Utterance, situation: Situation, { found: heard, taken }: Hearing): Found {
  const known = { ...situation.covered, ...values(heard) };
  const found = situation.asked.map((topic): Found => {
    if (missingIn(topic, known).length === 0 || situation.isCorrecting) return {};
    const left = leftFor(topic, said, situation).filter((sentence) => !taken.includes(sentence));
    if (isHalfKnown(topic, situation.covered)) {
      const isReply = left.length > 0 || Object.keys(heard).length > 0 || bareAnswer(said.text) !== undefined;
      return isReply ? restFor(topic, known, left) : {};
    }
    return isHalfKnown(topic, known) || left.length === 0 ? {} : fallbackFor(topic, left);
  });
  return Object.assign({}, ...found);
}

/** What a message tells, whatever was asked: complete values, as they are to be recorded. */
export function listen(said: Utterance, state: ChecklistState, { year, insisted }: Background): Found {
  const isCorrecting = state.phase === 'confirming' || isCorrection(said.text);
  const situation: Situation = { asked: state.asked, covered: state.covered, isCorrecting, year };
  if (said.text === '') return {};
  const hearing = hearAll(said, situation);
  const heard = { ...fallbacks(said, situation, hearing), ...hearing.found };
  const known = { ...state.covered, ...values(heard) };
  const given = insisted
    .filter((topic) => state.asked.includes(topic) && missingIn(topic, known).length > 0)
    .map((topic) => guessFor(topic, bareAnswer(said.text) === 'yes'));
  return reconcile({ ...Object.assign({}, ...given), ...heard }, said, state, isCorrecting);
}
