import * as z from 'zod/mini';
import { canonicalId, isGameId } from '#contract/ids';
import type { Games } from '#ports/games';
import { type ActionTool, defineTool, ToolRefusal } from '../../tool.ts';
import { toolInput } from '../../tool-input.ts';

const error = 'an id of a game: 1 to 64 letters, digits, _ or -';
const Input = toolInput({
  gameId: z
    .string({ error })
    .check(
      z.refine(isGameId, { error }),
      z.meta({ description: 'The id of a game, as get_recent_games gives it.', pattern: '^[A-Za-z0-9_-]{1,64}$' }),
    ),
});

/** One game with all its known values. */
export const createGetGameDetails = ({ games }: { readonly games: Pick<Games, 'get'> }): ActionTool =>
  defineTool({
    name: 'get_game_details',
    description: "All numbers of one of the player's games.",
    label: 'Looking at one game',
    input: Input,
    readOnly: true,
    async run({ gameId }, { sub }) {
      const game = await games.get(sub, canonicalId(gameId));
      if (!game) throw new ToolRefusal('No such game. get_recent_games gives the games with their ids.');
      const { mode, won, playedAt, score } = game;
      const day = playedAt.slice(0, '2026-11-21'.length);
      return { content: { game }, summary: `${won ? 'won' : 'lost'}, ${mode}, ${day}, score ${score}` };
    },
  });
