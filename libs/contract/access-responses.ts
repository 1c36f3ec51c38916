import * as z from 'zod/mini';
import { Budget } from './budget-responses.ts';

/** What a person may use, and what of it once. */
export const CoachAccess = z.object({
  /** Of the prompt coach, wholly. */
  hasAccess: z.boolean(),
  feature: z.enum(['full_coach', 'tips_only']),
  grounding: z.boolean(),
  /** The one session of the prompt coach. */
  trialAvailable: z.boolean(),
  trialUsed: z.boolean(),
  /** The one message to the game coach. */
  previewAvailable: z.boolean(),
  previewUsed: z.boolean(),
  limits: z.object({
    tokensPerMonth: z.int(),
    messagesPerMinute: z.int(),
    sessionsPerHour: z.int(),
    generationsPerMonth: z.int(),
  }),
  budget: Budget,
  /** Absent in the highest tier. */
  upgradeMessage: z.optional(z.string()),
});
export type CoachAccess = z.infer<typeof CoachAccess>;
