import { pause } from './deadline.ts';
import { backoffMs } from './limits.ts';
import { abortPath, type SessionRoute } from './routes.ts';
import type { RunTurnDeps } from './run-turn.ts';
import { apiUrlOf } from './urls.ts';

/** Attempts of one stop; the person can press the button again. */
const TRIES = 4;

/**
 * Asks the server to end a turn. Its terminal event arrives through the stream.
 * Resolves when the server has answered. A server without the route (404, 405) continues the turn.
 *
 * @returns false when the server had no message of this turn, and will not take it any more.
 */
export async function stopTurn(
  route: SessionRoute,
  turnId: string,
  { config, fetch, getToken, limits, random, connectivity }: RunTurnDeps,
  leave: AbortSignal,
): Promise<boolean> {
  const url = apiUrlOf(config, abortPath(route, turnId));
  for (let failures = 0; failures < TRIES && !leave.aborted; failures += 1) {
    const token = await getToken(failures > 0);
    // `keepalive` lets the call outlive a page that is being closed.
    const answer = await fetch(url, {
      method: 'POST',
      keepalive: true,
      headers: { authorization: `Bearer ${token}` },
    }).catch(() => undefined);
    if (answer?.ok) return Object(await answer.json().catch(() => undefined)).accepted !== false;
    if (answer && (answer.status === 404 || answer.status === 405)) return true;
    await pause(backoffMs(failures, limits, random), connectivity.onRetryNow, leave);
  }
  return true;
}
