import { createDynamoGames } from '#adapters/dynamodb/games';
import { createDynamoNotes } from '#adapters/dynamodb/notes';
import { COACHES } from '#contract/coaches';
import { createGameCoach } from '#domain/game-coach/game-coach';
import { gameCoachTurnRoutes } from '#http/routes/game-coach-turn-routes';
import { streamHandler } from '../compose-stream.ts';
import { config } from './config.ts';

export const handler = await streamHandler(COACHES.gameCoach, config, ({ settings, storage, deps }) => {
  const games = createDynamoGames(storage);
  const notes = createDynamoNotes(storage);
  return gameCoachTurnRoutes(createGameCoach({ games, notes, maxSteps: settings.COACH_MAX_STEPS }), deps);
});
