import * as z from 'zod/mini';
import { type CallDeps, callApi } from './call-api.ts';
import { pause } from './deadline.ts';
import { backoffMs } from './limits.ts';
import type { Connectivity } from './ports.ts';
import { Refusal, Unreachable } from './refusal.ts';
import { type SessionRoute, turnPath } from './routes.ts';

/** The part of a turn's status that is needed here. */
const Polled = z.object({ status: z.string(), pollAfterMs: z.optional(z.number()) });

/**
 * Waits until a turn does not run any more, by its status, because the person's follows of this minute are used up. A
 * turn that is over can then be read, and one whose producer has died continues when it is requested again.
 *
 * @returns false when the server refuses or does not answer.
 */
export async function pollTurn(
  route: SessionRoute,
  turnId: string,
  deps: CallDeps & { readonly connectivity: Connectivity; readonly random: () => number },
  leave: AbortSignal,
): Promise<boolean> {
  const call = { method: 'GET', path: turnPath(route, turnId) } as const;
  for (let failures = 0; failures < deps.limits.attempts && !leave.aborted; ) {
    let waitMs: number | undefined;
    try {
      const { status, pollAfterMs } = await callApi(call, Polled, deps);
      if (status !== 'running') return true;
      waitMs = pollAfterMs;
      failures = 0;
    } catch (error) {
      if (error instanceof Refusal) return false;
      if (!(error instanceof Unreachable)) throw error;
      failures += 1;
    }
    await pause(waitMs ?? backoffMs(failures, deps.limits, deps.random), deps.connectivity.onRetryNow, leave);
  }
  return false;
}
