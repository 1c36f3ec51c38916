import { createGameCoach, type GameCoachDeps } from '#domain/game-coach/game-coach';
import { createRouter, type RouterDeps } from '#http/router';
import { gameTurnRoutes } from '#http/routes/game-turn-routes';
import type { HttpHandler } from '#ports/http';
import type { TurnDeps } from '#services/turn/turn-deps';

/** The turns of the game coach, for all three paths. */
export const createStreamGameCoach = (deps: GameCoachDeps & TurnDeps & RouterDeps): HttpHandler =>
  createRouter(gameTurnRoutes(createGameCoach(deps), deps), deps);
