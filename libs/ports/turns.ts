import type { Frame } from '#contract/sse';
import type { TrialGrant } from '#contract/tiers';
import type { Usage } from '#contract/usage';
import type { BudgetRecord, ReservationRecord } from './budget-records.ts';
import type { JobOrder } from './jobs.ts';
import type { Json } from './model.ts';
import type { Rate } from './rates.ts';
import type { MessageRecord, SessionRecord, SessionStatus } from './session-records.ts';
import type { StagedWrite } from './staged-writes.ts';
import type { Outcome, TurnRecord, TurnRef } from './turn-records.ts';
import type { UserRecord } from './user-records.ts';

/** Everything that admission looks at, read in one round of consistent reads. */
export interface Loaded {
  readonly turn: TurnRecord | undefined;
  /** `undefined` also when it belongs to someone else or was deleted. */
  readonly session: SessionRecord | undefined;
  /** Somebody whom we have not met yet is a free user. */
  readonly user: UserRecord;
  readonly budget: BudgetRecord;
  readonly reservation: ReservationRecord | undefined;
  /** Messages claimed in the rate window. */
  readonly rateCount: number;
  /** Sessions opened in the rate window, where it was asked for. */
  readonly sessionRateCount: number;
  /** There was such a session, and its person deleted it. */
  readonly isDeleted: boolean;
  /** The newest messages, oldest first. */
  readonly window: readonly MessageRecord[];
}

export interface LoadRequest {
  readonly ref: TurnRef;
  /** `2026-11`, of now. */
  readonly period: string;
  /** Key of the rate window of now, for example `messages#2026-11-21T10:15`. */
  readonly rateWindow: string;
  /** The same of sessions, when this turn may open one. */
  readonly sessionRate?: string;
  readonly windowMessages: number;
}

/** A turn and what stands or falls with it; consistent, but not one snapshot. */
export interface Found {
  readonly turn: TurnRecord | undefined;
  readonly session: SessionRecord | undefined;
  readonly reservation: ReservationRecord | undefined;
  /** There was such a session, and its person deleted it. */
  readonly isDeleted: boolean;
}

/** What a claim does, all of it or nothing. Its conditions are exactly what admission has read and found good. */
export interface Claim {
  readonly ref: TurnRef;
  /** Of this attempt; with the epoch it tells whose claim won. */
  readonly owner: string;
  readonly epoch: number;
  readonly now: number;
  readonly leaseUntil: number;
  readonly bodyHash: string;
  /** The attempt before, as it was read: dead or parked. */
  readonly previous?: Pick<TurnRecord, 'epoch' | 'state' | 'leaseUntil'>;
  /** What the turn counts as used from the start: its input, by estimate, and what attempts before it have used. */
  readonly usage: Usage;
  readonly session: {
    readonly version: number;
    readonly turnLimit: number | null;
    readonly expiresAt: string | null;
    /** It does not exist yet: this turn opens it. */
    readonly opening?: { readonly state: Json; readonly rate: Rate };
  };
  /** What the person has only once, taken by this turn. */
  readonly grant?: TrialGrant;
  readonly message: MessageRecord;
  readonly reservation: {
    readonly period: string;
    readonly tokens: number;
    /** The tier's limit of the period. */
    readonly limit: number;
    readonly expiresAt: number;
    /** The reservation of the attempt before, as it was read. One that is no longer held is opened again. */
    readonly previous?: ReservationRecord;
  };
  /** A parked turn of the session that nobody asked for again: the new one ends it. */
  readonly abandon?: Abandon;
  readonly rate: Rate;
}

export interface Abandon {
  readonly turnId: string;
  /** As it was read. */
  readonly epoch: number;
  readonly outcome: Outcome;
  readonly usage: Usage;
  /** Sequence number of the person's message. */
  readonly messageSeq: number;
  readonly frame: Frame;
  readonly giveBack?: TrialGrant;
}

/** How another process than its producer ends a turn: an aborter whose stop was not answered, or a give-up. */
export interface Closing {
  readonly ref: TurnRef;
  readonly now: number;
  /** As it was read, running or parked; its lease is in the condition, and with it the usage. */
  readonly turn: TurnRecord;
  readonly reservation: ReservationRecord;
  /** The next free message number, as it was read. */
  readonly nextSeq: number;
  readonly state: 'aborted' | 'failed';
  readonly outcome: Outcome;
  readonly usage: Usage;
  readonly charge: number;
  /** The text that was stored until then, if any. */
  readonly partial?: MessageRecord;
  /** Whether the turn counts against the session's limit. */
  readonly countsAsTurn: boolean;
  /** The terminal event, first and only one of the next epoch. */
  readonly frame: Frame;
  readonly giveBack?: TrialGrant;
}

/** A turn whose producer is dead is put aside: its session is free, what it used is paid. */
export interface Parking {
  readonly ref: TurnRef;
  readonly now: number;
  /** As it was read, running. */
  readonly turn: TurnRecord;
  readonly reservation: ReservationRecord;
  /** Tokens observed so far. */
  readonly charge: number;
  /** When it is given up for good, milliseconds. */
  readonly until: number;
}

/** A turn that was stopped before it was claimed. */
export interface Tombstone {
  readonly ref: TurnRef;
  readonly now: number;
  readonly outcome: Outcome;
  /** The terminal event, the only one of the first epoch. */
  readonly frame: Frame;
}

/** What a heartbeat writes. */
export interface Renewal {
  readonly leaseUntil: number;
  readonly usage: Usage;
  /** Whether a reader was shown something of the model's. */
  readonly wasShown?: boolean;
}

/** What a producer learns of its turn: `lost` when the turn is no longer its own. */
export type Beat = 'lost' | { readonly isFollowed: boolean; readonly isStopped: boolean };

/** How a turn ends, in one transaction; the first end wins. */
export interface Finish {
  readonly ref: TurnRef;
  readonly epoch: number;
  readonly now: number;
  readonly state: 'completed' | 'aborted' | 'failed';
  readonly outcome: Outcome;
  /** Sequence number of the person's message. */
  readonly messageSeq: number;
  /** Whether the turn counts against the session's limit. */
  readonly countsAsTurn: boolean;
  readonly usage: Usage;
  /** Tokens that the person pays; replaces the reservation. */
  readonly charge: number;
  readonly reservation: ReservationRecord & { readonly period: string };
  /** Answers, in order, from the session's next number on: the partial one of a stopped turn, none of a failed one. */
  readonly messages: readonly MessageRecord[];
  /** Events of this epoch that are not stored yet, the terminal one last. */
  readonly tail: { readonly batch: number; readonly frames: readonly Frame[] };
  /** Absent when the turn did not complete: the session is released as it was. */
  readonly session?: {
    readonly state: Json;
    readonly status: SessionStatus;
    readonly title: string | null;
    readonly expiresAt: string | null;
  };
  readonly writes: readonly StagedWrite[];
  readonly jobs: readonly JobOrder[];
  readonly giveBack?: TrialGrant;
}

/** More of the budget for a turn that is ours, before a step that its hold does not cover. */
export interface TopUp {
  readonly ref: TurnRef;
  readonly epoch: number;
  readonly period: string;
  /** As it was claimed, or last topped up. */
  readonly reservation: ReservationRecord;
  /** Tokens on top. */
  readonly tokens: number;
  /** The tier's limit of the period. */
  readonly limit: number;
}

/** Turns, their sessions' claims, their reservations and their event log: whatever one turn changes together. */
export interface Turns {
  load(request: LoadRequest): Promise<Loaded>;

  /**
   * Makes the turn running and its epoch ours: turn, session, budget, reservation, message and rate in one transaction.
   *
   * @returns false when something is no longer as it was read; read again, it will say what.
   */
  claim(claim: Claim): Promise<boolean>;

  /**
   * Renews the lease and notes the usage so far. @returns `lost` when the turn is no longer ours: stop at once.
   */
  heartbeat(ref: TurnRef, epoch: number, renewal: Renewal): Promise<Beat>;

  /**
   * Adds to what a turn of ours holds.
   *
   * @returns `no_room` when the budget has not that much left, `lost` when the turn is no longer ours.
   */
  topUp(topUp: TopUp): Promise<'done' | 'no_room' | 'lost'>;

  /**
   * Counts one use of something that the session has a limited number of, for the turn that runs in it.
   *
   * @returns false when `limit` uses are counted already, or the turn does not run there any more.
   */
  countUse(ref: TurnRef, counter: string, limit: number): Promise<boolean>;

  /** A turn with its session and reservation, to end it or to put it aside. */
  find(ref: TurnRef): Promise<Found>;

  /** The turn alone: for whoever reads along. */
  read(ref: TurnRef): Promise<TurnRecord | undefined>;

  /**
   * Asks the producer to stop.
   *
   * @returns false when the turn does not run in this epoch any more.
   */
  requestStop(ref: TurnRef, epoch: number, now: number): Promise<boolean>;

  /** Asks the producer to store its events sooner, until then (milliseconds). No error when nothing runs. */
  follow(ref: TurnRef, epoch: number, until: number): Promise<void>;

  /** @returns false when the turn is no longer as it was read. */
  close(closing: Closing): Promise<boolean>;

  /** @returns false when the turn is no longer as it was read. */
  park(parking: Parking): Promise<boolean>;

  /**
   * Leaves word that this turn was stopped before it was claimed, so that a claim on its way finds it ended.
   *
   * @returns false when there is such a turn already.
   */
  leaveTombstone(tombstone: Tombstone): Promise<boolean>;

  /**
   * Begins the next epoch of a turn that is ours, after the model broke off in mid-stream.
   *
   * @returns false when the turn is no longer ours.
   */
  restart(ref: TurnRef, epoch: number, leaseUntil: number): Promise<boolean>;

  /** Stores a batch of events; the same batch again changes nothing. */
  appendEvents(ref: TurnRef, epoch: number, batch: number, frames: readonly Frame[]): Promise<void>;

  /** Events of one epoch after `afterSeq`, in order; none once the log is gone. */
  readEvents(ref: TurnRef, epoch: number, afterSeq: number): Promise<readonly Frame[]>;

  /** The committed answer of a turn, as messages in order; for replay after the log is gone. */
  readAnswer(ref: TurnRef, messageSeq: number): Promise<readonly MessageRecord[]>;

  /** @returns false when the turn had ended otherwise or is no longer ours; nothing was changed then. */
  finish(finish: Finish): Promise<boolean>;
}
