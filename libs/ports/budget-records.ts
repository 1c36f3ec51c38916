/** Tokens of one user and period: `committed` = spent + held. */
export interface BudgetRecord {
  readonly committed: number;
  readonly spent: number;
}

export type ReservationState = 'held' | 'settled' | 'released' | 'expired';

export interface ReservationRecord {
  readonly state: ReservationState;
  /** The tokens that the reservation currently counts for. */
  readonly amount: number;
  readonly version: number;
}
