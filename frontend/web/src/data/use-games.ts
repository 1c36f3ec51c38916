import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { KEYS } from './keys.ts';
import { useGameRest } from './use-game-rest.ts';
import { usePages } from './use-pages.ts';

const PAGE = 20;
/** As many as one call gives: what averages are made of. */
const NEWEST = 100;

/** Imported games, newest first. */
export function useGames() {
  const { games } = useGameRest();
  const query = usePages(KEYS.gameList, games.list, PAGE);
  return { query, games: query.data?.pages.flatMap((page) => page.games) ?? [] };
}

/** One game; nothing is asked without an id. */
export function useGame(gameId: string | undefined) {
  const { games } = useGameRest();
  return useQuery({
    queryKey: KEYS.game(gameId ?? ''),
    queryFn: () => games.get(gameId ?? ''),
    enabled: gameId !== undefined,
  });
}

/** The newest hundred. */
export function useNewestGames() {
  const { games } = useGameRest();
  return useQuery({ queryKey: KEYS.newestGames, queryFn: () => games.list({ limit: NEWEST }) });
}

export function useDeleteGame(gameId: string) {
  const { games } = useGameRest();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => games.delete(gameId),
    onSuccess: () => queries.invalidateQueries({ queryKey: KEYS.games, refetchType: 'none' }),
  });
}
