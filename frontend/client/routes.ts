import type { WebConfig } from '#contract/web-config';

/** The coaches that this client can talk to, by their name in `/config.json`. */
export type CoachKind = 'coachCreator';

/** Which session of whom. */
export interface SessionRoute {
  readonly kind: CoachKind;
  readonly userId: string;
  readonly sessionId: string;
}

const encode = encodeURIComponent;

/** The path that a session has on every front door. */
const SESSION_PATHS: Readonly<Record<CoachKind, (route: SessionRoute) => string>> = {
  coachCreator: ({ userId, sessionId }) => `/users/${encode(userId)}/coach-creator-sessions/${encode(sessionId)}`,
};

export const sessionPath = (route: SessionRoute): string => SESSION_PATHS[route.kind](route);

export const abortPath = (route: SessionRoute, turnId: string): string =>
  `${sessionPath(route)}/turns/${encode(turnId)}/abort`;

/** Without the slashes at its end, so that a path can follow. */
export const baseOf = (url: string): string => url.replace(/\/+$/, '');

export const apiUrlOf = (config: WebConfig, path: string): string => `${baseOf(config.apiUrl)}${path}`;
