import type { RankBenchmark } from '#contract/games';
import { ToolRefusal } from '../tool.ts';
import { RANK_BENCHMARKS } from './rank-benchmarks.ts';

const foldOf = (rank: string): string => rank.trim().replace(/\s+/g, ' ').toLowerCase();

const byRank: ReadonlyMap<string, RankBenchmark> = new Map(
  RANK_BENCHMARKS.map((benchmark) => [foldOf(benchmark.rank), benchmark]),
);

/**
 * The figures of exactly this rank; case and white space do not matter.
 * @throws {ToolRefusal} for a rank that has none, however near another is: its numbers would be made up.
 */
export function benchmarkOf(rank: string): RankBenchmark {
  const benchmark = byRank.get(foldOf(rank));
  if (benchmark) return benchmark;
  const known = RANK_BENCHMARKS.map((row) => row.rank).join(', ');
  throw new ToolRefusal(`There are no figures for this rank. There are figures for: ${known}.`);
}
