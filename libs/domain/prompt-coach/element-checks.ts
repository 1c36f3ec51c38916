import { lengthOf } from '#contract/text';
import type { Finding, ReadDraft } from './finding.ts';
import { DANGLING } from './grammar-words.ts';
import { createVocabulary, mentionsIn, type Vocabulary } from './vocabulary.ts';
import { type Element, INDICATORS, REQUIRED } from './word-tables.ts';
import { wordsOf } from './words.ts';

/** Code points. */
const MIN_LENGTH = 10;
const MAX_LENGTH = 500;

/** Cut at a word, without words that need another one after them. A text without white space is cut anywhere. */
function shortened(description: string): string {
  const letters = [...description.trim()];
  const cut = letters.slice(0, MAX_LENGTH).join('');
  const isWhole = /\s/u.test(letters[MAX_LENGTH] ?? '') || /\s$/u.test(cut);
  const end = isWhole ? cut.length : cut.search(/\s\S*$/u);
  if (end <= 0) return cut;
  const words = wordsOf(cut.slice(0, end));
  const last = words.findLastIndex(({ word }) => !DANGLING.has(word));
  const whole = last === words.length - 1 ? cut.slice(0, end) : cut.slice(0, words[last]?.end ?? end);
  return whole.trimEnd().replace(/[,;:–-]$/u, '');
}

export function lengthsOf({ description }: ReadDraft): readonly Finding[] {
  const length = lengthOf(description);
  if (length < MIN_LENGTH)
    return [
      {
        code: 'prompt_too_short',
        severity: 'error',
        message: `The description needs at least ${MIN_LENGTH} characters. Say who or what the picture shows.`,
        about: [],
        key: 'prompt_too_short',
        remedies: () => [],
      },
    ];
  if (length <= MAX_LENGTH) return [];
  return [
    {
      code: 'prompt_too_long',
      severity: 'warning',
      message: `The description has ${length} characters. Image models may ignore what comes after ${MAX_LENGTH}.`,
      about: [],
      key: 'prompt_too_long',
      remedies: () => [{ label: `Shorten to ${MAX_LENGTH} characters`, description: shortened(description) }],
    },
  ];
}

const VOCABULARIES = Object.fromEntries(
  Object.entries(INDICATORS).map(([element, words]) => [element, createVocabulary(words)]),
) as Record<Element, Vocabulary>;

const NAMES: Readonly<Record<Element, string>> = {
  subject: 'who or what it shows',
  emotion_or_action: 'an emotion or an action',
  mood: 'a mood',
  composition: 'a composition',
  icon: 'an icon',
  layout: 'a layout',
  style: 'a style',
};

/** What a description may say when the person has no wish of their own. Everything else is theirs to choose. */
const ADDITIONS: Partial<Readonly<Record<Element, { readonly label: string; readonly words: string }>>> = {
  composition: { label: 'Center it', words: 'centered composition with one clear focal point' },
  layout: { label: 'Keep the center clear', words: 'layout along the edges with a clear center' },
};

function hasElement({ intent, mood, texts: [description = []] }: ReadDraft, element: Element): boolean {
  const given: Readonly<Record<Element, readonly string[]>> = {
    subject: [intent.subject],
    emotion_or_action: [intent.emotion, intent.action],
    mood: [mood ?? '', intent.emotion],
    composition: [intent.composition],
    icon: [intent.subject],
    layout: [intent.composition],
    style: [intent.style],
  };
  if (given[element].some((text) => lengthOf(text) > 0)) return true;
  return mentionsIn(description, VOCABULARIES[element]).length > 0;
}

const isSentence = (text: string): boolean => /[.!?]$/.test(text);

/** Adds words in the form of the description: as a sentence, or after a comma. */
function withAddition(description: string, words: string): string {
  const text = description.trimEnd();
  if (!isSentence(text)) return `${text.replace(/[,;:]$/, '')}, ${words}`;
  return `${text} ${words.slice(0, 1).toUpperCase()}${words.slice(1)}.`;
}

/** Elements that the asset type requires and that neither the intent nor the description has. */
export const missingElementsOf = (draft: ReadDraft): readonly Finding[] =>
  REQUIRED[draft.assetType]
    .filter((element) => !hasElement(draft, element))
    .map((element) => {
      const addition = ADDITIONS[element];
      return {
        code: 'missing_element',
        severity: 'warning',
        message: `The description does not say ${NAMES[element]}.`,
        about: [element],
        key: `missing_element ${element}`,
        remedies: () =>
          addition ? [{ label: addition.label, description: withAddition(draft.description, addition.words) }] : [],
      };
    });
