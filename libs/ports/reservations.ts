import type { TrialGrant } from '#contract/tiers';
import type { Usage } from '#contract/usage';
import type { ChargeSource, ReservationRecord } from './budget-records.ts';
import type { JobOrder } from './jobs.ts';
import type { Json } from './model.ts';
import type { Rate } from './rates.ts';
import type { MessageRecord } from './session-records.ts';
import type { TurnRef } from './turn-records.ts';

/** Tokens held for work that is not a turn. `ref.turnId` is a new id that identifies the work. */
export interface Hold {
  readonly ref: TurnRef;
  readonly now: number;
  /** `2026-11`. The reservation belongs to this period even when it is settled later. */
  readonly period: string;
  /** Estimated tokens to hold: input and output. */
  readonly tokens: number;
  /** The input part of `tokens`. It is charged when a call breaks off before the provider reports its usage. */
  readonly inputTokens: number;
  /** The tier's limit for the period. */
  readonly limit: number;
  /** Milliseconds since the epoch. A hold that was not settled until then is released. */
  readonly expiresAt: number;
  /** Whether a backend asked for it, which may be working on it when the person ends it. */
  readonly isBackends?: boolean;
  /** Present when the work counts in the user's message rate. */
  readonly rate?: Rate;
  /** The one-time trial or preview that this work claims. */
  readonly grant?: TrialGrant;
  /** Present when the work belongs to a conversation: an open one, or one that it opens. */
  readonly session?: { readonly opening?: SessionOpening };
}

export interface SessionOpening {
  readonly state: Json;
  readonly expiresAt: string | null;
  readonly rate: Rate;
}

/** The reservation of work that is not a turn, as it was read. */
export interface HeldReservation extends ReservationRecord {
  readonly period: string;
  readonly isBackends?: boolean;
  readonly inputTokens: number;
  readonly grant?: TrialGrant;
  /** Rows that are older than this attribute are read as final when they are settled, and as estimates otherwise. */
  readonly source: ChargeSource;
  /** Identifies the report that settled it. Absent in rows that are older than this attribute. */
  readonly report?: string;
  /** The partial messages that an abort has stored. A report replaces them. */
  readonly partial?: PartialMessages;
}

/** Consecutive messages of a session, and what they added to its token counters. */
export interface PartialMessages {
  readonly from: number;
  readonly count: number;
  readonly tokensIn: number;
  readonly tokensOut: number;
}

export interface Release {
  readonly ref: TurnRef;
  /** As it was read, in state held. */
  readonly reservation: HeldReservation;
}

export interface SettledWork {
  readonly ref: TurnRef;
  readonly now: number;
  /** As it was read: held; expired or released, for a late end; settled by estimate, for a report. */
  readonly reservation: HeldReservation;
  readonly charge: number;
  readonly source: ChargeSource;
  /** Identifies the report, so that it is recognised when it is sent again. */
  readonly report?: string;
  /** What the work adds to its conversation. Absent without a conversation, or when it is gone. */
  readonly added?: AddedMessages;
  /** True when anything reached the user. Otherwise the trial or preview is returned. */
  readonly hasDelivered: boolean;
  /** Jobs that are stored in the same transaction. */
  readonly jobs: readonly JobOrder[];
}

export interface AddedMessages {
  /** The session's next free message number, as it was read. */
  readonly nextSeq: number;
  /** Message numbers left free for the answer of a running turn. */
  readonly skipped: number;
  /** In order, numbered from `nextSeq + skipped`. At most 60. */
  readonly messages: readonly MessageRecord[];
  readonly usage: Usage;
  /** True when the answer was not cut short. Otherwise the reservation remembers the messages. */
  readonly isComplete: boolean;
  readonly title: string | null;
}

/**
 * Work that is not a turn but is paid from the same budget: model calls of an external loop, a recap. It holds tokens
 * and settles once. A late report is still charged, also once. A report replaces an estimate once, with its messages.
 */
export interface Reservations {
  /**
   * Holds tokens: writes reservation, budget, rate, grant and session, all or nothing.
   *
   * @returns false when there is no room, or when an item has changed since it was read. Read again to find the reason.
   */
  reserve(hold: Hold): Promise<boolean>;

  /** Searches the period of `now` and the one before. `undefined` when it belongs to another session or to a turn. */
  find(ref: TurnRef, now: number): Promise<HeldReservation | undefined>;

  /**
   * Charges the usage and stores the messages. A report also settles a reservation again that an estimate has settled,
   * and removes the partial messages. Any other settled reservation is final.
   *
   * @returns false when the reservation or the session has changed since it was read, or is final. Read again then.
   */
  settle(work: SettledWork): Promise<boolean>;

  /**
   * Releases a hold for which no request was sent to the model. Nothing is charged, and a trial or preview is returned.
   *
   * @returns false when it is no longer held as it was read.
   */
  release(release: Release): Promise<boolean>;
}
