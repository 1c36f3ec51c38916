import { type PromptStart, promptCoach } from '#client/coaches/prompt-coach';
import type { AssetType } from '#contract/prompt-coach/asset-types';
import type { Brand } from '#contract/prompt-coach/brand';
import type { Mood } from '#contract/prompt-coach/requests';
import { useCoachSession } from '#react/use-coach-session';

/** What the session began with. */
export interface SessionStart {
  readonly assetType: AssetType | undefined;
  readonly mood: Mood | undefined;
  readonly customMood: string | undefined;
  readonly brand: Brand | undefined;
}

/** As the server has it, or as the first message says while the server has no session yet. */
export function useStart(): SessionStart {
  const { session, messages } = useCoachSession(promptCoach);
  const sent = messages[0]?.extras['start'] as PromptStart | undefined;
  return {
    assetType: session?.assetType ?? sent?.assetType,
    mood: session?.mood ?? sent?.mood,
    customMood: session?.customMood ?? sent?.customMood,
    brand: session?.brand,
  };
}
