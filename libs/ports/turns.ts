import type { Frame } from '#contract/sse';
import type { TrialGrant } from '#contract/tiers';
import type { Usage } from '#contract/usage';
import type { BudgetRecord, ReservationRecord } from './budget-records.ts';
import type { Counts } from './counts.ts';
import type { Holds } from './holds.ts';
import type { Json } from './model.ts';
import type { Rate } from './rates.ts';
import type { MessageRecord, SessionRecord } from './session-records.ts';
import type { Abandon, Closing, Finish, Parking, Tombstone } from './turn-endings.ts';
import type { TurnRecord, TurnRef } from './turn-records.ts';
import type { ImageUse } from './uploads.ts';
import type { UserRecord } from './user-records.ts';

/** Everything that admission needs, read in one round of consistent reads. */
export interface Loaded {
  readonly turn: TurnRecord | undefined;
  /** `undefined` also when it belongs to someone else or to other parents, or was deleted. */
  readonly session: SessionRecord | undefined;
  /** An unknown user is a free user. */
  readonly user: UserRecord;
  readonly budget: BudgetRecord;
  readonly reservation: ReservationRecord | undefined;
  /** Messages claimed in the rate window. */
  readonly rateCount: number;
  /** Sessions opened in the rate window; 0 when `sessionRate` was not requested. */
  readonly sessionRateCount: number;
  /** The turn's id already names a turn of another session, or other work. */
  readonly isIdTaken: boolean;
  /** The session was deleted or belongs to other parents, so that a turn must not open it. */
  readonly isClosed: boolean;
  /** What the person has stored. */
  readonly counts: Counts;
  /** The keys of those of the requested uploads that are verified. */
  readonly uploads: ReadonlySet<string>;
  /** The newest messages, oldest first. */
  readonly window: readonly MessageRecord[];
}

export interface LoadRequest {
  readonly ref: TurnRef;
  /** The current period, for example `2026-11`. */
  readonly period: string;
  /** Key of the current rate window, for example `messages#2026-11-21T10:15`. */
  readonly rateWindow: string;
  /** The window for new sessions, when this turn may open one. */
  readonly sessionRate?: string;
  readonly windowMessages: number;
  /** Keys of the person's own uploads that the turn's message names, each once. */
  readonly uploads?: readonly string[];
}

/** A turn with its session and reservation; consistent reads, but not one snapshot. */
export interface Found {
  readonly turn: TurnRecord | undefined;
  readonly session: SessionRecord | undefined;
  readonly reservation: ReservationRecord | undefined;
  /** The session was deleted or belongs to other parents. */
  readonly isClosed: boolean;
}

/** The writes of a claim, all or nothing. Their conditions are exactly what admission has read and accepted. */
export interface Claim {
  readonly ref: TurnRef;
  /** Identifies this attempt: together with the epoch it shows whose claim won. */
  readonly owner: string;
  readonly epoch: number;
  readonly now: number;
  readonly leaseUntil: number;
  readonly bodyHash: string;
  /** The previous attempt as it was read: dead or parked. */
  readonly previous?: Pick<TurnRecord, 'epoch' | 'state' | 'leaseUntil'>;
  /** The usage from the start: the estimated input, and the usage of earlier attempts. */
  readonly usage: Usage;
  readonly session: {
    readonly version: number;
    readonly turnLimit: number | null;
    readonly expiresAt: string | null;
    /** Present when the session has none yet. */
    readonly title?: string;
    /** Present when this turn creates the session. */
    readonly opening?: { readonly state: Json; readonly rate: Rate };
  };
  /** The one-time trial or preview that this turn claims. */
  readonly grant?: TrialGrant;
  readonly message: MessageRecord;
  /** The images of the message, each once, which the session uses from now on. A takeover has none to add. */
  readonly images?: readonly ImageUse[];
  readonly reservation: {
    readonly period: string;
    readonly tokens: number;
    /** The tier's limit of the period. */
    readonly limit: number;
    readonly expiresAt: number;
    /** The reservation of the previous attempt as it was read. One that is no longer held is reopened. */
    readonly previous?: ReservationRecord;
  };
  /** A parked turn of the session that was not requested again. The new turn ends it. */
  readonly abandon?: Abandon;
  readonly rate: Rate;
}

/** Tokens of an attempt that its turn does not pay for: its claim failed, or it was fenced. */
export interface LostUsage {
  readonly ref: TurnRef;
  /** The attempt, which pays once. */
  readonly owner: string;
  readonly period: string;
  /** The tier's limit of the period. */
  readonly limit: number;
  readonly tokens: number;
  /** Whether the turn pays if it belongs to the attempt after all, because only the answer to its claim was lost. */
  readonly isUnclaimed: boolean;
}

/** What a heartbeat writes. */
export interface Renewal {
  readonly leaseUntil: number;
  readonly usage: Usage;
  /** Whether a reader was shown any output of the model. */
  readonly wasShown?: boolean;
}

/** The answer to a heartbeat: `lost` when another process has ended or taken over the turn. */
export type Beat = 'lost' | { readonly isFollowed: boolean; readonly isStopped: boolean };

/** More of the budget for a running turn, before a step that its hold does not cover. */
export interface TopUp {
  readonly ref: TurnRef;
  readonly epoch: number;
  readonly period: string;
  /** As it was claimed, or last extended. */
  readonly reservation: ReservationRecord;
  /** Tokens to add. */
  readonly tokens: number;
  /** The tier's limit of the period. */
  readonly limit: number;
}

/** What all people together may use once in a time, for example a provider that serves one request a second. */
export interface Limiter {
  /** Names the stored limiter, for example `SEARCH`. */
  readonly name: string;
  readonly everyMs: number;
}

/**
 * The answer to a counted use. `refused` when the limit is reached, or the turn does not run in its session any more.
 * `freeAt` (milliseconds since the epoch) when only the limiter has no place before that time.
 */
export type UseAnswer = 'counted' | 'refused' | { readonly freeAt: number };

/** Turns, the claims of their sessions, their reservations and their event logs, which change together. */
export interface Turns extends Holds {
  load(request: LoadRequest): Promise<Loaded>;

  /**
   * Claims the turn and its epoch: turn, session, budget, reservation, message, images and rate in one
   * transaction.
   *
   * @returns false when something has changed since it was read: read it again to learn what.
   */
  claim(claim: Claim): Promise<boolean>;

  /**
   * Charges lost usage with a settled reservation of its own, once.
   *
   * @returns false when the turn pays for it.
   */
  chargeLost(lost: LostUsage): Promise<boolean>;

  /** Renews the lease and stores the usage so far. @returns `lost` when this epoch has ended: stop at once. */
  heartbeat(ref: TurnRef, epoch: number, renewal: Renewal): Promise<Beat>;

  /**
   * Extends the hold of the producer's turn.
   *
   * @returns `no_room` when the budget has too little left, `lost` when this epoch has ended.
   */
  topUp(topUp: TopUp): Promise<'done' | 'no_room' | 'lost'>;

  /**
   * Counts one use of something that is limited for each session, for the turn that runs in it.
   *
   * @param limiter - Takes its place in the same transaction, so that a use without a place is not counted.
   */
  countUse(ref: TurnRef, counter: string, limit: number, limiter?: Limiter): Promise<UseAnswer>;

  /** Reads a turn with its session and reservation, to end or park it. */
  find(ref: TurnRef): Promise<Found>;

  /** Reads only the turn, for followers. */
  read(ref: TurnRef): Promise<TurnRecord | undefined>;

  /**
   * Asks the producer to stop.
   *
   * @returns false when the turn does not run in this epoch any more.
   */
  requestStop(ref: TurnRef, epoch: number, now: number): Promise<boolean>;

  /** Asks the producer to store its events sooner until this time (milliseconds). No error when no turn runs. */
  follow(ref: TurnRef, epoch: number, until: number): Promise<void>;

  /** @returns false when the turn has changed since it was read. */
  close(closing: Closing): Promise<boolean>;

  /** @returns false when the turn has changed since it was read. */
  park(parking: Parking): Promise<boolean>;

  /**
   * Stores that this turn was stopped before it was claimed, so that a later claim finds it ended.
   *
   * @returns false when the turn exists already.
   */
  leaveTombstone(tombstone: Tombstone): Promise<boolean>;

  /**
   * Begins the next epoch of the producer's turn, after the model broke off.
   *
   * @returns false when another process has ended or taken over the turn.
   */
  restart(ref: TurnRef, epoch: number, leaseUntil: number): Promise<boolean>;

  /** Stores a batch of events. Storing the same batch again changes nothing. */
  appendEvents(ref: TurnRef, epoch: number, batch: number, frames: readonly Frame[]): Promise<void>;

  /** Events of one epoch after `afterSeq`, in order; none once the log is gone. */
  readEvents(ref: TurnRef, epoch: number, afterSeq: number): Promise<readonly Frame[]>;

  /** The committed answer of a turn, as messages in order; for replay after the log is gone. */
  readAnswer(ref: TurnRef, messageSeq: number): Promise<readonly MessageRecord[]>;

  /** @returns false when the turn had ended otherwise or another producer owns it. Changes nothing then. */
  finish(finish: Finish): Promise<boolean>;
}
