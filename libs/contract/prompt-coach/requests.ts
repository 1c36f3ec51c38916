import * as z from 'zod/mini';
import { canonicalId, isAssetId, isUuid } from '../ids.ts';
import { turnFields } from '../requests.ts';
import { Characters, Text } from '../text.ts';
import { AssetType } from './asset-types.ts';
import { BrandContext } from './brand.ts';

const Uuid = z.string().check(z.overwrite(canonicalId), z.refine(isUuid, { error: 'a UUID' }));
const AssetId = z.string().check(
  z.overwrite((id) => id.toLowerCase()),
  z.refine(isAssetId, { error: 'the id of a picture' }),
);

export const Mood = z.enum(['hype', 'cozy', 'rage', 'chill', 'custom']);
export type Mood = z.infer<typeof Mood>;

export const Preferences = z.strictObject({
  verbosity: z._default(z.enum(['concise', 'balanced', 'detailed']), 'balanced'),
  style: z._default(z.enum(['friendly', 'professional', 'creative', 'technical']), 'friendly'),
  emoji: z._default(z.enum(['none', 'minimal', 'normal']), 'minimal'),
});
export type Preferences = z.infer<typeof Preferences>;

export const DEFAULT_PREFERENCES: Preferences = { verbosity: 'balanced', style: 'friendly', emoji: 'minimal' };

/** Images of one message. */
export const MAX_REFERENCES = 2;

const referenceAssets = z.optional(z.array(Characters(1_024)).check(z.maxLength(MAX_REFERENCES)));

/** The first turn. Its id becomes the session's id. */
export const StartPrompt = z
  .strictObject({
    ...turnFields,
    description: Text(5, 500),
    assetType: AssetType,
    mood: z.optional(Mood),
    customMood: z.optional(Text(1, 100)),
    /** The caller's own key of the game. Kept and answered, never used as a key. */
    gameId: z.optional(Characters(100)),
    gameName: z.optional(Text(1, 100)),
    brandContext: z.optional(BrandContext),
    referenceAssets,
    preferences: z._default(Preferences, DEFAULT_PREFERENCES),
  })
  .check(
    z.refine(({ mood, customMood }) => mood !== 'custom' || customMood !== undefined, {
      path: ['customMood'],
      error: 'required when mood is custom',
    }),
  );
export type StartPrompt = z.infer<typeof StartPrompt>;

/** Any later turn. */
export const PromptMessage = z.strictObject({ ...turnFields, message: Text(1, 500), referenceAssets });
export type PromptMessage = z.infer<typeof PromptMessage>;

export type PromptTurn = StartPrompt | PromptMessage;

/** The person's own edit, or a fix of the validation. */
export const EditDraft = z.strictObject({
  draftId: Uuid,
  /** The newest draft that the person has seen; 0 before the first. */
  baseVersion: z.int().check(z.minimum(0), z.maximum(1_000)),
  description: Text(1, 600),
});
export type EditDraft = z.infer<typeof EditDraft>;

export const MAX_PICTURES = 3;

export const Generate = z.strictObject({
  generationId: Uuid,
  /** The newest draft when it is absent. */
  draftVersion: z.optional(z.int().check(z.minimum(1), z.maximum(1_000))),
  count: z._default(z.int().check(z.minimum(1), z.maximum(MAX_PICTURES)), 1),
  /** A picture of the same person, from which the new ones start. */
  basedOn: z.optional(AssetId),
  includeLogo: z._default(z.boolean(), false),
});
export type Generate = z.infer<typeof Generate>;

export const UpdateSession = z
  .strictObject({ title: z.optional(Text(1, 100)), pinned: z.optional(z.boolean()) })
  .check(z.refine(({ title, pinned }) => title !== undefined || pinned !== undefined, { error: 'title or pinned' }));
export type UpdateSession = z.infer<typeof UpdateSession>;

export const TipsQuery = z.strictObject({ assetType: z.optional(AssetType) });
export type TipsQuery = z.infer<typeof TipsQuery>;
