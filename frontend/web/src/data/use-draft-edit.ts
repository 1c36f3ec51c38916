import { useMutation } from '@tanstack/react-query';
import { promptCoach } from '#client/coaches/prompt-coach';
import { Refusal } from '#client/refusal';
import type { EditDraft } from '#contract/prompt-coach/requests';
import { useCoachSession } from '#react/use-coach-session';
import { withId } from './repeatable.ts';
import { usePromptRest } from './use-prompt-rest.ts';

type DraftBody = Pick<EditDraft, 'baseVersion' | 'description'>;

/** The person's own description, or a fix, as a new draft. A refusal brings the session as it stands by now. */
export function useDraftEdit() {
  const { sessionId, draftVersion, refresh } = useCoachSession(promptCoach);
  const { sessions } = usePromptRest();
  const edit = useMutation({
    mutationFn: ({ id, ...draft }: DraftBody & { readonly id: string }) =>
      sessions.editDraft(sessionId, { draftId: id, ...draft }),
    onSuccess: () => refresh(),
    onError: (error) => {
      if (error instanceof Refusal) void refresh();
    },
  });
  return {
    isPending: edit.isPending,
    error: edit.error,
    reset: edit.reset,
    save: (description: string, onSaved?: () => void) =>
      edit.mutate(withId(edit, { baseVersion: draftVersion, description }), onSaved && { onSuccess: onSaved }),
  };
}
