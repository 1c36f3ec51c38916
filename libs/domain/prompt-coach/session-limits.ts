import { TIERS, type Tier } from '#contract/tiers';
import type { SessionLimits } from '../coach.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** The limits of one session, as the tier table has them. */
export const sessionLimits = (tier: Tier): SessionLimits => ({
  turnLimit: TIERS[tier].prompt.turns,
  idleMs: TIERS[tier].prompt.idleMinutes * MINUTE_MS,
  lifeMs: DAY_MS,
});
