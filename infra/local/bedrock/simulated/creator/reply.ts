import { type Choose, countWords } from '../base/phrasing.ts';
import type { ChecklistState } from './checklist-state.ts';
import { compose, MAX_WORDS } from './compose-reply.ts';
import { echoes, essentials, type Known, summaryOf } from './echo.ts';
import { isHalfKnown, missingIn, TOPICS } from './topics.ts';

export interface Occasion {
  readonly state: ChecklistState;
  /** The values recorded in this turn. */
  readonly recorded: Known;
  /** All known values, including those of this turn. */
  readonly known: Known;
  readonly choose: Choose;
  readonly hasImage: boolean;
}

const OPENINGS: readonly [string, ...string[]] = [
  'Thank you, that helps.',
  'Great, thanks for telling me.',
  'Good to know, thank you.',
  'Lovely, thank you for that.',
  'Perfect, that is clear.',
];
const UNCLEAR = 'Thank you. I am not sure yet that I understood your answer.';
const NOTED: readonly [string, ...string[]] = ['I have noted', 'So I wrote down', 'I keep in mind', 'That gives me'];

/** Repeats at most three values, so that the reply stays short. */
function acknowledgement({ recorded, choose, hasImage, state }: Occasion): string {
  const said = echoes(recorded, 7).slice(0, 3);
  const picture = hasImage ? 'Thank you for the picture. ' : '';
  if (said.length > 0) return `${picture}${choose(OPENINGS)} ${choose(NOTED)}: ${said.join('; ')}.`;
  const isUnclear = state.asked.length > 0;
  return `${picture}${isUnclear ? UNCLEAR : 'Thank you for your message.'}`;
}

/** The topics to ask now: one, and together with the last one the optional topic. */
function agenda({ state, known }: Occasion): readonly string[] {
  const open = state.missing.filter((topic) => missingIn(topic, known).length > 0);
  const [first, second] = open;
  if (!first) return [];
  if (second) return [first];
  const optional = state.optional.find((topic) => missingIn(topic, known).length > 0 && !state.asked.includes(topic));
  return optional ? [first, optional] : [first];
}

function questionFor(topic: string, { state, known }: Occasion): string {
  const facts = TOPICS[topic];
  const suggested = state.next.find((next) => next.topic === topic)?.ask;
  if (isHalfKnown(topic, known)) {
    const [missing = ''] = missingIn(topic, known);
    return facts?.halves?.[missing] ?? facts?.question ?? '';
  }
  if (state.asked.includes(topic)) return facts?.again ?? '';
  return suggested ?? facts?.question ?? '';
}

/** Acknowledges the message and asks for the next topics. */
export function askNext(occasion: Occasion): string {
  const { state, choose } = occasion;
  const topics = agenda(occasion);
  const questions = topics.map((topic) => questionFor(topic, occasion));
  const [reason = ''] = topics.slice(-1).map((topic) => {
    const [first = '', ...others] = TOPICS[topic]?.reasons ?? [];
    return choose([first, ...others]);
  });
  const left = state.missing.filter((topic) => missingIn(topic, occasion.known).length > 0).length;
  const pending = left === 1 ? 'One topic is left' : `${left} topics are left`;
  const request = state.isBuildRequested ? `I would love to have your coach built, but ${pending} first.` : '';
  return compose(
    {
      opening: `${acknowledgement(occasion)}${request && ` ${request}`}`,
      asides: [reason],
      closing: questions.join(' '),
    },
    choose,
  );
}

const SUM_UPS: readonly [string, ...string[]] = [
  'That is everything I need, thank you. Let me sum up:',
  'Wonderful, we have it all. Here is what I understood:',
  'Thank you, now the picture is complete. In short:',
];
const CHANGED = 'Thank you, I have changed that. Now I have:';
const UNCHANGED = 'Of course; just tell me what I should change. So far I have:';
const CONFIRMATIONS: readonly [string, ...string[]] = [
  'Is that right, and shall your coach be built from it?',
  'Does that fit, and shall I have your coach built?',
  'Shall I have your coach built like this, or would you change something?',
];

/** Summarises all values in one paragraph. Values are shortened to fit, injuries last. */
export function sumUp({ known, recorded, state, choose }: Occasion): string {
  const again = Object.keys(recorded).length > 0 ? CHANGED : UNCHANGED;
  const opening = state.phase === 'confirming' ? again : choose(SUM_UPS);
  const closing = choose(CONFIRMATIONS);
  const room = MAX_WORDS - countWords(`${opening} ${closing}`);
  return compose({ opening: `${opening} ${summaryOf(essentials(known), room)}`, asides: [], closing }, choose);
}

/** The reply to the confirmation. It announces the build, which has not happened yet. */
export function announceBuild({ choose, known }: Occasion): string {
  const [goal = ''] = echoes({ primaryGoals: known['primaryGoals'] }, 8);
  return compose(
    {
      opening: choose([
        'Thank you for taking the time, and for being so open.',
        'Wonderful, thank you for your trust and your patience.',
        'Perfect, thank you; it was a pleasure to get to know you.',
      ]),
      asides: [goal && `I will pass on all you told me, above all ${goal}.`],
      closing: 'Your coach will be built now; this takes a moment, and you will see here as soon as it is done.',
    },
    choose,
  );
}
