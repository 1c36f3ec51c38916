import type { Usage } from '#contract/usage';
import type { ReservationRecord } from '#ports/budget-records';
import type { Change } from './expressions.ts';

/** A reservation as it was read, and what was used in its place, in tokens. */
export interface Settlement {
  readonly reservation: ReservationRecord;
  readonly charge: number;
}

/** What a turn that is over adds to the counters of its session. */
export const sessionTokens = (usage: Usage) => ({
  tokensIn: usage.inputTokens + usage.cacheReadTokens + usage.cacheWriteTokens,
  tokensOut: usage.outputTokens,
});

/** A condition cannot add two attributes, so the room comes in as a value, and a change of tier needs no write. */
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

/** Once: whoever settles changes state and version, on condition of both as they were read. */
export function settleReservation({ reservation, charge }: Settlement): Change {
  const isAsRead = '#state = :state AND #version = :version';
  return {
    // Nothing was charged where nothing was sent to the model.
    set: { state: charge === 0 ? 'released' : 'settled', amount: charge },
    add: { version: 1 },
    remove: ['dueShard', 'dueAt'],
    when: [isAsRead],
    values: { ':state': reservation.state, ':version': reservation.version },
  };
}

/** What was held becomes what was used; what had been counted as spent already is replaced. */
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

/** The attempt is over, the turn is not: what was seen of it counts as spent, until it goes on or ends. */
export const expireReservation = (settlement: Settlement): Change => ({
  ...settleReservation(settlement),
  set: { state: 'expired', amount: settlement.charge },
});
