import type { NamedAt } from '../base/subject.ts';

/** The tiers of the benchmarks, with the words that players use for them. Longer names first. */
const TIERS: readonly (readonly [tier: string, words: string])[] = [
  ['Supersonic Legend', 'supersonic[ -]legends?|ssl'],
  ['Grand Champion', 'grand[ -]?champ(?:ion)?s?|gc'],
  ['Champion', 'champ(?:ion)?s?'],
  ['Diamond', 'diamonds?|dia'],
  ['Platinum', 'platinums?|plats?'],
  ['Gold', 'golds?'],
  ['Silver', 'silvers?'],
  ['Bronze', 'bronzes?'],
];

/** In `I am Gold I think`, the second `I` is not a division. */
const NOT_I =
  '(?! (?:think|am|guess|want|have|need|can|do|did|play|was|feel|know|believe|should|would|lose|win|struggle)\\b)';
const RANK = new RegExp(
  `(?<![\\w'-])(?:${TIERS.map(([, words]) => `(${words})`).join('|')})(?![a-z]| field)(?:[ -]?(\\d+|iii|ii|iv|i|v|one|two|three)(?![\\w'])${NOT_I})?`,
  'gi',
);
/** A tier without a division is a rank only in these contexts, because `gold` and `champion` are common words. */
const BEFORE =
  /\b(?:in|to|from|at|an?|vs\.?|versus|as|than|i'm|im|i am|reach|hit|get|for|of|against|with|the|average|typical|between|and|or)\s+$/i;
const AFTER = /^(?:'s|s)?\s*(?:players?|ranks?|benchmarks?|averages?|lobb(?:y|ies)|level|stats|numbers)\b/i;
/** A rank that is not in the table: `benchmarks for Unreal`. */
const OTHER =
  /\b(?:[Rr]ank|[Bb]enchmarks? (?:for|of)(?: the)?(?: rank)?)\s+["']?((?!I\b|I'|My\b)[A-Z]\w*(?: (?:[A-Z]\w*|[IVX]+|\d+)){0,2})/;

function named(match: RegExpExecArray): string {
  const tier = TIERS[match.slice(1, TIERS.length + 1).findIndex(Boolean)]?.[0] ?? '';
  const division = match[TIERS.length + 1];
  if (tier === 'Supersonic Legend') return tier;
  return division && /^(?:1|i|one)$/i.test(division) ? `${tier} I` : match[0].trim();
}

/** The ranks in a text, in order: by the names of the benchmarks, or in the person's words for ranks without benchmarks. */
export function ranksIn(text: string): readonly NamedAt[] {
  const found = [...text.matchAll(RANK)].filter((match) => {
    const isBare = match[TIERS.length + 1] === undefined && !/legend|ssl/i.test(match[0]);
    const after = text.slice(match.index + match[0].length);
    return !isBare || BEFORE.test(text.slice(0, match.index)) || AFTER.test(after) || text.trim() === match[0];
  });
  if (found.length > 0)
    return found.map((match) => ({ name: named(match), index: match.index, length: match[0].length }));
  const other = OTHER.exec(text);
  return other?.[1] ? [{ name: other[1], index: other.index, length: other[0].length }] : [];
}
