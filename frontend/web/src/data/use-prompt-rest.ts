import { useMemo } from 'react';
import { createPromptRest, type PromptRest } from '#client/prompt-rest';
import { useCoachAccess } from '#react/coach-provider';

/** The prompt coach's REST calls. */
export function usePromptRest(): PromptRest {
  const { client } = useCoachAccess();
  return useMemo(() => createPromptRest(client), [client]);
}
