import type { RouteElsewhere } from '../router.ts';

export const GAME_CHAT = '/coach/chat';
export const CHAT_SESSIONS = `${GAME_CHAT}/sessions`;
export const CHAT_SESSION = `${CHAT_SESSIONS}/:sessionId`;

/** Where the turns are, for whoever answers the other methods there. */
export const GAME_TURN_PATHS: readonly RouteElsewhere[] = [
  { method: 'POST', pattern: `${GAME_CHAT}/stream` },
  { method: 'POST', pattern: GAME_CHAT },
  { method: 'GET', pattern: `${CHAT_SESSION}/turns/:turnId/stream` },
];
