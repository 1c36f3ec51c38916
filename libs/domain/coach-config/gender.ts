import type { GenderPreference } from '#contract/gender-preference';
import { normalise } from './words.ts';

const GENDERED = {
  female: /\b(?:female|wom[ae]n|feminine|lady|ladies|she|hers?)\b/,
  male: /\b(?:male|m[ae]n|masculine|guys?|brother|he|him|his)\b/,
} as const;
const NEUTRAL = /\bneutral\b/;

const ROLE = '(?:coach|voice|trainer|tone|persona|personality|instructor|mentor)';
const claim = (words: string): RegExp =>
  new RegExp(
    `\\b(?:${words})(?: [a-z']+)? ${ROLE}\\b|\\b(?:are|speak as|talk as|act as) an? (?:[a-z]+ )?(?:${words})\\b`,
  );
const CLAIMS = { female: claim('female|woman|feminine'), male: claim('male|man|masculine') } as const;

/** True when a text about the coach's voice sets exactly this gender. Any mention of another gender is refused. */
export function speaksAs(tone: string, gender: GenderPreference): boolean {
  const text = normalise(tone);
  if (gender === 'neutral') return NEUTRAL.test(text) && !GENDERED.female.test(text) && !GENDERED.male.test(text);
  return GENDERED[gender].test(text) && !GENDERED[gender === 'female' ? 'male' : 'female'].test(text);
}

/** True when a text gives the coach another gender: `a male coach`, `speak as a woman`. */
export function contradicts(text: string, gender: GenderPreference): boolean {
  const plain = normalise(text);
  return (['female', 'male'] as const).some((other) => other !== gender && CLAIMS[other].test(plain));
}
