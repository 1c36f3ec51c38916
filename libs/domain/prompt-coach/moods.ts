import type { Mood } from '#contract/prompt-coach/requests';

/**
 * What each mood means in a picture. The mood's own name is never given to an image model, because it draws the word.
 */
const MEANINGS: Readonly<Record<Exclude<Mood, 'custom'>, string>> = {
  hype: 'explosive energy: hard rim light and glowing edges, saturated warm colours against deep blue, motion, sparks',
  cozy: 'quiet warmth: soft low light as from a lamp, cream, amber and muted green, rounded shapes, at rest',
  rage: 'raw force: hard side light and deep shadows, red and black with one hot accent, strained poses, cracked edges',
  chill: 'easy calm: even dusk light, teal, lilac and soft pink, slow horizontal lines, much free space',
};

/** @param customMood - The person's own words, which count for the mood `custom`. */
export const meaningOf = (mood: Mood | undefined, customMood: string | undefined): string | undefined =>
  mood === undefined || mood === 'custom' ? customMood : MEANINGS[mood];
