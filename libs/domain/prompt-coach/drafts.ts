import type { Draft, Intent, Validation } from '#contract/prompt-coach/intent';
import { brandElementsIn } from './brand-elements.ts';
import { changesBetween } from './changes-between.ts';
import type { PromptState } from './state.ts';
import { validateDraft } from './validate-draft.ts';

type Start = Pick<PromptState, 'assetType' | 'mood' | 'brand'>;

/** @param description - That of the intent. */
export const validationOf = (intent: Intent, { assetType, mood, brand }: Start): Validation =>
  validateDraft({
    description: intent.description,
    intent,
    assetType,
    mood,
    brandColors: brand?.colors ?? [],
  });

export interface DraftFacts {
  readonly before: Intent;
  readonly after: Intent;
  readonly version: number;
  readonly refinementRequest: string;
  /** ISO 8601. */
  readonly createdAt: string;
}

/** A new version of the description. */
export const draftOf = ({ before, after, version, refinementRequest, createdAt }: DraftFacts, start: Start): Draft => ({
  version,
  description: after.description,
  refinementRequest,
  changesMade: [...changesBetween(before, after)],
  brandElementsUsed: start.brand
    ? [...brandElementsIn([after.description, after.style, ...after.elements].join('. '), start.brand)]
    : [],
  validation: validationOf(after, start),
  createdAt,
});
