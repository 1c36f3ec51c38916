import type { WebConfig } from '#contract/web-config';
import { apiUrlOf, baseOf, type SessionRoute, sessionPath } from './routes.ts';

/** A front door: 1 is the Function URL, 2 the same stream through the REST API. */
export interface TurnPath {
  readonly number: 1 | 2;
  readonly url: string;
}

/**
 * The front door for the next attempt of a turn. All that decides it stands in this file.
 * A missing or empty stream URL starts at 2.
 */
export function choosePath(config: WebConfig, route: SessionRoute): TurnPath {
  const path = `${sessionPath(route)}/stream`;
  const streamUrl = config.streamUrls[route.kind];
  return streamUrl ? { number: 1, url: `${baseOf(streamUrl)}${path}` } : { number: 2, url: apiUrlOf(config, path) };
}
