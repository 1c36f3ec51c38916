import { type CoachRow, turnRoutesOf } from '#contract/coaches';
import { native } from '#contract/dialects/native';
import { parseEventId } from '#contract/ids';
import type { CoachKind } from '#domain/coach';
import type { HttpRequest } from '#ports/http';
import { FOLLOW_SEGMENT_MS } from '#services/turn/parameters';
import { runTurn } from '#services/turn/run-turn';
import type { TurnDeps } from '#services/turn/turn-deps';
import { dialectOf } from '../dialect-of.ts';
import { hashOf } from '../hash-of.ts';
import { readTurn, type TurnBody, type TurnReading } from '../read-turn.ts';
import type { Call, Route } from '../router.ts';
import { sessionRefOf } from '../session-ref.ts';
import { answerTurn } from '../turn-answer.ts';
import { followRoute } from './turn-state-routes.ts';

/** How to read a coach's turns. */
export interface TurnReadings<Body> {
  /** Where the first turn has a separate route and body. */
  readonly first?: TurnReading<Body>;
  readonly next: TurnReading<Body>;
}

/** Every route that a coach's stream function answers, on all three paths, as its row says. */
export const turnRoutes = <Body extends TurnBody, State>(
  row: CoachRow,
  coach: CoachKind<NoInfer<Body>, State>,
  readings: TurnReadings<Body>,
  deps: TurnDeps,
): readonly Route[] =>
  turnRoutesOf(row).map(({ method, path, takes, alwaysStreams }) => {
    if (takes === 'follow') return followRoute(row, deps);
    const reading = readings[takes] ?? readings.next;
    return {
      method,
      pattern: path,
      limit: 'turn',
      handle: (call) => handleTurn(call, { row, coach, reading, alwaysStreams }, deps),
    };
  });

interface TurnDoor<Body extends TurnBody, State> {
  readonly row: CoachRow;
  readonly coach: CoachKind<Body, State>;
  readonly reading: TurnReading<Body>;
  readonly alwaysStreams: boolean;
}

async function handleTurn<Body extends TurnBody, State>(
  call: Call,
  { row, coach, reading, alwaysStreams }: TurnDoor<Body, State>,
  deps: TurnDeps,
) {
  const { request, requestId, startedAt, params } = call;
  const isStreamed = alwaysStreams || asksForStream(request);
  const dialect = isStreamed ? await dialectOf(request) : native;
  const { body, identity, cursor, message } = readTurn(call, reading, dialect);
  const named = params['sessionId'] ?? body.sessionId;
  // A session that the turn creates gets the turn's id, so that a repeated request finds the same session.
  const ref = { ...sessionRefOf(row, call, named ?? body.turnId), turnId: body.turnId };
  const turn = {
    ref,
    params,
    body,
    bodyHash: hashOfTurn(identity),
    parentTurnId: body.parentTurnId,
    opensSession: named === undefined,
    cursor: parseEventId(cursor),
  };
  const { promise: accepted, resolve: accept } = Promise.withResolvers<void>();
  const followMs = isStreamed && dialect === native ? FOLLOW_SEGMENT_MS : undefined;
  const asked = { requestId, startedAt, frontDoor: request.frontDoor, deadline: request.deadline, followMs, accept };
  const form = isStreamed ? { dialect, stream: { ...ref, message } } : 'json';
  return answerTurn(runTurn(coach, turn, asked, deps), form, accepted);
}

/** The Function URL always streams; the API does when the query asks for it. */
const asksForStream = ({ frontDoor, query }: HttpRequest): boolean =>
  frontDoor === 'function_url' || query['stream'] === 'true';

/** Identifies the message. The cursor is left out, because it changes from attempt to attempt. */
const hashOfTurn = ({ cursor: _, ...body }: TurnBody): string => hashOf(body);
