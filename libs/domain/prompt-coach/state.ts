import * as z from 'zod/mini';
import { AssetType } from '#contract/prompt-coach/asset-types';
import { Brand, type BrandKit, DEFAULT_TONE } from '#contract/prompt-coach/brand';
import { EMPTY_INTENT, Intent } from '#contract/prompt-coach/intent';
import { DEFAULT_PREFERENCES, Mood, Preferences, type StartPrompt } from '#contract/prompt-coach/requests';
import { GroundingState, NO_GROUNDING } from './grounding/state.ts';

/** What a session was started with, and what it has come to. Parses a stored session. */
export const PromptState = z.object({
  assetType: AssetType,
  mood: z.optional(Mood),
  customMood: z.optional(z.string()),
  gameId: z.optional(z.string()),
  gameName: z.optional(z.string()),
  /** Copied at the start, so that a kit that is changed or deleted later changes nothing. */
  brand: z.optional(Brand),
  preferences: z._default(Preferences, DEFAULT_PREFERENCES),
  /** The person's first words. */
  idea: z.string(),
  intent: z._default(Intent, EMPTY_INTENT),
  /** The newest draft; 0 before the first. */
  draftVersion: z._default(z.int(), 0),
  grounding: z._default(GroundingState, NO_GROUNDING),
});
export type PromptState = z.infer<typeof PromptState>;

/** @param kit - The one that the request names. */
export function openedState(body: StartPrompt, kit: BrandKit | undefined): PromptState {
  const { assetType, mood, customMood, gameId, gameName, preferences, description } = body;
  const brand = brandOf(body, kit);
  return {
    assetType,
    ...(mood !== undefined && { mood }),
    ...(customMood !== undefined && { customMood }),
    ...(gameId !== undefined && { gameId }),
    ...(gameName !== undefined && { gameName }),
    ...(brand && { brand }),
    preferences,
    idea: description,
    intent: EMPTY_INTENT,
    draftVersion: 0,
    grounding: NO_GROUNDING,
  };
}

/** Fields of the request win over those of the kit. */
function brandOf({ brandContext: given }: StartPrompt, kit: BrandKit | undefined): Brand | undefined {
  if (!given) return undefined;
  const { brandKitId, colors, tone, fonts, logoUrl } = given;
  const logo = logoUrl ?? kit?.logoUrl;
  return {
    ...(brandKitId !== undefined && { brandKitId }),
    ...(kit && { kitName: kit.name }),
    colors: colors ?? kit?.colors ?? [],
    tone: tone ?? kit?.tone ?? DEFAULT_TONE,
    fonts: { ...kit?.fonts, ...fonts },
    ...(logo !== undefined && { logoUrl: logo }),
    ...(kit?.logoKey !== undefined && { logoKey: kit.logoKey }),
  };
}
