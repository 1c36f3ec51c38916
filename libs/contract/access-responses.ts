import * as z from 'zod/mini';
import { Budget } from './budget-responses.ts';

/** The coaches that the user may use, and the one-time trials. */
export const CoachAccess = z.object({
  /** Full access to the prompt coach. */
  hasAccess: z.boolean(),
  feature: z.enum(['full_coach', 'tips_only']),
  grounding: z.boolean(),
  /** The one trial session of the prompt coach. */
  trialAvailable: z.boolean(),
  trialUsed: z.boolean(),
  /** The one preview message of the game coach. */
  previewAvailable: z.boolean(),
  previewUsed: z.boolean(),
  limits: z.object({
    tokensPerMonth: z.int(),
    messagesPerMinute: z.int(),
    sessionsPerHour: z.int(),
    generationsPerMonth: z.int(),
    /** Of one session of the prompt coach. */
    turns: z.int(),
    idleMinutes: z.int(),
    textTokensIn: z.int(),
    textTokensOut: z.int(),
    searches: z.int(),
  }),
  /** Pictures of this month. */
  generations: z.object({ used: z.int(), limit: z.int(), remaining: z.int() }),
  budget: Budget,
  /** Absent in the highest tier. */
  upgradeMessage: z.optional(z.string()),
});
export type CoachAccess = z.infer<typeof CoachAccess>;
