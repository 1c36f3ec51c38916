import * as z from 'zod/mini';
import { GameMode } from '#contract/games';
import { isoOf } from '#ports/clock';
import type { Games } from '#ports/games';
import { type ActionTool, defineTool } from '../../tool.ts';
import { toolChoice, toolInput, toolInteger } from '../../tool-input.ts';
import { averagesOf, recordOf, trendsOf, winsOf } from '../stats.ts';

const DAY_MS = 24 * 60 * 60_000;
/** Maximum games in the statistics. A year may hold more. */
const MAX_GAMES = 500;

const Input = toolInput({
  mode: toolChoice([...GameMode.options, 'all'], 'duel is 1v1, doubles 2v2, standard 3v3; all takes them together.'),
  days: z._default(toolInteger(1, 365, 'How many days to look back from now.'), 30),
});

/** Averages and trends of a period. */
export const createGetStatsByMode = ({ games }: { readonly games: Pick<Games, 'list'> }): ActionTool =>
  defineTool({
    name: 'get_stats_by_mode',
    description:
      "The player's averages per game over a period, and their trends: how far the later half of the games is above " +
      'or below the earlier half. null is what is not known; trends need at least 4 games.',
    label: 'Working out your averages',
    input: Input,
    readOnly: true,
    async run({ mode, days }, { sub, now }) {
      const from = isoOf(now - days * DAY_MS);
      const { items, nextCursor } = await games.list(sub, {
        limit: MAX_GAMES,
        from,
        ...(mode !== 'all' && { mode }),
      });
      const content = {
        mode,
        days,
        from,
        games: items.length,
        won: winsOf(items),
        averages: averagesOf(items),
        trends: trendsOf(items),
        ...(nextCursor !== undefined && { note: `Only the newest ${MAX_GAMES} games of the period were counted.` }),
      };
      return { content, summary: `${recordOf(items)} in ${days === 1 ? 'a day' : `${days} days`}` };
    },
  });
