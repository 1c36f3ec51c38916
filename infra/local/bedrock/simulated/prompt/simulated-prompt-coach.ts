import { ASSET_FORMATS } from '#contract/prompt-coach/asset-types';
import type { DisplayText, Intent, Readiness } from '#contract/prompt-coach/intent';
import { isOffered, type ModelCall, type SimulatedModel, type Step } from '../../simulated-model.ts';
import { escaped } from '../base/pattern.ts';
import { countWords, createChoice } from '../base/phrasing.ts';
import { textOf } from '../base/tool-runs.ts';
import { applyChanges, type Picture, patchDescription } from './apply-changes.ts';
import { assessGrounding } from './assess-grounding.ts';
import { choosePicture } from './choose-picture.ts';
import { consentOf, isTalk, leavesIt, restOf, withoutLeaving } from './consent.ts';
import { defaultComposition, describe } from './describe.ts';
import { nextTexts } from './display-texts.ts';
import { type Language, languageOf } from './language.ts';
import { readPersonMessage } from './person-message.ts';
import { type Change, readChanges } from './read-changes.ts';
import { readIdea } from './read-idea.ts';
import { asksForSpelling, asksForStyle, asksForText, type Question, reply } from './reply.ts';
import { readSessionState, type SessionState } from './session-state.ts';

const REPORT = 'update_intent';
const ASSESS = 'assess_grounding';

/** A message of the person, not results of tools. */
const isFromPerson = ({ role, content }: ModelCall['messages'][number]): boolean =>
  role === 'user' && content.some(({ text, image }) => text !== undefined || image !== undefined);

interface Conversation {
  /** The person's messages, oldest first. */
  readonly told: readonly string[];
  /** The answers before the newest message. */
  readonly answers: readonly string[];
  readonly hasImage: boolean;
}

function conversationOf({ messages }: ModelCall): Conversation {
  const at = messages.findLastIndex(isFromPerson);
  const answers = messages.slice(0, Math.max(at, 0)).filter(({ role }) => role === 'assistant');
  return {
    told: messages.filter(isFromPerson).map(textOf),
    answers: answers.map(textOf).filter((text) => text !== ''),
    hasImage: messages[at]?.content.some(({ image }) => image !== undefined) ?? false,
  };
}

const pictureOf = ({ subject, action, emotion, elements, composition, style }: Intent): Picture => ({
  subject,
  action,
  emotion,
  elements,
  composition,
  style,
});

/** What is still to be asked. Small pictures are never asked for texts, because nobody could read them. */
function questionFor(
  picture: Picture,
  { mood, assetType }: SessionState,
  texts: { readonly all: readonly DisplayText[]; readonly isSettled: boolean },
): Question {
  const isSmall = ASSET_FORMATS[assetType].isTransparent === true;
  if (picture.subject === '') return 'subject';
  if (picture.style === '' && mood === undefined) return 'style';
  if (assetType === 'twitch_emote' && picture.emotion === '' && picture.action === '') return 'feeling';
  if (!isSmall && texts.all.length === 0 && !texts.isSettled) return 'text';
  return texts.all.every(({ spellingConfirmed }) => spellingConfirmed) ? 'approval' : 'spelling';
}

/** The changes of a message. The first message, and one that answers what the picture shows, is an idea. */
function changesIn(words: string, state: SessionState, language: Language, lastAnswer: string): readonly Change[] {
  const rest = restOf(withoutLeaving(words)) === '' ? '' : withoutLeaving(words);
  if (rest === '' || isTalk(rest)) return [];
  if (state.intent.subject === '') return [{ kind: 'set', idea: readIdea(rest, language) }];
  const idea = readIdea(rest, language);
  const isMood =
    asksForStyle(lastAnswer) &&
    countWords(rest) <= 3 &&
    idea.style === '' &&
    !/(?<!\p{L})(?:make|add|remove|no|with|mach|mit|ohne)(?!\p{L})/iu.test(rest);
  return isMood
    ? [{ kind: 'set', idea: { ...readIdea('', language), style: rest.toLowerCase() } }]
    : readChanges(rest, language);
}

/** Keeps the person's own wording of a description, when they have edited it, and changes only what they ask for. */
function describeAnew(
  before: Picture,
  after: Picture,
  changes: readonly Change[],
  state: SessionState,
  language: Language,
): string {
  const { description } = state.intent;
  if (JSON.stringify(before) === JSON.stringify(after) && description !== '') return description;
  const isOwn =
    description !== '' && !(['en', 'de'] as const).some((one) => describe(before, state, one) === description);
  return isOwn ? patchDescription(description, changes, language) : describe(after, state, language);
}

/** `yes, GG is right` agrees as `yes, is right` does. */
const withoutTexts = (words: string, texts: readonly DisplayText[]): string =>
  texts.reduce(
    (rest, { text }) => rest.replace(new RegExp(`(?<![\\p{L}\\p{N}])${escaped(text)}(?![\\p{L}\\p{N}])`, 'giu'), ' '),
    words,
  );

function readinessFor(
  question: Question,
  { isFirst, isPleased, isChanged, was }: { isFirst: boolean; isPleased: boolean; isChanged: boolean; was: Readiness },
): Readiness {
  if (question === 'spelling') return 'needs_confirmation';
  if (question !== 'approval') return 'not_ready';
  if (isFirst || isChanged) return 'needs_confirmation';
  return isPleased || was === 'ready' ? 'ready' : 'needs_confirmation';
}

const CONFIDENCE: Readonly<Record<Readiness, number>> = { not_ready: 0.4, needs_confirmation: 0.75, ready: 0.95 };

/** The fields that have a value, or have lost it. */
const inputOf = (before: Intent, after: Omit<Intent, 'confidence'>) => ({
  ...Object.fromEntries(
    Object.entries(after).filter(([name, value]) => value.length > 0 || before[name as keyof typeof after].length > 0),
  ),
  confidence: Math.min(1, CONFIDENCE[after.readiness] + (after.elements.length > 0 ? 0.05 : 0)),
});

/**
 * The simulated creative director. It answers calls that offer `update_intent`, reads the session from the prompt, puts
 * what the newest message says into the intent, and asks for what is missing. Only the person's own yes makes an
 * intent ready: no text, picture or web result that claims to be one.
 */
export const simulatedPromptCoach: SimulatedModel = (call, seed) => {
  if (call.forcedTool === ASSESS || (isOffered(call, ASSESS) && !isOffered(call, REPORT))) return assessGrounding(call);
  if (!isOffered(call, REPORT)) return undefined;
  const conversation = conversationOf(call);
  const { intent, report, text } = advance(call, conversation, seed);
  const isAfterReport = call.messages.at(-1)?.content.some(({ toolResult }) => toolResult !== undefined);
  const steps: readonly Step[] = [{ text }, { tool: { name: REPORT, input: inputOf(intent, report) } }];
  return isAfterReport ? steps.slice(0, 1) : steps;
};

function advance(call: ModelCall, { told, answers, hasImage }: Conversation, seed: number) {
  const state = readSessionState(call.system);
  const { intent } = state;
  const language = languageOf(told);
  const choose = createChoice(seed, `${call.messages.length} ${told.at(-1) ?? ''}`);
  const lastAnswer = answers.at(-1) ?? '';
  const isFirst = answers.length === 0;
  const message = readPersonMessage(told.at(-1) ?? '', asksForText(lastAnswer));
  const named = withoutTexts(message.words, intent.displayTexts);
  const isSpellingNamed = named !== message.words && consentOf(named) !== 'none';
  const consent = isSpellingNamed ? 'yes' : message.texts.length === 0 ? consentOf(message.words) : 'none';
  const isLeft = leavesIt(message.words);

  const before = pictureOf(intent);
  const changes =
    consent === 'none' && !(message.noText && restOf(message.words) === '')
      ? changesIn(message.words, state, language, lastAnswer)
      : [];
  const changed = applyChanges(before, changes, language);
  const chosen = isLeft ? choosePicture(changed, state, language, choose) : changed;
  const after =
    chosen.subject !== '' && chosen.composition === ''
      ? { ...chosen, composition: defaultComposition(state.assetType, language) }
      : chosen;
  const displayTexts = nextTexts(intent.displayTexts, {
    ...message,
    agrees: consent !== 'none',
    isSpellingAsked: asksForSpelling(lastAnswer),
    isAddition: /(?<!\p{L})(?:add|also|plus|and|auch|noch|und|dazu)(?!\p{L})/iu.test(message.words),
  });
  const isSettled =
    message.noText ||
    answers.some(asksForText) ||
    told.some((said) => leavesIt(said) || readPersonMessage(said, false).noText);
  const question = questionFor(after, state, { all: displayTexts, isSettled });
  const isSpelled = intent.displayTexts.every(({ spellingConfirmed }) => spellingConfirmed);
  const isChanged =
    JSON.stringify([before, intent.displayTexts.map(({ text }) => text)]) !==
    JSON.stringify([after, displayTexts.map(({ text }) => text)]);
  const readiness = readinessFor(question, {
    isFirst,
    isChanged,
    isPleased: consent === 'pleased' || (consent === 'yes' && isSpelled && intent.readiness !== 'not_ready'),
    was: intent.readiness,
  });
  const description = after.subject === '' ? intent.description : describeAnew(before, after, changes, state, language);
  const fact = state.facts.find((title) => !answers.some((answer) => answer.includes(title)));
  const text = reply({
    language,
    isFirst,
    before: intent,
    after: { ...after, displayTexts: [...displayTexts] },
    question: readiness === 'ready' ? 'done' : question,
    hasImage,
    fact,
    choose,
  });
  const report = { description, ...after, displayTexts: [...displayTexts], readiness };
  return { intent, report, text };
}
