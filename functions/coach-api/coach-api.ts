import { COACH_ROWS, turnRoutesOf } from '#contract/coaches';
import { createGameCoach, type GameCoachDeps } from '#domain/game-coach/game-coach';
import { createGameTools } from '#domain/game-coach/tools/tools';
import { createRouter, type Route, type RouterDeps } from '#http/router';
import { brandKitRoutes } from '#http/routes/brand-kit-routes';
import { budgetRoutes } from '#http/routes/budget-routes';
import { type CoachCreatorSessionDeps, coachCreatorSessionRoutes } from '#http/routes/coach-creator-session-routes';
import { type CoachRouteDeps, coachRoutes } from '#http/routes/coach-routes';
import { type GameCoachPreflightDeps, gameCoachPreflightRoutes } from '#http/routes/game-coach-preflight-routes';
import { gameCoachRecapRoutes } from '#http/routes/game-coach-recap-routes';
import { gameCoachSessionRoutes } from '#http/routes/game-coach-session-routes';
import { gameCoachToolRoutes } from '#http/routes/game-coach-tool-routes';
import { type GameDataDeps, gameDataRoutes } from '#http/routes/game-data-routes';
import { type PromptCoachPictureDeps, promptCoachPictureRoutes } from '#http/routes/prompt-coach-picture-routes';
import { type PromptCoachSessionDeps, promptCoachSessionRoutes } from '#http/routes/prompt-coach-session-routes';
import { tipRoutes } from '#http/routes/tip-routes';
import { turnStateRoutes } from '#http/routes/turn-state-routes';
import { type UploadRouteDeps, uploadRoutes } from '#http/routes/upload-routes';
import type { HttpHandler } from '#ports/http';
import type { BrandKitDeps } from '#services/brand-kits';
import type { ExecuteToolDeps } from '#services/execute-tool';
import type { RecapDeps } from '#services/recap';

export type CoachApiDeps = CoachCreatorSessionDeps &
  CoachRouteDeps &
  GameDataDeps &
  PromptCoachSessionDeps &
  PromptCoachPictureDeps &
  BrandKitDeps &
  GameCoachDeps &
  GameCoachPreflightDeps &
  RecapDeps &
  ExecuteToolDeps &
  UploadRouteDeps &
  RouterDeps;

/** Every route of the API that no stream function answers. */
export const coachApiRoutes = (deps: CoachApiDeps): readonly Route[] => [
  ...COACH_ROWS.flatMap((row) => turnStateRoutes(row, deps)),
  ...coachCreatorSessionRoutes(deps),
  ...coachRoutes(deps),
  ...promptCoachSessionRoutes(deps),
  ...promptCoachPictureRoutes(deps),
  ...brandKitRoutes(deps),
  ...tipRoutes(deps),
  ...gameCoachSessionRoutes(deps),
  ...gameDataRoutes(deps),
  ...gameCoachRecapRoutes(deps),
  ...gameCoachPreflightRoutes(createGameCoach(deps), deps),
  ...gameCoachToolRoutes(createGameTools(deps), deps),
  ...uploadRoutes(deps),
  ...budgetRoutes(deps),
];

export const createCoachApi = (deps: CoachApiDeps): HttpHandler =>
  createRouter(
    coachApiRoutes(deps),
    deps,
    COACH_ROWS.flatMap(turnRoutesOf).map(({ method, path }) => ({ method, pattern: path })),
  );
