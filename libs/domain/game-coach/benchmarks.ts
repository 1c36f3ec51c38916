import type { RankBenchmark } from '#contract/games';
import { ToolRefusal } from '../tool.ts';
import { RANK_BENCHMARKS } from './rank-benchmarks.ts';

const foldOf = (rank: string): string => rank.trim().replace(/\s+/g, ' ').toLowerCase();

const byRank: ReadonlyMap<string, RankBenchmark> = new Map(
  RANK_BENCHMARKS.map((benchmark) => [foldOf(benchmark.rank), benchmark]),
);

/**
 * The benchmarks of exactly this rank. Case and white space do not matter.
 * @throws {ToolRefusal} for an unknown rank, even when another one is close: its numbers would be invented.
 */
export function benchmarkOf(rank: string): RankBenchmark {
  const benchmark = byRank.get(foldOf(rank));
  if (benchmark) return benchmark;
  const known = RANK_BENCHMARKS.map((row) => row.rank).join(', ');
  throw new ToolRefusal(`There are no figures for this rank. There are figures for: ${known}.`);
}
