import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { createAccountRest } from '#client/account-rest';
import { TIERS } from '#contract/tiers';
import { useCoachAccess } from '#react/coach-provider';
import { KEYS } from './keys.ts';

function useAccountRest() {
  const { client } = useCoachAccess();
  return useMemo(() => createAccountRest(client), [client]);
}

/** The token budget of this month, which all coaches share. */
export function useBudget() {
  const { budget } = useAccountRest();
  return useQuery({ queryKey: KEYS.budget, queryFn: budget });
}

export function useAccess() {
  const { access } = useAccountRest();
  return useQuery({ queryKey: KEYS.access, queryFn: access });
}

/** What the person's plan includes of the game coach; `undefined` while it is not known. */
export type GameAccess = 'full' | 'preview' | 'used' | undefined;

export function useGameAccess(): GameAccess {
  const budget = useBudget().data;
  const access = useAccess().data;
  if (!budget) return undefined;
  const { gameCoach } = TIERS[budget.tier];
  if (gameCoach === 'full') return 'full';
  if (!access) return undefined;
  return access.previewAvailable ? 'preview' : 'used';
}
