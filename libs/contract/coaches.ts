import type { Feature } from './tiers.ts';

/** Where a turn is sent. A path segment that begins with a colon is a parameter. */
export interface TurnAddress {
  /** POST, answered as SSE on the Function URL and the API. Where it equals `json.path`, the API needs `?stream=true`. */
  readonly stream: string;
  /** The API answers one JSON object here. */
  readonly json: { readonly method: 'POST' | 'PUT'; readonly path: string };
}

/** One coach, as every part of the product knows it. */
export interface CoachRow {
  /** In stored keys, logs and metrics. */
  readonly kind: string;
  /** Its stream function: a folder under `functions/`. */
  readonly function: string;
  /** The path of one session, with `:sessionId`. */
  readonly session: string;
  readonly turns: {
    /** Present where the first turn creates its session, which then has that turn's id. */
    readonly first?: TurnAddress;
    /** Where its path has no `:sessionId`, the body names the session. */
    readonly next: TurnAddress;
  };
  /** The row of the tier table that says who may use it; absent where everyone may. */
  readonly feature?: Feature;
}

const CREATOR_SESSION = '/users/:userId/coach-creator-sessions/:sessionId';
const GAME_TURN: TurnAddress = { stream: '/coach/chat/stream', json: { method: 'POST', path: '/coach/chat' } };

/**
 * The coaches that are deployed, by their name in `/config.json`. This is the only list: routes of server and client,
 * stacks, grants, the local stack and schemas are read from it.
 */
export const COACHES = {
  coachCreator: {
    kind: 'coach_creator',
    function: 'stream-coach-creator-session',
    session: CREATOR_SESSION,
    turns: { next: { stream: `${CREATOR_SESSION}/stream`, json: { method: 'PUT', path: CREATOR_SESSION } } },
  },
  gameCoach: {
    kind: 'game_coach',
    function: 'stream-game-coach',
    session: '/coach/chat/sessions/:sessionId',
    turns: { first: GAME_TURN, next: GAME_TURN },
    feature: 'gameCoach',
  },
} as const satisfies Readonly<Record<string, CoachRow>>;

export type CoachName = keyof typeof COACHES;

/** The path at which one turn of a session is followed. */
export const followPath = ({ session }: CoachRow): string => `${session}/turns/:turnId/stream`;

export interface TurnRoute {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
}

/** Every route that the coach's stream function answers, each once. */
export function turnRoutesOf(row: CoachRow): readonly TurnRoute[] {
  const addresses = [row.turns.first, row.turns.next].filter((address) => address !== undefined);
  const routes = [
    ...addresses.flatMap(({ stream, json }): TurnRoute[] => [{ method: 'POST', path: stream }, json]),
    { method: 'GET', path: followPath(row) } as const,
  ];
  return [...new Map(routes.map((route) => [`${route.method} ${route.path}`, route])).values()];
}
