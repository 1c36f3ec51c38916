/** Tokens of one user and period: `committed` = spent + held. */
export interface BudgetRecord {
  readonly committed: number;
  readonly spent: number;
}

/**
 * What the amount of a reservation comes from: an estimate, the meter of the producer that called the model, or the
 * report of a backend that called it.
 */
export type ChargeSource = 'estimate' | 'meter' | 'report';

export type ReservationState = 'held' | 'settled' | 'released' | 'expired';

export interface ReservationRecord {
  readonly state: ReservationState;
  /** The tokens that the reservation currently counts for. */
  readonly amount: number;
  readonly version: number;
}
