import * as z from 'zod/mini';
import { COACHES } from '#contract/coaches';
import type { GameComplete } from '#contract/game-chat';
import type { GameChatTurn } from '#contract/game-chat-requests';
import type { Game, Note } from '#contract/games';
import { CoachError } from '#ports/errors';
import type { Games, Notes } from '#ports/games';
import { titleOf } from '../clip.ts';
import type { CoachKind } from '../coach.ts';
import { summaryOrder } from '../summary/summary-order.ts';
import { today } from '../today.ts';
import { gamePrompt } from './prompt.ts';
import { createGameTools } from './tools/tools.ts';

const NOTES_IN_PROMPT = 10;

/** The coach keeps no state besides its messages. */
const GameState = z.object({});
export type GameState = z.infer<typeof GameState>;

/** What is loaded for one question. */
export interface GameFacts {
  /** The newest notes. */
  readonly notes: readonly Note[];
  /** The game that the user asks about. Also `undefined` when it does not exist. */
  readonly game: Game | undefined;
}

export type GameCoach = CoachKind<Omit<GameChatTurn, 'turnId'>, GameState, GameFacts>;

export interface GameCoachDeps {
  readonly games: Games;
  readonly notes: Notes;
  /** Maximum model calls per turn. */
  readonly maxSteps: number;
}

/** A coach for Rocket League that answers from the player's own games. */
export function createGameCoach({ games, notes, maxSteps }: GameCoachDeps): GameCoach {
  const tools = createGameTools({ games });
  return {
    kind: COACHES.gameCoach.kind,
    feature: COACHES.gameCoach.feature,
    limits: {
      maxTokens: 8_192,
      thinkingTokens: 2_048,
      maxSteps,
      windowMessages: 20,
      turnLimit: null,
      idleMs: null,
    },
    state: GameState,

    open: () => ({}),

    async load({ sub, body: { gameId } }) {
      const [page, game] = await Promise.all([
        notes.list(sub, { limit: NOTES_IN_PROMPT }),
        gameId === undefined ? undefined : games.get(sub, gameId),
      ]);
      return { notes: page.items, game };
    },

    check({ body, own }) {
      if (body.gameId !== undefined && !own.game) throw new CoachError('not_found', 'no such game');
    },

    titleOf: ({ message }) => titleOf(message),

    message: ({ message }) => [{ type: 'text', text: message }],

    prompt: ({ user, session, own, now }) => ({
      ...gamePrompt({
        playerName: user.playerName,
        rank: user.rank,
        notes: own.notes,
        game: own.game,
        summary: session.summary?.text,
        today: today(now, user.timezone),
      }),
      tools,
    }),

    finish: (turn, { toolsUsed, steps }) => ({
      state: {},
      status: turn.session.status,
      title: turn.session.title ?? titleOf(turn.body.message),
      complete: { toolsUsed: [...toolsUsed], steps } satisfies GameComplete,
      writes: [],
      // Each step except the last adds two messages: the model's and the tool results.
      jobs: summaryOrder(turn, 2 * steps - 1),
    }),
  };
}
