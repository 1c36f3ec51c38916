import type { Game, RankBenchmark } from '#contract/games';

/** The measures of benchmarks, in the order in which they are shown. */
export const MEASURES = [
  'goals',
  'assists',
  'saves',
  'shots',
  'shootingPct',
  'boostPerMinute',
  'supersonicPct',
  'aerials',
  'wavedashes',
] as const;
export type Measure = (typeof MEASURES)[number];

/** A player's averages a game; `undefined` where no game has a value. */
export type Averages = Readonly<Record<Measure, number | undefined>>;

/** One measure of the player beside the rank's. */
export interface Comparison {
  readonly measure: Measure;
  readonly own: number | undefined;
  readonly rank: number;
  /** The player's value divided by the rank's. */
  readonly share: number | undefined;
}

function meanOf(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0) / known.length;
}

const sumOf = (games: readonly Game[], name: 'goals' | 'shots'): number =>
  games.reduce((sum, game) => sum + game[name], 0);

/** Every game has the same weight. The shooting percentage is that of all shots together. */
export function averagesOf(games: readonly Game[]): Averages {
  const mean = (name: Exclude<Measure, 'shootingPct'>) => meanOf(games.map((game) => game[name]));
  const shots = sumOf(games, 'shots');
  return {
    goals: mean('goals'),
    assists: mean('assists'),
    saves: mean('saves'),
    shots: mean('shots'),
    shootingPct: shots === 0 ? undefined : (100 * sumOf(games, 'goals')) / shots,
    boostPerMinute: mean('boostPerMinute'),
    supersonicPct: mean('supersonicPct'),
    aerials: mean('aerials'),
    wavedashes: mean('wavedashes'),
  };
}

export const compare = (own: Averages, rank: RankBenchmark): readonly Comparison[] =>
  MEASURES.map((measure) => {
    const [mine, theirs] = [own[measure], rank[measure]];
    return { measure, own: mine, rank: theirs, share: mine === undefined || theirs === 0 ? undefined : mine / theirs };
  });

const isNamed =
  (name: string) =>
  ({ rank }: RankBenchmark): boolean =>
    rank.toLowerCase() === name.toLowerCase();

/**
 * The rank to compare with: the chosen one, else that of the newest game with a known rank, else the first.
 * A rank without benchmarks is never replaced by a similar one.
 */
export function rankFor(
  chosen: string | null,
  games: readonly Game[],
  benchmarks: readonly RankBenchmark[],
): RankBenchmark | undefined {
  const played = games.flatMap(({ rank }) => (rank === undefined ? [] : benchmarks.filter(isNamed(rank))))[0];
  return benchmarks.find(isNamed(chosen ?? '')) ?? played ?? benchmarks[0];
}
