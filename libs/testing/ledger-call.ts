import type { ChargeSource, ReservationState } from '#ports/budget-records';
import type { Due } from '#ports/due';
import type { Reservations } from '#ports/reservations';
import type { SessionRef } from '#ports/session-records';
import type { TurnRef } from '#ports/turn-records';
import type { Turns } from '#ports/turns';

export interface LedgerPorts {
  readonly turns: Turns;
  readonly due: Due;
  readonly reservations: Reservations;
}

/** What a reservation must be. The model of the whole ledger is a map of these. */
export interface Expected {
  readonly state: ReservationState;
  readonly amount: number;
  /** What the amount comes from. */
  readonly source: ChargeSource;
}

/** A call with all its input, so that it can be sent now, later and again. */
export interface LedgerCall {
  /** The budget limit of the call, in tokens. */
  readonly limit: number;
  readonly send: () => Promise<boolean>;
  /** The reservations that change when the call is applied for the first time, by their sort keys. */
  readonly becomes: ReadonlyMap<string, Expected>;
  isApplied: boolean;
}

export interface Now {
  readonly store: LedgerPorts;
  readonly sessions: readonly SessionRef[];
  /** All turns that were begun, including refused ones. */
  readonly turns: TurnRef[];
  /** All work that is not a turn, including what was refused. */
  readonly works: TurnRef[];
  readonly limit: number;
  readonly now: number;
}

export const nameOf = (period: string, { turnId }: TurnRef) => `RES#${period}#${turnId}`;

export const call = (at: Now, name: string, becomes: Expected | undefined, send: LedgerCall['send']): LedgerCall =>
  callOnMany(at, new Map(becomes && [[name, becomes]]), send);

export const callOnMany = (at: Now, becomes: LedgerCall['becomes'], send: LedgerCall['send']): LedgerCall => ({
  limit: at.limit,
  becomes,
  send,
  isApplied: false,
});
