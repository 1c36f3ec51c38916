import { pause } from './deadline.ts';
import { backoffMs } from './limits.ts';
import { abortPath, type SessionRoute } from './routes.ts';
import type { RunTurnDeps, StopAnswer } from './run-turn.ts';
import { apiUrlOf } from './urls.ts';

/** Attempts of one stop while the device is online. */
const TRIES = 4;

/**
 * Asks the server to end a turn. Its terminal event arrives through the stream. Waits for the network while offline.
 * A server without the route (404, 405) continues the turn.
 */
export async function stopTurn(
  route: SessionRoute,
  turnId: string,
  { config, fetch, getToken, limits, random, connectivity }: RunTurnDeps,
  leave: AbortSignal,
): StopAnswer {
  const url = apiUrlOf(config, abortPath(route, turnId));
  let status: number | undefined;
  for (let failures = 0; failures < TRIES && !leave.aborted; ) {
    const answer = await getToken(status === 401)
      // `keepalive` lets the call outlive a page that is being closed.
      .then((token) => fetch(url, { method: 'POST', keepalive: true, headers: { authorization: `Bearer ${token}` } }))
      .catch(() => undefined);
    status = answer?.status;
    if (answer?.ok) return Object(await answer.json().catch(() => undefined)).accepted !== false;
    if (status === 404 || status === 405) return true;
    const waitMs = backoffMs(connectivity.online() ? failures++ : limits.attempts, limits, random);
    await pause(waitMs, connectivity.onRetryNow, leave);
  }
  return undefined;
}
