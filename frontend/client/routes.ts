import { followPath, type TurnAddress } from '#contract/coaches';
import { canonicalId } from '#contract/ids';
import type { SessionRef } from './coach-descriptor.ts';
import type { TurnFields } from './message.ts';

/** Which session of which coach and which person. */
export interface SessionRoute extends SessionRef {
  readonly userId: string;
}

/** UUIDs are lower-cased where they enter, as the server does it. */
export const routeOf = ({ coach, sessionId, params }: SessionRef, userId: string): SessionRoute => ({
  coach,
  sessionId: canonicalId(sessionId),
  params,
  userId,
});

/** Fills in the parameters of a path from the table of coaches. @throws {TypeError} when one is missing. */
export function fillPath(path: string, { userId, sessionId, params }: SessionRoute, turnId?: string): string {
  const values: Readonly<Record<string, string | undefined>> = { ...params, userId, sessionId, turnId };
  return path.replace(/:(\w+)/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new TypeError(`no ${name} for ${path}`);
    return encodeURIComponent(value);
  });
}

export const sessionPath = (route: SessionRoute): string => fillPath(route.coach.row.session, route);

export const turnStreamPath = (route: SessionRoute, turnId: string): string =>
  fillPath(followPath(route.coach.row), route, turnId);

/** Where the status of a turn is read. */
export const turnPath = (route: SessionRoute, turnId: string): string =>
  `${sessionPath(route)}/turns/${encodeURIComponent(turnId)}`;

export const abortPath = (route: SessionRoute, turnId: string): string => `${turnPath(route, turnId)}/abort`;

/** A turn that creates its session gives it its id. */
const isFirst = ({ coach: { row }, sessionId }: SessionRef, turnId: string): boolean =>
  row.turns.first !== undefined && turnId === sessionId;

/** Where a turn is sent, with the parameters filled in. */
export function turnAddress(route: SessionRoute, turnId: string): TurnAddress {
  const { first, next } = route.coach.row.turns;
  const { stream, json } = (isFirst(route, turnId) && first) || next;
  return { stream: fillPath(stream, route), json: { ...json, path: fillPath(json.path, route) } };
}

/** On the API a path that answers JSON, too, has to be asked for a stream. */
export const streamPathOf = ({ stream, json }: TurnAddress): string =>
  stream === json.path ? `${stream}?stream=true` : stream;

/** The session in the body of a turn, where the path does not name it and the turn does not create it. */
export const sessionField = (ref: SessionRef, turnId: string): TurnFields =>
  isFirst(ref, turnId) || ref.coach.row.turns.next.stream.includes(':sessionId') ? {} : { sessionId: ref.sessionId };
