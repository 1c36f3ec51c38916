import type { Frame } from '#contract/sse';
import type { TrialGrant } from '#contract/tiers';
import type { Usage } from '#contract/usage';
import type { ReservationRecord } from './budget-records.ts';
import type { JobOrder } from './jobs.ts';
import type { Json } from './model.ts';
import type { MessageRecord, SessionStatus } from './session-records.ts';
import type { StagedWrite } from './staged-writes.ts';
import type { Outcome, TurnRecord, TurnRef } from './turn-records.ts';

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
