import { COACHES } from '#contract/coaches';
import { GameChatTurn } from '#contract/game-chat-requests';
import type { GameCoach } from '#domain/game-coach/game-coach';
import type { TurnDeps } from '#services/turn/turn-deps';
import type { TurnReading } from '../read-turn.ts';
import type { Route } from '../router.ts';
import { turnRoutes } from './turn-routes.ts';

const gameCoachTurn: TurnReading<GameChatTurn> = {
  body: GameChatTurn,
  fieldsOf: ({ text, openedBy, extra: { sessionId, gameId } }) => ({
    message: text,
    // The first message of a chat created the session, so its turn id is the session id.
    sessionId: sessionId ?? openedBy,
    gameId,
  }),
};

export const gameCoachTurnRoutes = (coach: GameCoach, deps: TurnDeps): readonly Route[] =>
  turnRoutes(COACHES.gameCoach, coach, { next: gameCoachTurn }, deps);
