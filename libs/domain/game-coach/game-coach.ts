import type { GameChatTurn, GameComplete } from '#contract/game-chat';
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

/** What the conversation itself keeps: nothing beyond its messages. */
export type GameState = Readonly<Record<string, never>>;

/** What was read for one question. */
export interface GameFacts {
  /** The newest. */
  readonly notes: readonly Note[];
  /** The game that the person asks about; `undefined` also when there is no such game. */
  readonly game: Game | undefined;
}

export type GameCoach = CoachKind<Omit<GameChatTurn, 'turnId'>, GameState, GameFacts>;

export interface GameCoachDeps {
  readonly games: Games;
  readonly notes: Notes;
  /** Model calls of one turn, at most. */
  readonly maxSteps: number;
}

/** A coach for Rocket League, who answers from the player's own games. */
export function createGameCoach({ games, notes, maxSteps }: GameCoachDeps): GameCoach {
  const tools = createGameTools({ games });
  return {
    kind: 'game_coach',
    feature: 'gameCoach',
    maxTokens: 8_192,
    thinkingTokens: 2_048,
    maxSteps,
    windowMessages: 20,
    turnLimit: null,
    idleMs: null,
    opening: {},

    async load(sub, { gameId }) {
      const [page, game] = await Promise.all([
        notes.list(sub, { limit: NOTES_IN_PROMPT }),
        gameId === undefined ? undefined : games.get(sub, gameId),
      ]);
      return { notes: page.items, game };
    },

    check({ body, facts }) {
      if (body.gameId !== undefined && !facts.game) throw new CoachError('not_found', 'no such game');
    },

    message: ({ message }) => [{ type: 'text', text: message }],

    prompt: ({ user, session, facts, now }) => ({
      ...gamePrompt({
        playerName: user.playerName,
        rank: user.rank,
        notes: facts.notes,
        game: facts.game,
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
      // Each step but the last adds what the model said and what its tools found.
      jobs: summaryOrder(turn, 2 * steps - 1),
    }),
  };
}
