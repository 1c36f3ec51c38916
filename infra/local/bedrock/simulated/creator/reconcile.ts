import { allMatches, regex } from '../base/pattern.ts';
import type { ChecklistState } from './checklist-state.ts';
import type { Found, Heard, Utterance } from './message.ts';
import { topicOf } from './topics.ts';

/** Lists that a correction replaces as a whole; to others it adds. */
const REPLACED = ['primaryGoals', 'successMetrics', 'competitionGoals'];
const ADDS = /\b(?:also|too|as well|add|plus|forgot|additionally|another|in addition|on top|one more)\b/i;
const REPLACES = /\b(?:only|instead|change|replace|swap|rather than|wrong|incorrect)\b/i;
const TAKEN_BACK = regex('gi')`
    \b(?:not|remove|drop|delete|take out|scratch|forget|without|instead of|rather than|no longer|no more|replace|
    swap)\s+(?:(?:the|my|any|about|hate|love|have|like|an?)\s+){0,3}([a-z][\w' -]{1,40}?)(?=[,.;!?]|$|\s(?:and|but|from|
    in my|any|anymore|with|for|though|please)\b)`;

const same = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right);
const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[a-z]{2,}/g) ?? [];

/** Old items without those that the person takes back: `my right shoulder, not my left`. */
function stillTrue(items: readonly string[], said: Utterance): readonly string[] {
  const takenBack = allMatches(said.text, TAKEN_BACK).map(([, what = '']) => wordsOf(what));
  return items.filter((item) => {
    const words = wordsOf(item);
    return !takenBack.some((what) => what.length > 0 && what.every((word) => words.includes(word)));
  });
}

/** Old and new; of two of which one says all of the other, the longer. */
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
  readonly said: Utterance;
  readonly isCorrecting: boolean;
  readonly isAsked: boolean;
}

function listOf(name: string, old: readonly string[], heard: readonly string[], grounds: Grounds): readonly string[] {
  const { said, isCorrecting, isAsked } = grounds;
  if (heard.length === 0) return isCorrecting || isAsked ? [] : old;
  const replaces = isCorrecting && !ADDS.test(said.text) && (REPLACED.includes(name) || REPLACES.test(said.text));
  const kept = isCorrecting ? stillTrue(old, said) : old;
  return replaces ? heard : union(kept, heard).slice(0, MAX_ITEMS);
}

const isList = (value: unknown): value is readonly string[] => Array.isArray(value);

/** Whether a value may take the place of one that is known: said in answer, as a correction, or surer than before. */
function mayReplace(name: string, heard: Heard, state: ChecklistState, grounds: Grounds): boolean {
  if (heard.confidence === 'low') return false;
  return (
    grounds.isAsked ||
    grounds.isCorrecting ||
    state.unsure.includes(name) ||
    (name === 'age' && heard.confidence === 'high')
  );
}

/**
 * What is to be recorded, given what is known: new values, corrected ones, and lists as a whole. What is known and said
 * again is left out.
 */
export function reconcile(found: Found, said: Utterance, state: ChecklistState, isCorrecting: boolean): Found {
  const changes = Object.entries(found).flatMap(([name, heard]): readonly (readonly [string, Heard])[] => {
    const old = state.covered[name];
    if (old === undefined) return [[name, heard]];
    const grounds = { said, isCorrecting, isAsked: state.asked.includes(topicOf(name) ?? '') };
    if (isList(old) && isList(heard.value)) {
      if (heard.confidence === 'low') return [];
      const value = listOf(name, old, heard.value, grounds);
      return same(value, old) ? [] : [[name, { ...heard, value }]];
    }
    return same(old, heard.value) || !mayReplace(name, heard, state, grounds) ? [] : [[name, heard]];
  });
  const removals = isCorrecting ? removed(found, said, state) : [];
  return Object.fromEntries([...removals, ...changes]);
}

/** Lists of which something was taken back and nothing added. */
function removed(found: Found, said: Utterance, state: ChecklistState): readonly (readonly [string, Heard])[] {
  if (!/\b(?:remove|drop|delete|take out|scratch|forget|no longer)\b/i.test(said.text)) return [];
  return Object.entries(state.covered).flatMap(([name, old]): readonly (readonly [string, Heard])[] => {
    if (!isList(old) || found[name]) return [];
    const kept = stillTrue(old, said);
    const isAllowed = kept.length > 0 || name === 'injuryConsiderations' || name === 'movementDislikes';
    return kept.length < old.length && isAllowed ? [[name, { value: kept, confidence: 'high' }]] : [];
  });
}
