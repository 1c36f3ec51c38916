import {
  type ConverseMessage,
  isOffered,
  type ModelCall,
  type SimulatedModel,
  type Step,
} from '../../simulated-model.ts';
import { agrees } from '../base/agreement.ts';
import { createChoice } from '../base/phrasing.ts';
import { type ChecklistState, readChecklistState, yearIn } from './checklist-state.ts';
import { type FieldValues, readMessage } from './message.ts';
import { readFields } from './read-fields.ts';
import { announceBuild, askNext, type Occasion, sumUp } from './reply.ts';
import { levelFor } from './sophistication.ts';
import { missingIn, TOPICS } from './topics.ts';

const REPORT = 'record_intake';

const textOf = ({ content }: ConverseMessage): string =>
  content.flatMap(({ text }) => (typeof text === 'string' ? [text] : [])).join('\n');

/** A message of the person, not results of tools. */
const isFromPerson = ({ role, content }: ConverseMessage): boolean =>
  role === 'user' && content.some(({ text, image }) => text !== undefined || image !== undefined);

/** What a prompt puts in place of the rest of an answer that the person stopped. */
const STOPPED = /\[The person stopped this answer /;

/** The person's messages since the last whole answer: of those whose answer was stopped, nothing was recorded. */
function saidSinceAnswer({ messages }: ModelCall): readonly string[] {
  const said = messages.slice(0, messages.findLastIndex(isFromPerson) + 1);
  const isWhole = (message: ConverseMessage) => message.role === 'assistant' && !STOPPED.test(textOf(message));
  return said
    .slice(said.findLastIndex(isWhole) + 1)
    .filter(isFromPerson)
    .map(textOf);
}

/** The topics that were asked for a second time in the conversation. */
function topicsAskedTwice({ messages }: ModelCall): readonly string[] {
  const said = messages.filter(({ role }) => role === 'assistant').map(textOf);
  return Object.entries(TOPICS).flatMap(([topic, { again }]) =>
    said.some((text) => text.includes(again)) ? [topic] : [],
  );
}

const isAfterReport = ({ messages }: ModelCall): boolean =>
  Boolean(messages.at(-1)?.content.some(({ toolResult }) => toolResult !== undefined));

const valuesOf = (found: FieldValues): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(found).map(([name, { value }]) => [name, value]));

const isAllKnown = (state: ChecklistState, known: Readonly<Record<string, unknown>>): boolean =>
  state.missing.every((topic) => missingIn(topic, known).length === 0);

/**
 * The simulated interviewer of the coach creator. It answers calls that offer `record_intake`, reads the state of the
 * interview from the prompt, records the values in the message, and asks for what is missing.
 */
export const simulatedCreator: SimulatedModel = (call, seed) => {
  if (!isOffered(call, REPORT)) return undefined;
  const message = call.messages.findLast(isFromPerson);
  const told = saidSinceAnswer(call);
  const state = readChecklistState(call.system);
  const isRequest = state.isBuildRequested && /^please build my coach\.?$/i.test((told.at(-1) ?? '').trim());
  const answers = isRequest ? told.slice(0, -1) : told;
  const words = told.join('\n');
  const said = readMessage(answers.join('\n'));
  const found =
    answers.length === 0
      ? {}
      : readFields(said, state, { year: yearIn(call.system), askedTwice: topicsAskedTwice(call) });
  const recorded = valuesOf(found);
  const known = { ...state.covered, ...recorded };
  const isReady = isAllKnown(state, known);
  const isAgreed =
    isReady &&
    (state.isBuildRequested || (state.phase === 'confirming' && Object.keys(found).length === 0 && agrees(said.text)));
  const hasImage = Boolean(message?.content.some(({ image }) => image !== undefined));
  const occasion: Occasion = {
    state,
    recorded,
    known,
    choose: createChoice(seed, `${call.messages.length} ${words}`),
    hasImage,
  };
  const text = isAgreed ? announceBuild(occasion) : isReady ? sumUp(occasion) : askNext(occasion);
  const report: Step = {
    tool: {
      name: REPORT,
      input: {
        fields: found,
        sophisticationLevel: levelFor(said.text, known['experienceLevel'], state.level),
        userConfirmed: isAgreed,
      },
    },
  };
  return isAfterReport(call) ? [{ text }] : [{ text }, report];
};
