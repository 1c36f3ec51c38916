import { isTerminal } from '#contract/events';
import { type EventId, formatEventId } from '#contract/ids';
import type { SessionRef } from './coach-descriptor.ts';
import { connect } from './connect.ts';
import type { CoachClient, Turn } from './create-coach-client.ts';
import { pause } from './deadline.ts';
import { backoffMs } from './limits.ts';
import { readPaths } from './paths.ts';
import { pollTurn } from './poll-turn.ts';
import { Refusal, Unreachable } from './refusal.ts';
import { routeOf, type SessionRoute } from './routes.ts';
import { isSeen } from './run-turn.ts';
import type { TransportNotice, TurnUpdate } from './updates.ts';

/** Attempts in a row without a new event. The page can read the session instead. */
const TRIES = 4;

/**
 * Follows a turn that another window or device has sent. It starts no turn, and continues after a cut.
 * Ends without a terminal event when the turn is finished or no server answers: then the session has its state.
 * Its stop ends the turn itself.
 * A module of its own, so that a page that only sends turns does not load it.
 */
export function watchTurn(client: CoachClient, session: SessionRef, turnId: string): Turn {
  const left = new AbortController();
  return {
    turnId,
    stop: () => client.stop(session, turnId),
    leave: () => left.abort(),
    [Symbol.asyncIterator]: () => watch(routeOf(session, client.userId), turnId, client.connection, left.signal),
  };
}

async function* watch(
  route: SessionRoute,
  turnId: string,
  deps: CoachClient['connection'],
  leave: AbortSignal,
): AsyncGenerator<TurnUpdate, void, undefined> {
  const paths = readPaths(deps.config, route, turnId);
  let cursor: EventId | undefined;
  let isReconnecting = false;
  const notice = (stage: TransportNotice['stage'], path: TransportNotice['path']): TransportNotice => {
    isReconnecting = stage === 'reconnecting';
    return { type: 'transport', stage, path };
  };
  for (let [tries, failures] = [0, 0]; failures < TRIES && !leave.aborted; ) {
    const { url, ...path } = paths[tries % paths.length] ?? paths[0];
    const query = cursor ? `?cursor=${formatEventId(cursor)}` : '';
    try {
      const token = await deps.getToken(false);
      const request = { path: { ...path, url: url + query }, token, body: null };
      for await (const received of connect(request, deps, leave)) {
        if (leave.aborted) return;
        if (isReconnecting && received !== 'silent') yield notice('connected', path.number);
        if (received === 'silent') yield notice('reconnecting', path.number);
        if (received === 'silent' || received === 'heard') continue;
        const { id, event } = received;
        if (isSeen(id, cursor)) continue;
        if (id) [cursor, failures] = [id, 0];
        yield event;
        if (isTerminal(event)) return;
      }
      return;
    } catch (error) {
      if (error instanceof Refusal) {
        if (error.code === 'rate_limited' && (await pollTurn(route, turnId, deps, leave))) continue;
        return;
      }
      if (error instanceof Unreachable && error.isFree) continue;
      tries += 1;
      failures += 1;
      await pause(backoffMs(failures, deps.limits, deps.random), deps.connectivity.onRetryNow, leave);
    }
  }
}
