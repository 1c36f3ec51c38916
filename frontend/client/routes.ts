import type { WebConfig } from '#contract/web-config';

/** The coaches that this client can talk to, by their name in `/config.json`. */
export type CoachKind = 'coachCreator' | 'gameCoach';

/** Which session of whom. */
export interface SessionRoute {
  readonly kind: CoachKind;
  readonly userId: string;
  readonly sessionId: string;
}

const encode = encodeURIComponent;

/** The path of a session, on every front door. */
const SESSION_PATHS: Readonly<Record<CoachKind, (route: SessionRoute) => string>> = {
  coachCreator: ({ userId, sessionId }) => `/users/${encode(userId)}/coach-creator-sessions/${encode(sessionId)}`,
  gameCoach: ({ sessionId }) => `/coach/chat/sessions/${encode(sessionId)}`,
};

export const sessionPath = (route: SessionRoute): string => SESSION_PATHS[route.kind](route);

/** Where all turns of a coach go, by POST on every path. Elsewhere they go to their session, on path 3 by PUT. */
export const TURN_PATHS: Readonly<Partial<Record<CoachKind, string>>> = { gameCoach: '/coach/chat' };

/**
 * What the body of a turn says of its session, where its path does not name it.
 * A session that a turn begins gets that turn's id, and needs no other name.
 */
export const sessionFields = (
  { kind, sessionId }: Pick<SessionRoute, 'kind' | 'sessionId'>,
  turnId: string,
): { readonly sessionId?: string } => (TURN_PATHS[kind] && turnId !== sessionId ? { sessionId } : {});

export const abortPath = (route: SessionRoute, turnId: string): string =>
  `${sessionPath(route)}/turns/${encode(turnId)}/abort`;

/** Without the slashes at its end, so that a path can follow. */
export const baseOf = (url: string): string => url.replace(/\/+$/, '');

export const apiUrlOf = (config: WebConfig, path: string): string => `${baseOf(config.apiUrl)}${path}`;
