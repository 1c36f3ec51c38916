import type { Tier } from '#contract/tiers';

export interface UserRecord {
  readonly tier: Tier;
  readonly name?: string;
  /** In the game, and the rank that they say they have. */
  readonly playerName?: string;
  readonly rank?: string;
  /** The person's one trial session, and the turn that took their one preview message. */
  readonly trialClaim?: string;
  readonly previewClaim?: string;
  /** IANA name; UTC when absent. */
  readonly timezone?: string;
  /** Takes precedence over whatever else a coach is told. */
  readonly criticalTrainingDirective?: string;
}
