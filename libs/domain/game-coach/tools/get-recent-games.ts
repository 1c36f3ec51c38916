import * as z from 'zod/mini';
import type { Games } from '#ports/games';
import { type ActionTool, defineTool } from '../../tool.ts';
import { toolInput, toolInteger, toolText } from '../../tool-input.ts';
import { recordOf } from '../stats.ts';

const Input = toolInput({
  limit: z._default(toolInteger(1, 50, 'How many games at most.'), 10),
  playlist: z.optional(
    toolText(50, 'Only games of this playlist, for example `Ranked Doubles`; case does not matter.'),
  ),
});

/** The player's games, newest first. */
export const createGetRecentGames = ({ games }: { readonly games: Pick<Games, 'list'> }): ActionTool =>
  defineTool({
    name: 'get_recent_games',
    description:
      "The player's most recent games, newest first, with their numbers. Use it to see form, streaks and single " +
      'games; for averages and trends use get_stats_by_mode.',
    label: 'Looking at your recent games',
    input: Input,
    readOnly: true,
    async run({ limit, playlist }, { sub }) {
      const { items } = await games.list(sub, { limit, ...(playlist !== undefined && { playlist }) });
      return { content: { games: items }, summary: recordOf(items) };
    },
  });
