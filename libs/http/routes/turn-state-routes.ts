import { type CoachRow, followPath } from '#contract/coaches';
import { native } from '#contract/dialects/native';
import { parseEventId } from '#contract/ids';
import type { TurnRef } from '#ports/turn-records';
import { type AbortDeps, abortTurn } from '#services/abort-turn';
import { FOLLOW_SEGMENT_MS } from '#services/turn/parameters';
import { type WatchDeps, watchTurn } from '#services/turn/watch-turn';
import { turnStatus } from '#services/turn-status';
import { json } from '../answers.ts';
import { dialectOf } from '../dialect-of.ts';
import type { Call, Route } from '../router.ts';
import { sessionRefOf } from '../session-ref.ts';
import { answerTurn } from '../turn-answer.ts';

/** The state of a turn, and its stop. */
export const turnStateRoutes = (row: CoachRow, deps: AbortDeps): readonly Route[] => [
  {
    method: 'GET',
    pattern: `${row.session}/turns/:turnId`,
    handle: async (call) => json(200, await turnStatus(refOf(row, call), deps)),
  },
  {
    method: 'POST',
    pattern: `${row.session}/turns/:turnId/abort`,
    limit: 'stop',
    handle: async (call) => json(200, await abortTurn(refOf(row, call), deps, row.turns.first !== undefined)),
  },
];

/** Follows a turn by its id, without its body. */
export const followRoute = (row: CoachRow, deps: WatchDeps): Route => ({
  method: 'GET',
  pattern: followPath(row),
  handle: async (call) => {
    const { request } = call;
    const ref = refOf(row, call);
    const dialect = await dialectOf(request);
    const seen = request.query['cursor'] ?? request.headers['last-event-id'];
    const cursor = dialect === native ? parseEventId(seen) : undefined; // other dialects count differently
    const { promise: accepted, resolve: accept } = Promise.withResolvers<void>();
    const followMs = dialect === native ? FOLLOW_SEGMENT_MS : undefined;
    const frames = watchTurn(deps, {
      ref,
      cursor,
      deadline: request.deadline,
      followMs,
      accept,
      replaysFinished: !dialect.omitsFinished,
    });
    return answerTurn(frames, { dialect, stream: ref }, accepted);
  },
});

const refOf = (row: CoachRow, call: Call): TurnRef => ({
  ...sessionRefOf(row, call),
  turnId: call.params['turnId'] ?? '',
});
