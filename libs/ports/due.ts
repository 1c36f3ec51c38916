import type { JobOrder } from './jobs.ts';
import type { SessionRef } from './session-records.ts';
import type { TurnRef } from './turn-records.ts';

/** Something that may have to happen by now; what it is today is read where it is acted upon. */
export type DueItem =
  | { readonly type: 'turn'; readonly ref: TurnRef }
  /** A hold whose time is up. */
  | { readonly type: 'reservation'; readonly ref: TurnRef; readonly period: string }
  | { readonly type: 'session'; readonly ref: SessionRef }
  | { readonly type: 'order'; readonly order: JobOrder; readonly attempts: number };

/** What waits for its time. */
export interface Due {
  /** Partitions of the waiting list; all of them have to be asked. */
  readonly shards: number;

  /** What is due in one partition, longest due first, in pages as they are asked for. */
  list(shard: number, now: number): AsyncGenerator<readonly DueItem[], void, undefined>;

  /** @returns false when the session is not expired, has ended otherwise, or has a turn. */
  expireSession(ref: SessionRef, now: number): Promise<boolean>;

  /**
   * Gives back a hold whose turn is not there any more, or is over without it.
   * @returns false when it is no longer held, or not yet due.
   */
  releaseReservation(ref: TurnRef, period: string, now: number): Promise<boolean>;

  /** An order that was handed over in vain is tried again later. */
  postpone(order: JobOrder, attempts: number, until: number): Promise<void>;
}
