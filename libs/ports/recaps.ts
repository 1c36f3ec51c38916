import type { Recap } from '#contract/game-chat';
import type { SessionRef } from './session-records.ts';

export interface RecapClaim {
  /** Identifies this attempt. */
  readonly owner: string;
  readonly now: number;
  /** Milliseconds since the epoch. Afterwards another attempt may claim the recap. */
  readonly leaseUntil: number;
}

/** The last recap of each conversation. It is removed with its session. */
export interface Recaps {
  /** `undefined` when no recap was made yet. */
  get(ref: SessionRef): Promise<Recap | undefined>;

  /** Gives the claim to one attempt at a time. @returns `gone` when the session does not exist. */
  claim(ref: SessionRef, claim: RecapClaim): Promise<'ours' | 'taken' | 'gone'>;

  /** Stores the recap and ends the claim. @returns false when the claim is no longer ours or the session is gone. */
  keep(ref: SessionRef, owner: string, recap: Recap): Promise<boolean>;

  /** Ends the claim without a recap. No error when the claim is no longer ours. */
  giveUp(ref: SessionRef, owner: string): Promise<void>;
}
