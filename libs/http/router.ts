import { canonicalId, isAssetId, isGameId, isId, isRequestId, isUserId, isUuid } from '#contract/ids';
import type { Ids } from '#ports/clock';
import { CoachError, codeOf } from '#ports/errors';
import type { HttpAnswer, HttpHandler, HttpRequest } from '#ports/http';
import type { Telemetry } from '#ports/telemetry';
import type { Tokens } from '#ports/tokens';
import { type CountDeps, countRequest } from '#services/count-request';
import { writeRate } from '#services/rates';
import { problem } from './answers.ts';

/** A request with its route and its verified user. */
export interface Call {
  readonly request: HttpRequest;
  readonly requestId: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** The verified user. Keys are built from it, never from the path. */
  readonly sub: string;
  /** Decoded path parameters. Ids among them are well formed, and UUIDs are in lower case. */
  readonly params: Readonly<Record<string, string>>;
}

/**
 * What limits a write that does not count in the window of all other writes: the limits of turns, the messages of a
 * minute, the sessions of an hour, the tool calls or notes of a minute. A stop is never refused for a turn that exists.
 */
export type OwnLimit = 'turn' | 'stop' | 'messages' | 'sessions' | 'tools' | 'notes';

export interface Route {
  readonly method: string;
  /** For example `/users/:userId/coaches/:coachId`. */
  readonly pattern: string;
  /** `service` for trusted backends, which act for the user in the path; absent for people with a token. */
  readonly auth?: 'service';
  /** Without it, every method but GET counts as one of the writes that a person may make in a minute. */
  readonly limit?: OwnLimit;
  /** A GET that counts as a write, because it asks a model. */
  readonly spends?: boolean;
  /** @throws {CoachError} for every refusal; anything else is answered as `internal`. */
  readonly handle: (call: Call) => Promise<HttpAnswer>;
}

/** A route that another function answers. Another method on its path is 405 here instead of 404. */
export type RouteElsewhere = Pick<Route, 'method' | 'pattern'>;

export interface RouterDeps extends CountDeps {
  readonly tokens: Tokens;
  readonly ids: Ids;
  readonly telemetry: Telemetry;
}

/** Checks of path parameters. Each has one, because each becomes a part of a key. A malformed id is answered with 404. */
const PARAMS: ReadonlyMap<string, (value: string) => boolean> = new Map(
  Object.entries({
    userId: isUserId,
    sessionId: isId,
    coachId: isId,
    turnId: isId,
    noteId: isId,
    gameId: isGameId,
    templateId: isGameId,
    brandKitId: isId,
    jobId: isUuid,
    assetId: isAssetId,
  }),
);

/**
 * One handler for a list of routes. It matches the route, checks the token, runs the route, and turns every error into a
 * problem. An unknown path, a malformed id and another person's path are answered with the same bytes.
 */
export function createRouter(
  routes: readonly Route[],
  deps: RouterDeps,
  elsewhere: readonly RouteElsewhere[] = [],
): HttpHandler {
  const table = [...routes, ...elsewhere].map((route) => ({ route, segments: route.pattern.split('/').slice(1) }));
  const unchecked = table.flatMap(({ segments }) => segments.filter(hasNoCheck));
  if (unchecked.length > 0) throw new Error(`path parameters without a check: ${unchecked.join(', ')}`);

  return async (request) => {
    const given = request.headers['x-request-id'];
    const requestId = given !== undefined && isRequestId(given) ? canonicalId(given) : deps.ids.uuid();
    const answer = await run(request, requestId).catch((error: unknown) => {
      report(error, requestId, deps.telemetry);
      return problem(error);
    });
    return { ...answer, headers: { ...answer.headers, 'x-request-id': requestId } };
  };

  async function run(request: HttpRequest, requestId: string): Promise<HttpAnswer> {
    const startedAt = deps.clock.now();
    const path = decodePath(request.path);
    const matches = table.flatMap(({ route, segments }) => {
      const params = match(segments, path);
      return params ? [{ route, params }] : [];
    });
    if (matches.length === 0) throw new CoachError('not_found', 'no such route');
    const found = matches.find(isAnsweredHere(request.method));
    if (!found) {
      const allow = matches.map(({ route }) => route.method).join(', ');
      return withHeader(problem(new CoachError('method_not_allowed', request.method)), 'allow', allow);
    }
    const sub =
      found.route.auth === 'service' ? userServed(request, found.params) : await userOf(request, found.params);
    for (const [name, value] of Object.entries(found.params)) {
      if (!PARAMS.get(name)?.(value)) throw new CoachError('not_found', 'malformed id');
    }
    if (isOtherWrite(found.route)) await countRequest(sub, writeRate(startedAt), deps);
    return found.route.handle({ request, requestId, startedAt, sub, params: found.params });
  }

  /** The user of the token. A user in the path must be the same. */
  async function userOf({ headers }: HttpRequest, { userId }: Call['params']): Promise<string> {
    const { sub } = await deps.tokens.verify(headers['authorization']);
    if (userId !== undefined && userId !== canonicalId(sub)) throw new CoachError('not_found', 'another user');
    return sub;
  }
}

/** A write that is no turn and has no limit of its own. What a backend reports is never refused. */
const isOtherWrite = ({ method, auth, limit, spends = false }: Route): boolean =>
  (method !== 'GET' || spends) && auth !== 'service' && limit === undefined;

/** The user for whom a signed backend acts. Everyone else gets 404. */
function userServed({ isService, frontDoor }: HttpRequest, { userId = '' }: Call['params']): string {
  if (!isService || frontDoor !== 'rest') throw new CoachError('not_found', 'not signed');
  if (!isUserId(userId)) throw new CoachError('not_found', 'malformed user id');
  return userId;
}

const hasNoCheck = (segment: string): boolean => segment.startsWith(':') && !PARAMS.has(segment.slice(1));

/** Whether this function answers the route with this method. */
const isAnsweredHere =
  (method: string) =>
  <Match extends { readonly route: RouteElsewhere }>(match: Match): match is Match & { readonly route: Route } =>
    match.route.method === method && 'handle' in match.route;

function decodePath(path: string): readonly string[] {
  try {
    return path.split('/').slice(1).map(decodeURIComponent);
  } catch (cause) {
    throw new CoachError('bad_path', 'undecodable', { cause });
  }
}

function match(segments: readonly string[], path: readonly string[]): Record<string, string> | undefined {
  if (segments.length !== path.length) return undefined;
  const params: [string, string][] = [];
  for (const [index, segment] of segments.entries()) {
    const value = path[index] ?? '';
    if (segment.startsWith(':')) params.push([segment.slice(1), canonicalId(value)]);
    else if (segment !== value) return undefined;
  }
  return Object.fromEntries(params);
}

const withHeader = (answer: HttpAnswer, name: string, value: string): HttpAnswer => ({
  ...answer,
  headers: { ...answer.headers, [name]: value },
});

/** Counts every error by its code, and logs unexpected ones with their cause. */
function report(error: unknown, requestId: string, telemetry: Telemetry): void {
  const code = codeOf(error);
  telemetry.count('Refusals', { code });
  if (code === 'internal' || code === 'dependency_unavailable') {
    telemetry.log('error', 'a request failed', { error, code, requestId });
  }
}
