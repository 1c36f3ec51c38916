import { useEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import { type PromptStart, promptCoach } from '#client/coaches/prompt-coach';
import { useCoachSession } from '#react/use-coach-session';
import { PROMPT_NEW } from '../../app/paths.ts';
import { promptDraftState } from '../../app/prompt-start.ts';

/**
 * A first message that was stopped before the server had it leaves no session behind, and its id can't be used again:
 * the form has its words again.
 */
export function useFreshForm(): void {
  const [, navigate] = useLocation();
  const { streamingStage, lastTurnId, messages } = useCoachSession(promptCoach);
  const isSpent = streamingStage === 'complete' && lastTurnId === undefined;
  const sent = isSpent ? messages.find(({ role }) => role === 'user') : undefined;
  const go = useRef(navigate);
  go.current = navigate;
  useEffect(() => {
    if (!sent) return;
    const { assetType, mood, customMood, gameName, brandContext } = (sent.extras['start'] ??
      {}) as Partial<PromptStart>;
    const draft = {
      description: sent.text,
      ...(assetType && { assetType }),
      ...(mood && { mood }),
      ...(customMood !== undefined && { customMood }),
      ...(gameName !== undefined && { gameName }),
      ...(brandContext?.brandKitId !== undefined && { brandKitId: brandContext.brandKitId }),
    };
    go.current(PROMPT_NEW, { state: promptDraftState(draft), replace: true });
  }, [sent]);
}
