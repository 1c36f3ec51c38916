import { native } from '#contract/dialects/native';
import { parseEventId } from '#contract/ids';
import type { SessionKind } from '#ports/session-records';
import type { TurnRef } from '#ports/turn-records';
import { abortTurn } from '#services/abort-turn';
import type { CloseDeps } from '#services/turn/close-turn';
import { watchTurn } from '#services/turn/watch-turn';
import { turnStatus } from '#services/turn-status';
import { json } from '../answers.ts';
import { dialectOf } from '../dialect-of.ts';
import type { Call, Route } from '../router.ts';
import { answerTurn } from '../turn-answer.ts';

/** Where the sessions of one coach kind are, for example `/coach/sessions/:sessionId`. */
export interface SessionPath {
  readonly kind: SessionKind;
  readonly pattern: string;
  /** Turns may open their session, which then has their id. */
  readonly opensSessions?: boolean;
}

/** A turn as it stands, and its stop. */
export const turnStateRoutes = ({ kind, pattern, opensSessions }: SessionPath, deps: CloseDeps): readonly Route[] => [
  {
    method: 'GET',
    pattern: `${pattern}/turns/:turnId`,
    handle: async (call) => json(200, await turnStatus(refOf(kind, call), deps)),
  },
  {
    method: 'POST',
    pattern: `${pattern}/turns/:turnId/abort`,
    handle: async (call) => json(200, await abortTurn(refOf(kind, call), deps, opensSessions)),
  },
];

/** Reading along without asking: whoever has only the id. */
export const turnStreamRoute = ({ kind, pattern }: SessionPath, deps: Pick<CloseDeps, 'turns' | 'clock'>): Route => ({
  method: 'GET',
  pattern: `${pattern}/turns/:turnId/stream`,
  handle: async (call) => {
    const { request } = call;
    const ref = refOf(kind, call);
    const dialect = await dialectOf(request);
    const seen = request.query['cursor'] ?? request.headers['last-event-id'];
    const cursor = dialect === native ? parseEventId(seen) : undefined; // the others count differently
    const { promise: accepted, resolve: accept } = Promise.withResolvers<void>();
    const frames = watchTurn(deps, { ref, cursor, deadline: request.deadline, accept });
    return answerTurn(frames, { dialect, stream: ref }, accepted);
  },
});

const refOf = (kind: SessionKind, { sub, params }: Call): TurnRef => ({
  sub,
  kind,
  sessionId: params['sessionId'] ?? '',
  turnId: params['turnId'] ?? '',
});
