import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { promptCoach } from '#client/coaches/prompt-coach';
import { useCoachSession } from '#react/use-coach-session';
import type { SessionTimeout } from '#react/use-session-timeout';
import { PROMPT_NEW } from '../../app/paths.ts';
import { type PromptDraft, promptDraftState } from '../../app/prompt-start.ts';
import { useAccess } from '../../data/use-account-limits.ts';
import { usePromptAccess } from '../../data/use-prompt-sessions.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TrialUsed } from '../prompt-coach/trial.tsx';
import { useTurns } from './head-details.tsx';

const MAX_DESCRIPTION = 500;

export type ClosedReason = 'ended' | 'expired' | 'noTurns' | 'noText';

/** Why nothing can be said any more; `undefined` while something can. */
export function useClosedReason({ level }: SessionTimeout): ClosedReason | undefined {
  const { session, isStreaming } = useCoachSession(promptCoach);
  const limits = useAccess().data?.limits;
  const { remaining } = useTurns();
  if (!session || isStreaming) return undefined;
  if (session.status !== 'active') return session.status;
  if (level === 'expired') return 'expired';
  if (remaining === 0) return 'noTurns';
  return limits && session.textTokensOut >= limits.textTokensOut ? 'noText' : undefined;
}

/** A new session with what this one has come to. */
function useSameWords(): () => void {
  const { session, intent } = useCoachSession(promptCoach);
  const [, navigate] = useLocation();
  return () => {
    const { assetType, mood, customMood, gameName, brand } = session ?? {};
    const draft: PromptDraft = {
      description: intent.description.slice(0, MAX_DESCRIPTION),
      ...(assetType && { assetType }),
      ...(mood && { mood }),
      ...(customMood !== undefined && { customMood }),
      ...(gameName !== undefined && { gameName }),
      ...(brand?.brandKitId !== undefined && { brandKitId: brand.brandKitId }),
    };
    navigate(PROMPT_NEW, { state: promptDraftState(draft) });
  };
}

/** In place of the composer: why nothing can be said, and what can be done. */
export function Closed({ reason }: { readonly reason: ClosedReason }) {
  const { t } = useTranslation();
  const { draftVersion } = useCoachSession(promptCoach);
  const access = usePromptAccess();
  const again = useSameWords();
  if (access === 'used') {
    return (
      <>
        <Notice tone="plain">{t(`prompt.session.${reason}`)}</Notice>
        <TrialUsed />
      </>
    );
  }
  return (
    <Notice
      tone="plain"
      actions={
        <Button onClick={again}>{t(draftVersion > 0 ? 'prompt.session.sameWords' : 'prompt.session.again')}</Button>
      }
    >
      {t(`prompt.session.${reason}`)}
    </Notice>
  );
}
