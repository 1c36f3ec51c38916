import * as z from 'zod/mini';
import { Tier } from './tiers.ts';

const Tokens = z.int();

/** The token budget of one user and month. */
export const Budget = z.object({
  tier: Tier,
  limit: Tokens,
  /** Tokens spent for good. */
  used: Tokens,
  /** Tokens held for running turns. */
  held: Tokens,
  remaining: Tokens,
  /** ISO 8601, UTC. The period is a calendar month. */
  periodStart: z.string(),
  periodEnd: z.string(),
  /** True from 80 % of the limit. */
  warning: z.boolean(),
});
export type Budget = z.infer<typeof Budget>;
