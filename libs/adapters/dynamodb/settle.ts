import type { Usage } from '#contract/usage';
import type { ReservationRecord } from '#ports/budget-records';
import type { Change } from './expressions.ts';

/** A reservation as it was read, and the tokens to charge instead. */
export interface Settlement {
  readonly reservation: ReservationRecord;
  readonly charge: number;
}

/** What a finished turn adds to the token counters of its session. */
export const sessionTokens = (usage: Usage) => ({
  tokensIn: usage.inputTokens + usage.cacheReadTokens + usage.cacheWriteTokens,
  tokensOut: usage.outputTokens,
});

/**
 * A condition cannot add two attributes, so the remaining room is passed as a value. A tier change then needs no write.
 */
export function reserveBudget(tokens: number, limit: number): Change {
  const isFirstOfPeriod = 'attribute_not_exists(#committed)';
  const hasRoom = '#committed <= :room';
  return {
    set: { limit },
    add: { committed: tokens, spent: 0, live: 1 },
    when: [`${isFirstOfPeriod} OR ${hasRoom}`],
    values: { ':room': limit - tokens },
  };
}

/** Settles once: the condition requires state and version as read, and the update changes both. */
export function settleReservation({ reservation, charge }: Settlement): Change {
  const isAsRead = '#state = :state AND #version = :version';
  return {
    // A charge of 0 means that no request reached the model.
    set: { state: charge === 0 ? 'released' : 'settled', amount: charge },
    add: { version: 1 },
    remove: ['dueShard', 'dueAt'],
    when: [isAsRead],
    values: { ':state': reservation.state, ':version': reservation.version },
  };
}

/** Replaces the held amount by the charge, and replaces what was already counted as spent. */
export function settleBudget({ reservation, charge }: Settlement): Change {
  const wasHeld = reservation.state === 'held';
  const isKnown = 'attribute_exists(#committed)';
  return {
    add: {
      committed: charge - reservation.amount,
      spent: wasHeld ? charge : charge - reservation.amount,
      live: wasHeld ? -1 : 0,
    },
    when: [isKnown],
  };
}

/** The attempt is over but the turn is not. Its usage so far counts as spent until the turn continues or ends. */
export const expireReservation = (settlement: Settlement): Change => ({
  ...settleReservation(settlement),
  set: { state: 'expired', amount: settlement.charge },
});
