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
import { listen } from './listen.ts';
import { type Found, readMessage } from './message.ts';
import { askOn, handOver, type Occasion, sumUp } from './reply.ts';
import { levelFor } from './sophistication.ts';
import { missingIn, TOPICS } from './topics.ts';

const REPORT = 'record_intake';

const textOf = ({ content }: ConverseMessage): string =>
  content.flatMap(({ text }) => (typeof text === 'string' ? [text] : [])).join('\n');

/** What the person wrote last; a tool's result is no message of theirs. */
function lastMessage({ messages }: ModelCall): ConverseMessage | undefined {
  return messages.findLast(
    ({ role, content }) =>
      role === 'user' && content.some(({ text, image }) => text !== undefined || image !== undefined),
  );
}

/** Topics that the conversation shows to have been asked for a second time, in other words. */
function insistedIn({ messages }: ModelCall): readonly string[] {
  const said = messages.filter(({ role }) => role === 'assistant').map(textOf);
  return Object.entries(TOPICS).flatMap(([topic, { again }]) =>
    said.some((text) => text.includes(again)) ? [topic] : [],
  );
}

const isAfterReport = ({ messages }: ModelCall): boolean =>
  Boolean(messages.at(-1)?.content.some(({ toolResult }) => toolResult !== undefined));

const valuesOf = (found: Found): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(found).map(([name, { value }]) => [name, value]));

const isAllKnown = (state: ChecklistState, known: Readonly<Record<string, unknown>>): boolean =>
  state.missing.every((topic) => missingIn(topic, known).length === 0);

/**
 * The interviewer of the coach creator, by rules: it knows its calls by the tool, reads the state of the interview
 * where every model reads it, records whatever a message tells, and asks for what is missing.
 */
export const simulatedCreator: SimulatedModel = (call, seed) => {
  if (!isOffered(call, REPORT)) return undefined;
  const message = lastMessage(call);
  const words = message ? textOf(message) : '';
  const state = readChecklistState(call.system);
  const said = readMessage(words);
  const isRequest = state.isBuildRequested && /^please build my coach\.?$/i.test(words.trim());
  const found = isRequest ? {} : listen(said, state, { year: yearIn(call.system), insisted: insistedIn(call) });
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
  const text = isAgreed ? handOver(occasion) : isReady ? sumUp(occasion) : askOn(occasion);
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
