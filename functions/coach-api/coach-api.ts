import { createRouter, type RouterDeps } from '#http/router';
import { budgetRoutes } from '#http/routes/budget-routes';
import { type CoachRouteDeps, coachRoutes } from '#http/routes/coach-routes';
import { CREATOR_TURN_PATHS } from '#http/routes/creator-paths';
import { type CreatorSessionDeps, creatorSessionRoutes } from '#http/routes/creator-session-routes';
import type { HttpHandler } from '#ports/http';

/** Every JSON route of the API that is not a turn. */
export const createCoachApi = (deps: CreatorSessionDeps & CoachRouteDeps & RouterDeps): HttpHandler =>
  createRouter([...creatorSessionRoutes(deps), ...coachRoutes(deps), ...budgetRoutes(deps)], deps, CREATOR_TURN_PATHS);
