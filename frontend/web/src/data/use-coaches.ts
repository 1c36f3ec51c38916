import { useQuery } from '@tanstack/react-query';
import { useCoachAccess } from '#react/coach-provider';
import { KEYS } from './keys.ts';

/** The person's own coaches, archived ones included. */
export function useCoaches() {
  const { rest } = useCoachAccess();
  return useQuery({ queryKey: KEYS.coaches, queryFn: () => rest.coaches.list({ limit: 100 }) });
}
