import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Rest } from '#client/rest';
import { useCoachAccess } from '#react/coach-provider';
import { freshen } from './freshen.ts';
import { KEYS } from './keys.ts';

/** The shortest interval, in milliseconds. */
const FASTEST_MS = 250;
/** The interval after a failed request, in milliseconds. */
const AGAIN_MS = 5_000;

/** The state of an interview's build, polled at the interval that the server asks for. */
export const buildQuery = (rest: Rest, sessionId: string) =>
  queryOptions({
    queryKey: KEYS.build(sessionId),
    queryFn: () => rest.creatorSessions.configStatus(sessionId),
    refetchInterval: ({ state: { data, status } }) => {
      if (status === 'error') return AGAIN_MS;
      return data && data.pollAfterMs > 0 ? Math.max(FASTEST_MS, data.pollAfterMs) : false;
    },
  });

export function useBuild(sessionId: string) {
  const { rest } = useCoachAccess();
  const queries = useQueryClient();
  const status = useQuery(buildQuery(rest, sessionId));
  const state = status.data?.state;
  useEffect(() => {
    if (state === 'ready') void freshen(queries, KEYS.coaches);
  }, [queries, state]);
  const retry = useMutation({
    mutationFn: () => rest.creatorSessions.retryBuild(sessionId),
    // Also after a refusal: another window may have started a build.
    onSettled: () => freshen(queries, KEYS.build(sessionId)),
  });
  return { status, retry };
}
