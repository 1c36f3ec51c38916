/** Tokens of one person and period: `committed` = spent + held. */
export interface BudgetRecord {
  readonly committed: number;
  readonly spent: number;
}

export type ReservationState = 'held' | 'settled' | 'released' | 'expired';

export interface ReservationRecord {
  readonly state: ReservationState;
  /** What it counts for now, in tokens. */
  readonly amount: number;
  readonly version: number;
}
