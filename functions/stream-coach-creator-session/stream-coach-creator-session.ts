import { createRouter, type RouterDeps } from '#http/router';
import { creatorTurnRoutes } from '#http/routes/creator-turn-routes';
import type { HttpHandler } from '#ports/http';
import type { TurnDeps } from '#services/turn/turn-deps';

/** The turns of the coach creator, for all three paths. */
export const createStreamCoachCreatorSession = (deps: TurnDeps & RouterDeps): HttpHandler =>
  createRouter(creatorTurnRoutes(deps), deps);
