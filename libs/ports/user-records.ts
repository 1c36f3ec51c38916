import type { Tier } from '#contract/tiers';

export interface UserRecord {
  readonly tier: Tier;
  readonly name?: string;
  /** Name and rank in the game, as the user entered them. */
  readonly playerName?: string;
  readonly rank?: string;
  /** The session that claimed the user's trial, and the turn that claimed their preview. */
  readonly trialClaim?: string;
  readonly previewClaim?: string;
  /** IANA name. UTC when absent. */
  readonly timezone?: string;
  /** Takes precedence over all other instructions of a coach. */
  readonly criticalTrainingDirective?: string;
}
