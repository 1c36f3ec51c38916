import { useMemo } from 'react';
import { createGameRest, type GameRest } from '#client/game-rest';
import { useCoachAccess } from '#react/coach-provider';

/** The game coach's REST calls. */
export function useGameRest(): GameRest {
  const { client } = useCoachAccess();
  return useMemo(() => createGameRest(client), [client]);
}
