import type { TerminalEvent } from '#contract/events';
import type { TrialGrant } from '#contract/tiers';
import type { Usage } from '#contract/usage';
import type { SessionRef } from './session-records.ts';

export interface TurnRef extends SessionRef {
  readonly turnId: string;
}

export type TurnState = 'running' | 'parked' | 'completed' | 'aborted' | 'failed';

/** A terminal event as stored in the turn. Its text is stored in the messages. */
export type Outcome = TerminalEvent extends infer Event
  ? Event extends unknown
    ? Omit<Event, 'aiResponse'>
    : never
  : never;

export interface TurnRecord {
  readonly turnId: string;
  readonly state: TurnState;
  /** The number of the current attempt. A producer with another number is fenced. */
  readonly epoch: number;
  readonly owner: string;
  /** Milliseconds since the epoch. The producer counts as dead after a grace period beyond it. */
  readonly leaseUntil: number;
  readonly bodyHash: string;
  /** Sequence number of the user's message. */
  readonly messageSeq: number;
  /** The budget period of the reservation. */
  readonly period: string;
  /** As of the last heartbeat. Final once the turn is over. */
  readonly usage: Usage;
  readonly createdAt: string;
  /** Terminal turns only. */
  readonly outcome?: Outcome;
  /** Whether a reader was shown any output of the model, as of the last heartbeat. */
  readonly wasShown?: boolean;
  /** When a stop was requested, in milliseconds since the epoch. It survives a takeover. */
  readonly stopAt?: number;
  /** The turn was stopped before its claim. It has no message and matches any body with its id. */
  readonly isTombstone?: boolean;
  /** Milliseconds since the epoch. Until then a follower polls, so the producer stores its events sooner. */
  readonly followedUntil?: number;
  /** The one-time trial or preview that this turn claimed. Returned when the turn delivers nothing. */
  readonly grant?: TrialGrant;
}
