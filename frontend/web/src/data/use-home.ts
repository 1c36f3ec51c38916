import { useQueries, useQuery } from '@tanstack/react-query';
import { useCoachAccess } from '#react/coach-provider';
import { KEYS } from './keys.ts';
import { buildQuery } from './use-build.ts';
import { useCoaches } from './use-coaches.ts';
import { useOpenInterviews } from './use-interviews.ts';

/** The data of Home. */
export function useHome() {
  const { rest } = useCoachAccess();
  const open = useOpenInterviews();
  const finished = useQuery({
    queryKey: KEYS.finishedInterviews,
    queryFn: () => rest.creatorSessions.list({ isComplete: true, limit: 20 }),
  });
  const coaches = useCoaches();
  const built = new Set(coaches.data?.coaches.map(({ sessionId }) => sessionId));
  const unbuilt = coaches.data ? (finished.data?.sessions ?? []).filter(({ sessionId }) => !built.has(sessionId)) : [];
  const builds = useQueries({ queries: unbuilt.map(({ sessionId }) => buildQuery(rest, sessionId)) });
  const queries = [open, finished, coaches];
  return {
    isLoading: [...queries, ...builds].some(({ isPending }) => isPending),
    error: queries.find(({ error }) => error)?.error,
    retry: () => void Promise.all(queries.map(({ refetch }) => refetch())),
    open: (open.data?.sessions ?? []).filter(({ status }) => status === 'active'),
    // A finished build is among the coaches, or was deleted there.
    building: unbuilt.filter((_, index) => ['queued', 'building', 'failed'].includes(builds[index]?.data?.state ?? '')),
    coaches: coaches.data?.coaches ?? [],
  };
}
