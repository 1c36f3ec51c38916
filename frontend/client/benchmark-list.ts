import * as z from 'zod/mini';
import { RankBenchmark } from '#contract/games';

/** From the lowest rank to the highest. */
export const BenchmarkList = z.object({ benchmarks: z.array(RankBenchmark) });
