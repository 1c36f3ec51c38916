import * as z from 'zod/mini';
import { Tier } from './tiers.ts';

const Tokens = z.int();

/** The token budget of a person and month. */
export const Budget = z.object({
  tier: Tier,
  limit: Tokens,
  /** Spent for good. */
  used: Tokens,
  /** Set aside for turns that are running. */
  held: Tokens,
  remaining: Tokens,
  /** ISO 8601, UTC: the calendar month. */
  periodStart: z.string(),
  periodEnd: z.string(),
  /** From 80 % on. */
  warning: z.boolean(),
});
export type Budget = z.infer<typeof Budget>;
