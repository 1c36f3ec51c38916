import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCoachAccess } from '#react/coach-provider';
import { freshen } from './freshen.ts';
import { KEYS } from './keys.ts';

/** Interviews that are not finished, by last activity. */
export function useOpenInterviews() {
  const { rest } = useCoachAccess();
  return useQuery({
    queryKey: KEYS.openInterviews,
    queryFn: () => rest.creatorSessions.list({ isComplete: false, limit: 50 }),
  });
}

export function useDeleteInterview() {
  const { rest } = useCoachAccess();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: rest.creatorSessions.delete,
    onSuccess: () => freshen(queries, KEYS.interviews),
  });
}
