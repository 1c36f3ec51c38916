import { useQuery } from '@tanstack/react-query';
import { KEYS } from './keys.ts';
import { useGameRest } from './use-game-rest.ts';

/** What players of each rank reach on average. */
export function useBenchmarks() {
  const { benchmarks } = useGameRest();
  return useQuery({ queryKey: KEYS.benchmarks, queryFn: benchmarks, staleTime: Infinity });
}
