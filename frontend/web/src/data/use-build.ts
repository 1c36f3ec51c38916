import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Rest } from '#client/rest';
import { useCoachAccess } from '#react/coach-provider';
import { KEYS } from './keys.ts';

/** Never faster than this, whatever the server says. */
const FASTEST_MS = 250;
/** When the server could not be asked. */
const AGAIN_MS = 5_000;

/** How far the building of an interview's coach has come, looked at as often as the server asks for. */
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
    if (state === 'ready') void queries.invalidateQueries({ queryKey: KEYS.coaches });
  }, [queries, state]);
  const retry = useMutation({
    mutationFn: () => rest.creatorSessions.retryBuild(sessionId),
    // Also after a refusal: somebody else may have asked before.
    onSettled: () => queries.invalidateQueries({ queryKey: KEYS.build(sessionId) }),
  });
  return { status, retry };
}
