import type { Games } from '#ports/games';
import type { ActionTool } from '../../tool.ts';
import { createGetGameDetails } from './get-game-details.ts';
import { createGetRankBenchmarks } from './get-rank-benchmarks.ts';
import { createGetRecentGames } from './get-recent-games.ts';
import { createGetStatsByMode } from './get-stats-by-mode.ts';
import { createSaveCoachingNote } from './save-coaching-note.ts';

/** The tools of the game coach, in the order in which the model gets them. */
export const createGameTools = (deps: { readonly games: Pick<Games, 'get' | 'list'> }): readonly ActionTool[] => [
  createGetRecentGames(deps),
  createGetStatsByMode(deps),
  createGetGameDetails(deps),
  createGetRankBenchmarks(),
  createSaveCoachingNote(),
];
