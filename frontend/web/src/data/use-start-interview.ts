import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { useCoachAccess } from '#react/coach-provider';
import { interviewPath } from '../app/paths.ts';
import { freshen } from './freshen.ts';
import { KEYS } from './keys.ts';

/** Begins a new interview and goes there. */
export function useStartInterview() {
  const { rest } = useCoachAccess();
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  return useMutation({
    mutationFn: () => rest.creatorSessions.create(),
    onSuccess: ({ sessionId }) => {
      void freshen(queries, KEYS.interviews);
      navigate(interviewPath(sessionId));
    },
  });
}
