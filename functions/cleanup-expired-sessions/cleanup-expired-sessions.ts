import * as z from 'zod/mini';
import { type SweepDeps, type Swept, sweep } from '#services/sweep';

/** `npm run sweep` may set `dryRun`. The schedule does not. */
const Order = z.object({ dryRun: z._default(z.boolean(), false) });

export interface Context {
  getRemainingTimeInMillis(): number;
}

/** Milliseconds before the function's timeout at which a sweep stops. */
const CLOSING_MS = 5_000;

/** Sweeps once and returns what it did. */
export const createCleanupExpiredSessions =
  (deps: SweepDeps) =>
  (event: unknown, context: Context): Promise<Swept> => {
    const { dryRun } = Order.parse(event ?? {});
    const deadline = AbortSignal.timeout(Math.max(0, context.getRemainingTimeInMillis() - CLOSING_MS));
    return sweep({ dryRun, deadline }, deps);
  };
