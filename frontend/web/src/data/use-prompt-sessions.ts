import { useMutation, useQueryClient } from '@tanstack/react-query';
import { freshen } from './freshen.ts';
import { KEYS } from './keys.ts';
import { useAccess } from './use-account-limits.ts';
import { usePages } from './use-pages.ts';
import { usePromptRest } from './use-prompt-rest.ts';

const PAGE = 20;

/** Sessions with the prompt coach, by last activity. */
export function usePromptSessions() {
  const { sessions } = usePromptRest();
  const query = usePages(KEYS.promptSessions, sessions.list, PAGE);
  return { query, sessions: query.data?.pages.flatMap((page) => page.sessions) ?? [] };
}

export function useDeletePromptSession() {
  const { sessions } = usePromptRest();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: sessions.delete,
    onSuccess: () => freshen(queries, KEYS.promptSessions),
  });
}

/** Whether the person may begin a session; `undefined` while it is not known. */
export type PromptAccess = 'full' | 'trial' | 'used' | undefined;

export function usePromptAccess(): PromptAccess {
  const { data } = useAccess();
  if (!data) return undefined;
  if (data.hasAccess) return 'full';
  return data.trialAvailable ? 'trial' : 'used';
}
