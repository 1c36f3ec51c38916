import { chargeOf, type Usage } from '#contract/usage';
import type { ReservationRecord } from '#ports/budget-records';
import { Fenced } from '#ports/errors';
import type { TurnRef } from '#ports/turn-records';
import type { Turns } from '#ports/turns';

/** What a running turn may spend: its hold, which grows before a step that would exceed it. */
export interface TokenHold {
  /**
   * Makes sure that this much more is held.
   *
   * @returns false when the month's budget has no room for it.
   * @throws {Fenced} when the turn is no longer ours.
   */
  cover(tokens: number): Promise<boolean>;
  /** What is held and not used yet, in tokens. */
  room(): number;
  /** The hold as it is now. */
  reservation(): ReservationRecord;
  /** Reads the hold again: an extension that was never answered may have been made after all. */
  recount(): Promise<void>;
}

export interface TokenHoldDeps {
  readonly turns: Turns;
  readonly ref: TurnRef;
  readonly period: string;
  /** As claimed. */
  readonly reservation: ReservationRecord;
  /** The tier's tokens of the period. */
  readonly limit: number;
  readonly epoch: () => number;
  /** By all attempts at the turn so far. */
  readonly used: () => Usage;
}

export function openTokenHold({
  turns,
  ref,
  period,
  reservation: claimed,
  limit,
  epoch,
  used,
}: TokenHoldDeps): TokenHold {
  let reservation = claimed;
  const room = () => reservation.amount - chargeOf(used());
  return {
    room,
    reservation: () => reservation,
    async recount() {
      const found = await turns.find(ref);
      if (found.reservation?.state === 'held') reservation = found.reservation;
    },
    async cover(tokens) {
      const missing = tokens - room();
      if (missing <= 0) return true;
      const answer = await turns.topUp({ ref, epoch: epoch(), period, reservation, tokens: missing, limit });
      if (answer === 'lost') throw new Fenced('lost before a step');
      if (answer === 'no_room') return false;
      reservation = { ...reservation, amount: reservation.amount + missing, version: reservation.version + 1 };
      return true;
    },
  };
}
