import type { TrialGrant } from '#contract/tiers';
import type { BudgetRecord, ReservationRecord } from './budget-records.ts';
import type { TurnRecord, TurnRef } from './turn-records.ts';

/** A live hold of a budget, with what tells whether it is dead. */
export interface FoundHold {
  readonly ref: TurnRef;
  /** As it was read, in state held. */
  readonly reservation: ReservationRecord;
  /** Absent for work without a turn, and when the turn was removed with its session. */
  readonly turn?: TurnRecord;
  /** Milliseconds since the epoch. A hold without a turn is dead from then on. */
  readonly expiresAt: number;
  /** The one-time trial or preview that work without a turn has claimed. */
  readonly grant?: TrialGrant;
}

export interface FoundHolds {
  readonly budget: BudgetRecord;
  readonly holds: readonly FoundHold[];
}

export interface ExpiredHold extends Omit<FoundHold, 'turn' | 'expiresAt'> {
  /** Tokens observed so far. */
  readonly charge: number;
  /** The turn of this hold, as it was read, and when it is given up for good, in milliseconds. */
  readonly parked?: { readonly turn: TurnRecord; readonly until: number };
}

/** Holds of one user and period, at most 20. */
export interface Expiry {
  readonly sub: string;
  readonly period: string;
  readonly now: number;
  readonly holds: readonly ExpiredHold[];
}

/** The live holds of a budget, of turns and of work that is not a turn. */
export interface Holds {
  /** The budget as it is now, and the holds that it names. */
  findHolds(sub: string, period: string): Promise<FoundHolds>;

  /**
   * Expires dead holds, all or none: what was observed is charged, each turn is parked with its hold, and a trial or
   * preview of work without a turn is returned.
   *
   * @returns false when one of them is no longer as it was read. Read again then.
   */
  expireHolds(expiry: Expiry): Promise<boolean>;
}
