import { lineOf } from './describe.ts';
import { keepInstructions } from './guards.ts';
import type { CoachHints, Reply } from './hints.ts';
import { listed } from './phrasing.ts';
import { asksWhich, itemsOf, ownReference, pluralOf } from './subject.ts';
import { tipFor } from './tips.ts';
import { isSaving } from './tool-kinds.ts';

/** A reply for messages that match a pattern. */
export const when =
  (pattern: RegExp, text: string): Reply =>
  ({ message }) =>
    pattern.test(message) ? text : undefined;

const notes: Reply = ({ message, state }) => {
  const isAsked = /\b(?:my|the|any|your) (?:\w+ )?(?:notes|memories)\b|\bwhat (?:do|did) you (?:know|remember)\b/i;
  if (!isAsked.test(message)) return undefined;
  const kept = state.tags.filter(({ name }) => /^(?:note|memory)$/.test(name));
  const quoted = kept.map(({ name, content, attributes }) => {
    return `"${content}" (${attributes['category'] ?? attributes['type'] ?? name})`;
  });
  return quoted.length > 0
    ? `These are the notes that I have of you: ${listed(quoted)}.`
    : 'I have no notes of you yet.';
};

/** Asks for the content of a note. */
const askForNote: Reply = ({ call, message }) =>
  call.tools.some(({ name }) => isSaving(name)) &&
  /\b(?:save|make|take|add|write|keep)\b[^.?!]*\b(?:notes?|memor(?:y|ies))\b/i.test(message)
    ? 'Gladly. What shall I write down?'
    : undefined;

/** Describes the item in the prompt, which the person has open. */
const openItem =
  ({ subject }: CoachHints): Reply =>
  ({ message, state }) => {
    if (!subject) return undefined;
    const isThis = new RegExp(`\\b(?:this|that|selected|current) (?:${subject.nouns})\\b`, 'i').test(message);
    if (!isThis && !/\bhow did i (?:do|play)\W*$|\bwhat went wrong\b/i.test(message)) return undefined;
    const [item] = itemsOf(subject, state.values);
    const noun = pluralOf(subject).slice(0, -1);
    return item && `In this ${noun}: ${lineOf(item)}. What would you like to go through first?`;
  };

/** Tells the person's own reference from the prompt. */
const knownReference =
  ({ subject }: CoachHints): Reply =>
  (turn) => {
    if (!subject?.reference || !asksWhich(subject.reference, turn.message)) return undefined;
    const own = ownReference(turn, subject);
    return own && `Your profile has this ${subject.reference.property}: ${own}.`;
  };

/** Admits that numbers cannot be read, in calls without tools. */
const admit =
  ({ subject }: CoachHints): Reply =>
  ({ call, message }) =>
    subject && call.tools.length === 0 && /\b(?:i|my)\b/i.test(message)
      ? 'I cannot look anything up at this point, and I will not guess your numbers. Please ask me that again.'
      : undefined;

const ASKS_WHO = /\bwho are you\b|\bwhat are you\b|\bwhat can (?:you|i)\b|\bhelp me\??$|^\W*help\W*$/i;

/** Replies that prevent tool calls. The first that applies is used. */
export const guardsOf = (hints: CoachHints): readonly Reply[] => [
  keepInstructions,
  ({ message }, choose) => (hints.topic?.off.test(message) ? choose(hints.topic.decline) : undefined),
  ...(hints.guards ?? []),
  openItem(hints),
  knownReference(hints),
];

/** Replies without tools. The first that applies is used. */
export const repliesOf = (hints: CoachHints): readonly Reply[] => [
  ({ message }) => (ASKS_WHO.test(message) ? hints.topic?.who : undefined),
  ...(hints.replies ?? []),
  notes,
  askForNote,
  ({ message }) => tipOf(hints, message),
  admit(hints),
  ({ message, acts }, choose) => {
    const { topic } = hints;
    if (!topic || acts.some((act) => act !== 'question')) return undefined;
    return topic.on.test(message) ? topic.more : choose(topic.decline);
  },
];

/** The advice for a text. */
export const tipOf = ({ tips = [], subject }: CoachHints, text: string): string | undefined =>
  tipFor([...tips, ...(subject?.numberTips ?? [])], text);
