/** Addresses of the pages. */
export const HOME = '/';
export const INTERVIEWS = '/interviews';
export const INTERVIEW = '/interviews/:sessionId';
export const COACH = '/coaches/:coachId';
export const GAME_COACH = '/game-coach';
export const GAME_CHAT = '/game-coach/conversations/:sessionId';
export const GAMES = '/game-coach/games';
export const GAME = '/game-coach/games/:gameId';
export const NOTES = '/game-coach/notes';
export const PROGRESS = '/game-coach/progress';
export const PROMPT_COACH = '/prompt-coach';
export const PROMPT_NEW = '/prompt-coach/new';
export const PROMPT_KITS = '/prompt-coach/brand-kits';
export const PROMPT_KIT_NEW = '/prompt-coach/brand-kits/new';
export const PROMPT_KIT = '/prompt-coach/brand-kits/:brandKitId';
export const PROMPT_TIPS = '/prompt-coach/tips';
export const PROMPT_SESSION = '/prompt-coach/sessions/:sessionId';

export const interviewPath = (sessionId: string): string => `/interviews/${encodeURIComponent(sessionId)}`;
export const coachPath = (coachId: string): string => `/coaches/${encodeURIComponent(coachId)}`;
export const gameChatPath = (sessionId: string): string => `/game-coach/conversations/${encodeURIComponent(sessionId)}`;
export const gamePath = (gameId: string): string => `/game-coach/games/${encodeURIComponent(gameId)}`;
export const promptKitPath = (brandKitId: string): string =>
  `/prompt-coach/brand-kits/${encodeURIComponent(brandKitId)}`;
export const promptSessionPath = (sessionId: string): string =>
  `/prompt-coach/sessions/${encodeURIComponent(sessionId)}`;
