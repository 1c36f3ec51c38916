import type { WebConfig } from '#contract/web-config';
import { type SessionRoute, streamPathOf, turnAddress, turnStreamPath } from './routes.ts';
import { apiUrlOf, streamUrlOf } from './urls.ts';

/** One way to the server: 1 is the Function URL, 2 the same stream through the REST API, 3 the whole answer as JSON. */
export interface TurnPath {
  readonly number: 1 | 2 | 3;
  readonly method: 'POST' | 'PUT' | 'GET';
  readonly url: string;
}

export type TurnPaths = readonly [TurnPath, ...TurnPath[]];

/** The paths on which a turn is sent, in the order in which they are tried. A missing stream URL starts at path 2. */
export function turnPaths(config: WebConfig, route: SessionRoute, turnId: string): TurnPaths {
  const address = turnAddress(route, turnId);
  const { stream, json } = address;
  const api: TurnPath = { number: 2, method: 'POST', url: apiUrlOf(config, streamPathOf(address)) };
  const whole: TurnPath = { number: 3, method: json.method, url: apiUrlOf(config, json.path) };
  const streamUrl = streamUrlOf(config, route.coach.name);
  return streamUrl ? [{ number: 1, method: 'POST', url: streamUrl + stream }, api, whole] : [api, whole];
}

/** The paths on which a turn is only read: those that stream. */
export function readPaths(config: WebConfig, route: SessionRoute, turnId: string): TurnPaths {
  const path = turnStreamPath(route, turnId);
  const api: TurnPath = { number: 2, method: 'GET', url: apiUrlOf(config, path) };
  const streamUrl = streamUrlOf(config, route.coach.name);
  return streamUrl ? [{ number: 1, method: 'GET', url: streamUrl + path }, api] : [api];
}

/** The path that worked last, for all turns of a client. */
export interface LastPath {
  number: TurnPath['number'];
  /** Milliseconds since the epoch. */
  until: number;
}

/** How long the path that worked last is tried first, in milliseconds. */
const STICKY_MS = 60_000;

/** The order of a turn's paths; the first follows the last. */
export interface PathOrder {
  readonly count: number;
  current(): TurnPath;
  next(): void;
  /** The current path has answered: the next turns start with it, for a while. */
  worked(): void;
}

export function createPathOrder(paths: TurnPaths, last: LastPath, now: () => number): PathOrder {
  const lastAt = last.until > now() ? paths.findIndex(({ number }) => number === last.number) : 0;
  let at = Math.max(0, lastAt);
  const current = () => paths[at] ?? paths[0];
  return {
    count: paths.length,
    current,
    next: () => {
      at = (at + 1) % paths.length;
    },
    worked: () => {
      last.number = current().number;
      last.until = now() + STICKY_MS;
    },
  };
}
