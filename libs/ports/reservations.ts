import type { TrialGrant } from '#contract/tiers';
import type { Usage } from '#contract/usage';
import type { ReservationRecord } from './budget-records.ts';
import type { JobOrder } from './jobs.ts';
import type { Json } from './model.ts';
import type { Rate } from './rates.ts';
import type { MessageRecord } from './session-records.ts';
import type { TurnRef } from './turn-records.ts';

/** Tokens that are set aside for work that is not a turn; `ref.turnId` names it, fresh for each. */
export interface Hold {
  readonly ref: TurnRef;
  readonly now: number;
  /** `2026-11`. The reservation stays in it, whenever it is settled. */
  readonly period: string;
  /** What is set aside: input and output, by estimate. */
  readonly tokens: number;
  /** Of which input: what a call costs that is broken off before a figure is known. */
  readonly inputTokens: number;
  /** The tier's limit of the period. */
  readonly limit: number;
  /** Milliseconds since the epoch; whatever is still held then is given back by the sweeper. */
  readonly expiresAt: number;
  /** Where it counts against the person's messages. */
  readonly rate?: Rate;
  /** What the person has only once, taken by this work. */
  readonly grant?: TrialGrant;
  /** Where it belongs to a conversation: one that is open, or that it opens itself. */
  readonly session?: { readonly opening?: SessionOpening };
}

export interface SessionOpening {
  readonly state: Json;
  readonly expiresAt: string | null;
  readonly rate: Rate;
}

/** A reservation outside of turns, as it was read. */
export interface HeldReservation extends ReservationRecord {
  readonly period: string;
  readonly inputTokens: number;
  readonly grant?: TrialGrant;
}

export interface Release {
  readonly ref: TurnRef;
  /** As it was read, held. */
  readonly reservation: HeldReservation;
}

export interface SettledWork {
  readonly ref: TurnRef;
  readonly now: number;
  /** As it was read: held, or, when somebody comes late, expired or released. */
  readonly reservation: HeldReservation;
  readonly charge: number;
  /** What the work adds to its conversation; nothing where it is none, or is gone. */
  readonly added?: AddedMessages;
  /** Whether anything reached the person: otherwise they get back what they have only once. */
  readonly hasDelivered: boolean;
  /** Orders that are stored with it. */
  readonly jobs: readonly JobOrder[];
}

export interface AddedMessages {
  /** The session's next free message number, as it was read. */
  readonly nextSeq: number;
  /** Numbers left free before them, for the answers of a turn that is under way. */
  readonly skipped: number;
  /** In order, numbered from `nextSeq + skipped` on. At most 60. */
  readonly messages: readonly MessageRecord[];
  readonly usage: Usage;
  /** Whether it was answered to the end. */
  readonly isComplete: boolean;
  readonly title: string | null;
}

/**
 * Work that is paid from the same budget as turns and is none itself: model calls of an orchestrator, a recap. It holds
 * tokens, and settles once; whoever comes late with what was used is charged still, and once.
 */
export interface Reservations {
  /**
   * Sets tokens aside: reservation, budget, rate, grant and session, all or nothing.
   *
   * @returns false when there is no room, or something is no longer as it was read; read again, it will say what.
   */
  reserve(hold: Hold): Promise<boolean>;

  /** In the period of `now` or the one before; `undefined` also when it is another session's, or a turn's. */
  find(ref: TurnRef, now: number): Promise<HeldReservation | undefined>;

  /**
   * Charges what was used, and stores what was said. Settled is final: find it before, and leave it alone then.
   *
   * @returns false when reservation or session are no longer as they were read; read again.
   */
  settle(work: SettledWork): Promise<boolean>;

  /**
   * Nothing was sent to the model: nothing is charged, what is given once is given back.
   *
   * @returns false when it is no longer held as it was read.
   */
  release(release: Release): Promise<boolean>;
}
