import type { Usage } from '#contract/usage';
import type { ChargeSource, ReservationRecord } from '#ports/budget-records';
import { isoOf } from '#ports/clock';
import type { TurnRef } from '#ports/turn-records';
import type { Change } from './expressions.ts';
import { type HoldEntry, holdAttribute } from './hold-rows.ts';

/** A reservation as it was read, and the tokens to charge instead. */
export interface Settlement {
  readonly ref: Pick<TurnRef, 'turnId'>;
  readonly reservation: ReservationRecord;
  readonly charge: number;
}

/** What a finished turn adds to the token counters of its session. */
export const sessionTokens = (usage: Usage) => ({
  tokensIn: usage.inputTokens + usage.cacheReadTokens + usage.cacheWriteTokens,
  tokensOut: usage.outputTokens,
});

interface NewHold {
  readonly ref: TurnRef;
  readonly tokens: number;
  /** The tier's limit of the period. */
  readonly limit: number;
  readonly expiresAt: number;
}

/**
 * A condition cannot add two attributes, so the remaining room is passed as a value. A tier change then needs no write.
 */
export function reserveBudget({ ref, tokens, limit, expiresAt }: NewHold): Change {
  const { kind, sessionId, turnId } = ref;
  const entry: HoldEntry = { kind, sessionId, expiresAt: isoOf(expiresAt) };
  const isFirstOfPeriod = 'attribute_not_exists(#committed)';
  const hasRoom = '#committed <= :room';
  return {
    set: { limit, [holdAttribute(turnId)]: entry },
    add: { committed: tokens, spent: 0, live: 1 },
    when: [`${isFirstOfPeriod} OR ${hasRoom}`],
    values: { ':room': limit - tokens },
  };
}

/** Settles once: the condition requires state and version as read, and the update changes both. */
export function settleReservation({ reservation, charge }: Settlement, source: ChargeSource): Change {
  const isAsRead = '#state = :state AND #version = :version';
  return {
    // A charge of 0 means that no request reached the model.
    set: { state: charge === 0 ? 'released' : 'settled', amount: charge, source },
    add: { version: 1 },
    remove: ['dueShard', 'dueAt'],
    when: [isAsRead],
    values: { ':state': reservation.state, ':version': reservation.version },
  };
}

/** Replaces the held amounts by the charges, and replaces what was already counted as spent. */
export function settleBudget(...settlements: readonly Settlement[]): Change {
  const held = settlements.filter(({ reservation }) => reservation.state === 'held');
  const charged = sumOf(settlements.map(({ charge }) => charge));
  const counted = sumOf(settlements.map(({ reservation }) => reservation.amount));
  const isKnown = 'attribute_exists(#committed)';
  return {
    add: {
      committed: charged - counted,
      spent: charged - counted + sumOf(held.map(({ reservation }) => reservation.amount)),
      live: -held.length,
    },
    remove: held.map(({ ref }) => holdAttribute(ref.turnId)),
    when: [isKnown],
  };
}

const sumOf = (tokens: readonly number[]): number => tokens.reduce((sum, each) => sum + each, 0);

/** The attempt is over but the turn is not. Its usage so far counts as spent until the turn continues or ends. */
export const expireReservation = (settlement: Settlement): Change => ({
  ...settleReservation(settlement, 'estimate'),
  set: { state: 'expired', amount: settlement.charge, source: 'estimate' },
});
