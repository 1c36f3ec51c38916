import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { KEYS } from './keys.ts';
import { useGameRest } from './use-game-rest.ts';
import { usePages } from './use-pages.ts';

const PAGE = 20;
/** The limit of one request. Averages are made from them. */
const NEWEST = 100;

/** Imported games, newest first. */
export function useGames() {
  const { games } = useGameRest();
  const query = usePages(KEYS.gameList, games.list, PAGE);
  return { query, games: query.data?.pages.flatMap((page) => page.games) ?? [] };
}

/** One game. Without an id nothing is requested. */
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
