import type { WebConfig } from '#contract/web-config';
import { apiUrlOf, baseOf, type SessionRoute, sessionPath, TURN_PATHS } from './routes.ts';

/** A front door: 1 is the Function URL, 2 the same stream through the REST API, 3 the whole answer at once. */
export interface TurnPath {
  readonly number: 1 | 2 | 3;
  readonly method: 'POST' | 'PUT' | 'GET';
  readonly url: string;
}

/** The path that worked last, for all turns of a client. */
export interface LastPath {
  number: TurnPath['number'];
  /** Milliseconds since the epoch. */
  until: number;
}

/** How long the path that worked last is tried first, in milliseconds. */
const STICKY_MS = 60_000;

/** The front doors of one turn, in the order in which they are tried; after the last comes the first again. */
export interface Paths {
  readonly count: number;
  current(): TurnPath;
  next(): void;
  /** The current one answers: turns begin with it, for a while. */
  worked(): void;
}

/** All that decides which way a turn takes. A missing or empty stream URL starts at 2. */
export function createPaths(config: WebConfig, route: SessionRoute, last: LastPath, now: () => number): Paths {
  const turns = TURN_PATHS[route.kind];
  const path = turns ?? sessionPath(route);
  const streamUrl = config.streamUrls[route.kind];
  const all: readonly [TurnPath, ...TurnPath[]] = [
    { number: 2, method: 'POST', url: apiUrlOf(config, `${path}/stream`) },
    { number: 3, method: turns ? 'POST' : 'PUT', url: apiUrlOf(config, path) },
  ];
  const paths: readonly TurnPath[] = streamUrl
    ? [{ number: 1, method: 'POST', url: `${baseOf(streamUrl)}${path}/stream` }, ...all]
    : all;
  let at =
    last.until > now()
      ? Math.max(
          0,
          paths.findIndex(({ number }) => number === last.number),
        )
      : 0;
  return {
    count: paths.length,
    current: () => paths[at] ?? all[0],
    next: () => {
      at = (at + 1) % paths.length;
    },
    worked: () => {
      last.number = paths[at]?.number ?? 2;
      last.until = now() + STICKY_MS;
    },
  };
}
