import * as z from 'zod/mini';

/** What a person may do, beyond their budget: as much of `/coach/access` as the pages need. */
export const CoachAccess = z.object({
  hasAccess: z.boolean(),
  feature: z.enum(['full_coach', 'tips_only']),
  /** The game coach's free message has not been used. */
  previewAvailable: z.optional(z.boolean()),
  /** What the deployer says of other plans. */
  upgradeMessage: z.optional(z.string()),
});
export type CoachAccess = z.infer<typeof CoachAccess>;
