import type { Intent } from '#contract/prompt-coach/intent';
import { type ContentWord, contentWordsOf } from './content-words.ts';

const MAX_CHANGES = 12;
/** So many of the removed ones are listed however many were added. */
const MIN_REMOVED = 4;

/** One thing in an intent: an element as a whole, a text to draw, or a word. */
interface Item extends ContentWord {
  /** Its content words, or the item itself if it has none. */
  readonly words: readonly string[];
}

const wordItems = (text: string): readonly Item[] =>
  contentWordsOf(text).map((word) => ({ ...word, words: [word.folded] }));

function phraseItem(phrase: string): readonly Item[] {
  const text = phrase.trim().replace(/\s+/gu, ' ');
  const folded = text.toLowerCase();
  const words = contentWordsOf(text).map((word) => word.folded);
  return text === '' ? [] : [{ text, folded, words: words.length > 0 ? words : [folded] }];
}

/** The items of each field. Elements come first, so that their words are not listed twice. */
const fieldsOf = (intent: Intent): readonly (readonly Item[])[] => [
  intent.elements.flatMap(phraseItem),
  intent.displayTexts.flatMap(({ text }) => phraseItem(text)),
  ...[intent.description, intent.subject, intent.action, intent.emotion, intent.composition, intent.style].map(
    wordItems,
  ),
];

const wordSet = (fields: readonly (readonly Item[])[]): ReadonlySet<string> =>
  new Set(fields.flat().flatMap(({ words }) => words));

/** Items that a field has, that the same field of the other intent has not, and whose words `known` does not cover. */
function newItems(
  fields: readonly (readonly Item[])[],
  others: readonly (readonly Item[])[],
  known: ReadonlySet<string>,
): readonly string[] {
  const listed = new Set<string>();
  return fields.flatMap((items, field) => {
    const other = new Set(others[field]?.map(({ folded }) => folded));
    return items.flatMap(({ text, folded, words }) => {
      if (other.has(folded) || words.every((word) => known.has(word) || listed.has(word))) return [];
      for (const word of words) listed.add(word);
      return [text];
    });
  });
}

/**
 * What a new draft changes, for people to read: `added: sparkles`, `removed: dark`. At most 12, added ones first, each in
 * the order of its intent.
 *
 * A word that only moves to another field is no change. A word that leaves the description and the elements is removed
 * even if the style still has it, because a picture is made from the description.
 */
export function changesBetween(before: Intent, after: Intent): string[] {
  const [old, now] = [fieldsOf(before), fieldsOf(after)];
  const [elements = [], texts = [], description = []] = now;
  const added = newItems(now, old, wordSet(old)).map((item) => `added: ${item}`);
  const removed = newItems(old, now, wordSet([elements, texts, description])).map((item) => `removed: ${item}`);
  const kept = added.slice(0, MAX_CHANGES - Math.min(removed.length, MIN_REMOVED));
  return [...kept, ...removed.slice(0, MAX_CHANGES - kept.length)];
}
