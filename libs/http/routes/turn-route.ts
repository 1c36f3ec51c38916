import { createHash } from 'node:crypto';
import { native } from '#contract/dialects/native';
import { parseEventId } from '#contract/ids';
import type { CoachKind } from '#domain/coach';
import type { HttpRequest } from '#ports/http';
import { runTurn } from '#services/turn/run-turn';
import type { TurnDeps } from '#services/turn/turn-deps';
import { dialectOf } from '../dialect-of.ts';
import { readTurn, type TurnBody, type TurnReading } from '../read-turn.ts';
import type { Call, Route } from '../router.ts';
import { answerTurn } from '../turn-answer.ts';

export interface TurnRoute<Body extends TurnBody, State> extends TurnReading<Body> {
  readonly method: 'POST' | 'PUT';
  readonly pattern: string;
  readonly coach: CoachKind<Body, State>;
  readonly sessionId: (call: Call, body: Body) => string;
  /** Whether the turn names no session, and so opens one; absent where none does. */
  readonly opensSession?: (body: Body) => boolean;
}

/** The door to the turn engine: the same for every coach, and for all three paths. */
export function turnRoute<Body extends TurnBody, State>(
  { method, pattern, coach, sessionId, opensSession, ...reading }: TurnRoute<Body, State>,
  deps: TurnDeps,
): Route {
  return {
    method,
    pattern,
    handle: async (call) => {
      const { request, requestId, startedAt, sub } = call;
      const dialect = isStreamed(request) ? await dialectOf(request) : native;
      const { body, identity, cursor, said } = readTurn(call, reading, dialect);
      const ref = { sub, kind: coach.kind, sessionId: sessionId(call, body), turnId: body.turnId };
      const turn = {
        ref,
        body,
        bodyHash: hashOf(identity),
        parentTurnId: body.parentTurnId,
        opensSession: opensSession?.(body) ?? false,
        cursor: parseEventId(cursor),
      };
      const { promise: accepted, resolve: accept } = Promise.withResolvers<void>();
      const asked = { requestId, startedAt, frontDoor: request.frontDoor, deadline: request.deadline, accept };
      const form = isStreamed(request) ? { dialect, stream: { ...ref, said } } : 'json';
      return answerTurn(runTurn(coach, turn, asked, deps), form, accepted);
    },
  };
}

/** A Function URL always streams; on the API `/stream` does, and whoever asks for it. */
function isStreamed({ frontDoor, path, query }: HttpRequest): boolean {
  return frontDoor === 'function_url' || path.endsWith('/stream') || query['stream'] === 'true';
}

/** Of what makes the message what it is; where the client has got to is not part of that. */
function hashOf({ cursor: _, ...body }: TurnBody): string {
  return createHash('sha256').update(canonical(body)).digest('base64url');
}

/** JSON with sorted keys: the order in which a client writes its fields means nothing. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
