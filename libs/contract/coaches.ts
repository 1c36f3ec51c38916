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
  /** The path of one session. Its last segment is `:sessionId`. */
  readonly session: string;
  readonly turns: {
    /** Present where the first turn creates its session, which then has that turn's id. */
    readonly first?: TurnAddress;
    /** Where its path has no `:sessionId`, the body names the session. */
    readonly next: TurnAddress;
  };
  /** The row of the tier table that says who may use it; absent where everyone may. */
  readonly feature?: Feature;
  /** How long an ended or expired session is kept; absent for ever. */
  readonly keepDays?: number;
}

const CREATOR_SESSION = '/users/:userId/coach-creator-sessions/:sessionId';
const PROMPT_SESSION = '/coach/sessions/:sessionId';
/** The Function URL streams here, and the API with `?stream=true`. */
const promptTurn = (path: string): TurnAddress => ({ stream: path, json: { method: 'POST', path } });
const GAME_TURN: TurnAddress = { stream: '/coach/chat/stream', json: { method: 'POST', path: '/coach/chat' } };

const table = () =>
  ({
    coachCreator: {
      kind: 'coach_creator',
      function: 'stream-coach-creator-session',
      session: CREATOR_SESSION,
      turns: { next: { stream: `${CREATOR_SESSION}/stream`, json: { method: 'PUT', path: CREATOR_SESSION } } },
    },
    promptCoach: {
      kind: 'prompt_coach',
      function: 'stream-prompt-coach',
      session: PROMPT_SESSION,
      turns: { first: promptTurn('/coach/start'), next: promptTurn(`${PROMPT_SESSION}/messages`) },
      feature: 'promptCoach',
      keepDays: 30,
    },
    gameCoach: {
      kind: 'game_coach',
      function: 'stream-game-coach',
      session: '/coach/chat/sessions/:sessionId',
      turns: { first: GAME_TURN, next: GAME_TURN },
      feature: 'gameCoach',
    },
  }) as const satisfies Readonly<Record<string, CoachRow>>;

/**
 * The coaches that are deployed, by their name in `/config.json`. This is the only list: routes of server and client,
 * stacks, grants, the local stack and schemas are read from it.
 *
 * Marked as pure, so that a bundle of the client, which gets its coach from a descriptor, leaves the table out.
 */
export const COACHES = /* @__PURE__ */ table();

export type CoachName = keyof typeof COACHES;

const DAY_MS = 24 * 60 * 60_000;

/** When a session that ends or expires now is removed, in milliseconds since the epoch; `undefined` for never. */
export function removalTime(kind: string, now: number): number | undefined {
  const days = COACH_ROWS.find((row) => row.kind === kind)?.keepDays;
  return days === undefined ? undefined : now + days * DAY_MS;
}

/** Every row of {@link COACHES}, for code that treats all coaches alike. */
export const COACH_ROWS: readonly CoachRow[] = /* @__PURE__ */ Object.values(COACHES);

/** The path of the list to which a coach's sessions belong. */
export const sessionsPath = ({ session }: CoachRow): string => session.slice(0, session.lastIndexOf('/'));

/**
 * The parameters of a session's path that name what the session belongs to, for example `coachId`. The user is not one
 * of them, because the router compares it with the token.
 */
export const parentNamesOf = ({ session }: CoachRow): readonly string[] =>
  session
    .split('/')
    .filter((segment) => segment.startsWith(':'))
    .map((segment) => segment.slice(1))
    .filter((name) => name !== 'userId' && name !== 'sessionId');

/** The path at which one turn of a session is followed. */
export const followPath = ({ session }: CoachRow): string => `${session}/turns/:turnId/stream`;

export interface TurnRoute {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  /** What it takes: only the first turn of a session, any other turn, or the id of a turn to follow. */
  readonly takes: 'first' | 'next' | 'follow';
  /** Whether the API answers it as SSE without `?stream=true`. */
  readonly alwaysStreams: boolean;
}

/** Every route that the coach's stream function answers, each once. */
export function turnRoutesOf(row: CoachRow): readonly TurnRoute[] {
  const { first, next } = row.turns;
  const routes: readonly TurnRoute[] = [
    ...(first ? routesAt(first, 'first') : []),
    ...routesAt(next, 'next'),
    { method: 'GET', path: followPath(row), takes: 'follow', alwaysStreams: true },
  ];
  // The later entry wins: an address that takes both first and next turns counts as `next`.
  return [...new Map(routes.map((route) => [`${route.method} ${route.path}`, route])).values()];
}

const routesAt = ({ stream, json }: TurnAddress, takes: 'first' | 'next'): readonly TurnRoute[] => [
  { method: 'POST', path: stream, takes, alwaysStreams: stream !== json.path },
  { ...json, takes, alwaysStreams: false },
];
