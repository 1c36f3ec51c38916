import type { RankBenchmark } from '#contract/games';

/** Sent together with the numbers everywhere. */
export const PROVENANCE = 'Illustrative community figures from the specification of this product, not measured by us.';

const COLUMNS = [
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
type Figures = readonly [number, number, number, number, number, number, number, number, number];

const row = (rank: string, ...figures: Figures): RankBenchmark =>
  ({ rank, ...Object.fromEntries(COLUMNS.map((column, place) => [column, figures[place]])) }) as RankBenchmark;

/** Data that can be replaced as a whole: one row per rank, lowest first. Per game, except percentages and rates. */
export const RANK_BENCHMARKS: readonly RankBenchmark[] = [
  row('Bronze I', 0.25, 0.15, 0.65, 1.8, 14, 220, 5, 0.2, 0.1),
  row('Silver I', 0.4, 0.2, 0.8, 2.1, 16, 260, 7, 0.3, 0.2),
  row('Gold I', 0.55, 0.28, 0.95, 2.4, 19, 300, 10, 0.5, 0.3),
  row('Platinum I', 0.72, 0.35, 1.1, 2.8, 22, 340, 13, 0.7, 0.4),
  row('Diamond I', 0.9, 0.45, 1.25, 3.1, 24, 375, 16, 0.9, 0.5),
  row('Champion I', 1.05, 0.55, 1.35, 3.5, 27, 410, 19, 1.1, 0.7),
  row('Grand Champion I', 1.2, 0.62, 1.45, 3.9, 30, 445, 22, 1.3, 0.9),
  row('Supersonic Legend', 1.35, 0.7, 1.6, 4.2, 32, 480, 25, 1.6, 1.1),
];
