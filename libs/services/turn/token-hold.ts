import { chargeOf, type Usage } from '#contract/usage';
import type { ReservationRecord } from '#ports/budget-records';
import type { Clock } from '#ports/clock';
import { Fenced } from '#ports/errors';
import type { TurnRef } from '#ports/turn-records';
import type { Turns } from '#ports/turns';
import { makeRoom } from '../make-room.ts';

/** What a running turn may spend: its hold, which is extended before a step that would exceed it. */
export interface TokenHold {
  /**
   * Makes sure that the answer may use this much more.
   *
   * @returns false when the month's budget has no room for it.
   * @throws {Fenced} when the turn is no longer ours.
   */
  cover(tokens: number): Promise<boolean>;
  /** What the answer may still use, in tokens: held, not used, and not kept for side calls. */
  room(): number;
  /** Takes what a side call may cost from the part kept for side calls. @returns false when too little is left. */
  takeForSideCall(tokens: number): boolean;
  /** No side call follows: what was kept for them is the answer's. */
  closeSide(): void;
  /** The hold as it is now. */
  reservation(): ReservationRecord;
  /** Reads the hold again: an extension that was never answered may have been made. */
  recount(): Promise<void>;
}

export interface TokenHoldDeps {
  readonly turns: Turns;
  readonly clock: Clock;
  readonly ref: TurnRef;
  readonly period: string;
  /** As claimed. */
  readonly reservation: ReservationRecord;
  /** The tier's tokens of the period. */
  readonly limit: number;
  /** The part of the hold that is kept for side calls. */
  readonly sideTokens: number;
  readonly epoch: () => number;
  /** By the answer, in all attempts at the turn so far, and by side calls of this one. */
  readonly used: () => { readonly answer: Usage; readonly side: Usage };
}

export function openTokenHold({ turns, clock, ref, period, limit, epoch, used, ...deps }: TokenHoldDeps): TokenHold {
  let { reservation, sideTokens } = deps;
  let sideLeft = sideTokens;
  const room = () => {
    const { answer, side } = used();
    return reservation.amount - chargeOf(answer) - Math.max(sideTokens, chargeOf(side));
  };
  return {
    room,
    takeForSideCall(tokens) {
      if (tokens > sideLeft) return false;
      sideLeft -= tokens;
      return true;
    },
    closeSide() {
      sideTokens = 0;
      sideLeft = 0;
    },
    reservation: () => reservation,
    async recount() {
      const found = await turns.find(ref);
      if (found.reservation?.state === 'held') reservation = found.reservation;
    },
    async cover(tokens) {
      const missing = tokens - room();
      if (missing <= 0) return true;
      const more = { ref, epoch: epoch(), period, reservation, tokens: missing, limit };
      let answer = await turns.topUp(more);
      if (answer === 'no_room' && (await makeRoom(more, { turns, clock }))) answer = await turns.topUp(more);
      if (answer === 'lost') throw new Fenced('lost before a step');
      if (answer === 'no_room') return false;
      reservation = { ...reservation, amount: reservation.amount + missing, version: reservation.version + 1 };
      return true;
    },
  };
}
