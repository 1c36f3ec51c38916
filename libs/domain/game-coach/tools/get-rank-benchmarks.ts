import * as z from 'zod/mini';
import { GameMode } from '#contract/games';
import { type ActionTool, defineTool } from '../../tool.ts';
import { toolChoice, toolInput, toolText } from '../../tool-input.ts';
import { benchmarkOf } from '../benchmarks.ts';
import { PROVENANCE, RANK_BENCHMARKS } from '../rank-benchmarks.ts';

/** The only table is for this mode. */
const FIGURES_FOR: GameMode = 'standard';

const ranks = RANK_BENCHMARKS.map(({ rank }) => rank).join(', ');
const Input = toolInput({
  rank: toolText(30, `There are figures for these ranks only: ${ranks}.`),
  mode: z._default(toolChoice(GameMode.options, 'The mode that the player is compared in.'), FIGURES_FOR),
});

/** Average values of players of a rank. */
export const createGetRankBenchmarks = (): ActionTool =>
  defineTool({
    name: 'get_rank_benchmarks',
    description:
      'What players of a rank reach on average, per game but for percentages and rates. Compare with averages, not ' +
      'with one game. A rank without figures is an error: say so, and take no other rank instead.',
    label: 'Looking up rank benchmarks',
    input: Input,
    readOnly: true,
    async run({ rank, mode }) {
      const benchmark = benchmarkOf(rank);
      const content = {
        benchmark,
        mode,
        figuresFor: FIGURES_FOR,
        source: PROVENANCE,
        ...(mode !== FIGURES_FOR && { note: `There are no figures for ${mode}: these are those for ${FIGURES_FOR}.` }),
      };
      return { content, summary: `Benchmarks of ${benchmark.rank}` };
    },
  });
