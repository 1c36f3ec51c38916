import * as z from 'zod/mini';
import { AssetType } from '#contract/prompt-coach/asset-types';
import { Mood, Preferences } from '#contract/prompt-coach/requests';

/** What the form of a new session begins with. */
const PromptDraft = z.object({
  assetType: z.exactOptional(AssetType),
  mood: z.exactOptional(Mood),
  customMood: z.exactOptional(z.string()),
  gameName: z.exactOptional(z.string()),
  brandKitId: z.exactOptional(z.string()),
  description: z.exactOptional(z.string()),
  preferences: z.exactOptional(Preferences),
});
export type PromptDraft = z.infer<typeof PromptDraft>;

const Opened = z.object({ draft: PromptDraft });

/**
 * Kept in the page's entry of the browser's history: a reload finds it, and a copied link does not carry it.
 */
export const readPromptDraft = (): PromptDraft | undefined => Opened.safeParse(window.history.state).data?.draft;

export const promptDraftState = (draft: PromptDraft): object => ({ draft }) satisfies z.infer<typeof Opened>;

const Begun = z.object({ begun: z.literal('maybe') });

/** For the page of a session whose first turn may be refused: the server may not know the session. */
export const MAY_BE_REFUSED = { begun: 'maybe' } satisfies z.infer<typeof Begun>;

export const readBegun = (): 'yes' | 'maybe' => Begun.safeParse(window.history.state).data?.begun ?? 'yes';

/** The server knows the session. When it has it no more, it is gone, and not new. */
export const rememberBegun = (): void => {
  if (readBegun() === 'maybe') window.history.replaceState(null, '');
};
