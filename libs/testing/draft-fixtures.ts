import { EMPTY_INTENT, type Intent } from '#contract/prompt-coach/intent';

/** An intent with every element that any asset type requires. */
export const FULL_INTENT: Intent = {
  ...EMPTY_INTENT,
  subject: 'fox',
  action: 'waves',
  emotion: 'joy',
  composition: 'in the middle',
  style: 'comic',
};

/** A draft to validate without an issue. */
export const aDraft = (description = 'a fox that waves at the camera') => ({
  description,
  intent: FULL_INTENT,
  assetType: 'clip_cover' as const,
  mood: 'hype' as const,
  brandColors: [],
});
