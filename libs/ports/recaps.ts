import type { Recap } from '#contract/game-chat';
import type { SessionRef } from './session-records.ts';

export interface RecapClaim {
  /** Of this attempt. */
  readonly owner: string;
  readonly now: number;
  /** Milliseconds since the epoch; then somebody else may begin. */
  readonly leaseUntil: number;
}

/** The last recap of each conversation; it goes with its session. */
export interface Recaps {
  /** `undefined` where none was made yet. */
  get(ref: SessionRef): Promise<Recap | undefined>;

  /** Lets one at a time make it. @returns `gone` when there is no such session. */
  claim(ref: SessionRef, claim: RecapClaim): Promise<'ours' | 'taken' | 'gone'>;

  /** Keeps it and ends the claim. @returns false when the claim is no longer ours, or the session is gone. */
  keep(ref: SessionRef, owner: string, recap: Recap): Promise<boolean>;

  /** Ends the claim without a recap. No error when it is no longer ours. */
  giveUp(ref: SessionRef, owner: string): Promise<void>;
}
