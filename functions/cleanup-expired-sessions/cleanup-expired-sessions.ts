import * as z from 'zod/mini';
import { type SweepDeps, type Swept, sweep } from '#services/sweep';

/** What a person may ask for; a schedule asks for nothing. */
const Order = z.object({ dryRun: z._default(z.boolean(), false) });

export interface Context {
  getRemainingTimeInMillis(): number;
}

/** Kept back of the function's time, so that a sweep ends by itself, in milliseconds. */
const CLOSING_MS = 5_000;

/** Sweeps once, and says what it did. */
export const createCleanupExpiredSessions =
  (deps: SweepDeps) =>
  (event: unknown, context: Context): Promise<Swept> => {
    const { dryRun } = Order.parse(event ?? {});
    const deadline = AbortSignal.timeout(Math.max(0, context.getRemainingTimeInMillis() - CLOSING_MS));
    return sweep({ dryRun, deadline }, deps);
  };
