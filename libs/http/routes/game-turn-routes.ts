import { GameChatTurn } from '#contract/game-chat';
import type { GameCoach } from '#domain/game-coach/game-coach';
import type { TurnDeps } from '#services/turn/turn-deps';
import type { DialectMessage } from '../read-turn.ts';
import type { Call, Route } from '../router.ts';
import { CHAT_SESSION, GAME_CHAT } from './game-paths.ts';
import { turnRoute } from './turn-route.ts';
import { turnStreamRoute } from './turn-state-routes.ts';

/** Paths 1 and 2 post to `/stream`; path 3 posts to the chat itself, and gets one JSON object. */
export function gameTurnRoutes(coach: GameCoach, deps: TurnDeps): readonly Route[] {
  const turn = {
    coach,
    body: GameChatTurn,
    fieldsOf,
    sessionId: (_call: Call, { sessionId, turnId }: GameChatTurn) => sessionId ?? turnId,
    opensSession: ({ sessionId }: GameChatTurn) => sessionId === undefined,
  };
  return [
    turnRoute({ ...turn, method: 'POST', pattern: `${GAME_CHAT}/stream` }, deps),
    turnRoute({ ...turn, method: 'POST', pattern: GAME_CHAT }, deps),
    turnStreamRoute({ kind: coach.kind, pattern: CHAT_SESSION }, deps),
  ];
}

/** What a person asks the game coach in another product’s client: the first message of a conversation opens a session. */
const fieldsOf = ({ text, openedBy, extra: { sessionId, gameId } }: DialectMessage) => ({
  message: text,
  sessionId: sessionId ?? openedBy,
  gameId,
});
