import { allMatches, regex } from '../base/pattern.ts';
import type { ChecklistState } from './checklist-state.ts';
import type { FieldValue, FieldValues, Message } from './message.ts';
import { topicOf } from './topics.ts';

/** Lists that a correction replaces. It adds to all others. */
const REPLACED = ['primaryGoals', 'successMetrics', 'competitionGoals'];
const ADDS = /\b(?:also|too|as well|add|plus|forgot|additionally|another|in addition|on top|one more)\b/i;
const REPLACES = /\b(?:only|instead|change|replace|swap|rather than|wrong|incorrect)\b/i;
const TAKEN_BACK = regex('gi')`
    \b(?:not|remove|drop|delete|take out|scratch|forget|without|instead of|rather than|no longer|no more|replace|
    swap)\s+(?:(?:the|my|any|about|hate|love|have|like|an?)\s+){0,3}([a-z][\w' -]{1,40}?)(?=[,.;!?]|$|\s(?:and|but|from|
    in my|any|anymore|with|for|though|please)\b)`;

const same = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right);
const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[a-z]{2,}/g) ?? [];

/** The old items without those that the person takes back: `my right shoulder, not my left`. */
function stillTrue(items: readonly string[], said: Message): readonly string[] {
  const takenBack = allMatches(said.text, TAKEN_BACK).map(([, what = '']) => wordsOf(what));
  return items.filter((item) => {
    const words = wordsOf(item);
    return !takenBack.some((what) => what.length > 0 && what.every((word) => words.includes(word)));
  });
}

/** Merges old and new items. An item that is contained in another is dropped. */
function union(old: readonly string[], added: readonly string[]): readonly string[] {
  const all = [...old, ...added];
  return all.filter((item, index) => {
    const lower = item.toLowerCase();
    return !all.some((other, position) => {
      const longer = other.toLowerCase();
      return position !== index && longer.includes(lower) && (longer !== lower || position < index);
    });
  });
}

const MAX_ITEMS = 12;

interface Grounds {
  readonly message: Message;
  readonly isCorrecting: boolean;
  readonly isAsked: boolean;
}

function listOf(name: string, old: readonly string[], answer: readonly string[], grounds: Grounds): readonly string[] {
  const { message: said, isCorrecting, isAsked } = grounds;
  if (answer.length === 0) return isCorrecting || isAsked ? [] : old;
  const replaces = isCorrecting && !ADDS.test(said.text) && (REPLACED.includes(name) || REPLACES.test(said.text));
  const kept = isCorrecting ? stillTrue(old, said) : old;
  return replaces ? answer : union(kept, answer).slice(0, MAX_ITEMS);
}

const isList = (value: unknown): value is readonly string[] => Array.isArray(value);

/** Whether a value may replace a known one: it answers a question, is a correction, or has a higher confidence. */
function mayReplace(name: string, answer: FieldValue, state: ChecklistState, grounds: Grounds): boolean {
  if (answer.confidence === 'low') return false;
  return (
    grounds.isAsked ||
    grounds.isCorrecting ||
    state.unsure.includes(name) ||
    (name === 'age' && answer.confidence === 'high')
  );
}

/** The values to record: new ones, corrected ones, and complete lists. Unchanged values are left out. */
export function reconcile(
  found: FieldValues,
  said: Message,
  state: ChecklistState,
  isCorrecting: boolean,
): FieldValues {
  const changes = Object.entries(found).flatMap(([name, answer]): readonly (readonly [string, FieldValue])[] => {
    const old = state.covered[name];
    if (old === undefined) return [[name, answer]];
    const grounds = { message: said, isCorrecting, isAsked: state.asked.includes(topicOf(name) ?? '') };
    if (isList(old) && isList(answer.value)) {
      if (answer.confidence === 'low') return [];
      const value = listOf(name, old, answer.value, grounds);
      return same(value, old) ? [] : [[name, { ...answer, value }]];
    }
    return same(old, answer.value) || !mayReplace(name, answer, state, grounds) ? [] : [[name, answer]];
  });
  const removals = isCorrecting ? removed(found, said, state) : [];
  return Object.fromEntries([...removals, ...changes]);
}

/** The lists from which the person only removed items. */
function removed(found: FieldValues, said: Message, state: ChecklistState): readonly (readonly [string, FieldValue])[] {
  if (!/\b(?:remove|drop|delete|take out|scratch|forget|no longer)\b/i.test(said.text)) return [];
  return Object.entries(state.covered).flatMap(([name, old]): readonly (readonly [string, FieldValue])[] => {
    if (!isList(old) || found[name]) return [];
    const kept = stillTrue(old, said);
    const isAllowed = kept.length > 0 || name === 'injuryConsiderations' || name === 'movementDislikes';
    return kept.length < old.length && isAllowed ? [[name, { value: kept, confidence: 'high' }]] : [];
  });
}
