import { createGameCoach, type GameCoachDeps } from '#domain/game-coach/game-coach';
import { createGameTools } from '#domain/game-coach/tools/tools';
import { createRouter, type RouterDeps } from '#http/router';
import { budgetRoutes } from '#http/routes/budget-routes';
import { type CoachRouteDeps, coachRoutes } from '#http/routes/coach-routes';
import { CREATOR_TURN_PATHS } from '#http/routes/creator-paths';
import { type CreatorSessionDeps, creatorSessionRoutes } from '#http/routes/creator-session-routes';
import { type GameDataDeps, gameDataRoutes } from '#http/routes/game-data-routes';
import { GAME_TURN_PATHS } from '#http/routes/game-paths';
import { gameSessionRoutes } from '#http/routes/game-session-routes';
import { type PreflightRouteDeps, preflightRoutes } from '#http/routes/preflight-routes';
import { recapRoutes } from '#http/routes/recap-routes';
import { toolRoutes } from '#http/routes/tool-routes';
import type { HttpHandler } from '#ports/http';
import type { ExecuteToolDeps } from '#services/execute-tool';
import type { RecapDeps } from '#services/recap';

export type CoachApiDeps = CreatorSessionDeps &
  CoachRouteDeps &
  GameDataDeps &
  GameCoachDeps &
  PreflightRouteDeps &
  RecapDeps &
  ExecuteToolDeps &
  RouterDeps;

/** Every JSON route of the API that is not a turn. */
export const createCoachApi = (deps: CoachApiDeps): HttpHandler =>
  createRouter(
    [
      ...creatorSessionRoutes(deps),
      ...coachRoutes(deps),
      ...gameSessionRoutes(deps),
      ...gameDataRoutes(deps),
      ...recapRoutes(deps),
      ...preflightRoutes(createGameCoach(deps), deps),
      ...toolRoutes(createGameTools(deps), deps),
      ...budgetRoutes(deps),
    ],
    deps,
    [...CREATOR_TURN_PATHS, ...GAME_TURN_PATHS],
  );
