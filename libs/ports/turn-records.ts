import type { TerminalEvent } from '#contract/events';
import type { TrialGrant } from '#contract/tiers';
import type { Usage } from '#contract/usage';
import type { SessionRef } from './session-records.ts';

export interface TurnRef extends SessionRef {
  readonly turnId: string;
}

export type TurnState = 'running' | 'parked' | 'completed' | 'aborted' | 'failed';

/** A terminal event as it is kept on the turn: the text lies in the messages. */
export type Outcome = TerminalEvent extends infer Event
  ? Event extends unknown
    ? Omit<Event, 'aiResponse'>
    : never
  : never;

export interface TurnRecord {
  readonly turnId: string;
  readonly state: TurnState;
  /** One attempt to produce the turn; whoever holds another number is fenced. */
  readonly epoch: number;
  readonly owner: string;
  /** Milliseconds since the epoch. The producer is taken for dead a grace after it. */
  readonly leaseUntil: number;
  readonly bodyHash: string;
  /** Sequence number of the person's message. */
  readonly messageSeq: number;
  /** The budget period that the reservation was taken from. */
  readonly period: string;
  /** As of the last heartbeat; final once terminal. */
  readonly usage: Usage;
  readonly createdAt: string;
  /** Terminal turns only. */
  readonly outcome?: Outcome;
  /** Stopped before it was claimed: there is no message, and whatever body comes with its id is this turn's. */
  readonly isTombstone?: boolean;
  /** Somebody reads along until then, milliseconds: the producer stores its events sooner. */
  readonly followedUntil?: number;
  /** What the person has only once, and this turn has taken. Given back when it delivers nothing. */
  readonly grant?: TrialGrant;
}
