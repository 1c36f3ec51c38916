import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { UpdateCoach } from '#contract/requests';
import { useCoachAccess } from '#react/coach-provider';
import { freshen } from './freshen.ts';
import { KEYS } from './keys.ts';

/** Renames or archives a coach. The answer is the changed coach. */
export function useUpdateCoach(coachId: string) {
  const { rest } = useCoachAccess();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (change: UpdateCoach) => rest.coaches.update(coachId, change),
    onSuccess: (coach) => {
      queries.setQueryData(KEYS.coach(coachId), coach);
      return freshen(queries, KEYS.coaches);
    },
  });
}
