import { promptCoach } from '#client/coaches/prompt-coach';
import type { Draft } from '#contract/prompt-coach/intent';
import { useCoachSession } from '#react/use-coach-session';

/** All versions of the words, oldest first. The newest one comes with the answer, before the session is read again. */
export function useDrafts(): readonly Draft[] {
  const { session, intent, draftVersion, validation, messages } = useCoachSession(promptCoach);
  const drafts = session?.drafts ?? [];
  if (draftVersion === 0 || drafts.some(({ version }) => version === draftVersion)) return drafts;
  const newest: Draft = {
    version: draftVersion,
    description: intent.description,
    refinementRequest: messages.findLast(({ role }) => role === 'user')?.text ?? '',
    changesMade: [],
    brandElementsUsed: [],
    validation,
    createdAt: '',
  };
  return [...drafts, newest];
}
