import type { RouteElsewhere } from '../router.ts';

export const CREATOR_SESSIONS = '/users/:userId/coach-creator-sessions';
export const CREATOR_SESSION = `${CREATOR_SESSIONS}/:sessionId`;

/** Where the turns are, for whoever answers the other methods there. */
export const CREATOR_TURN_PATHS: readonly RouteElsewhere[] = [
  { method: 'POST', pattern: `${CREATOR_SESSION}/stream` },
  { method: 'PUT', pattern: CREATOR_SESSION },
  { method: 'GET', pattern: `${CREATOR_SESSION}/turns/:turnId/stream` },
];
