import type { GenerationRef } from './generations.ts';
import type { JobOrder } from './jobs.ts';
import type { SessionRef } from './session-records.ts';
import type { TurnRef } from './turn-records.ts';

/** An item that may be due. Its current state is read before it is processed. */
export type DueItem =
  | { readonly type: 'turn'; readonly ref: TurnRef }
  /** A hold that has expired. */
  | { readonly type: 'reservation'; readonly ref: TurnRef; readonly period: string }
  | { readonly type: 'session'; readonly ref: SessionRef }
  /** Pictures that are past their deadline. */
  | { readonly type: 'generation'; readonly ref: GenerationRef }
  | { readonly type: 'order'; readonly order: JobOrder; readonly attempts: number };

/** The index of items with a due time. */
export interface Due {
  /** Number of partitions of the index. Each must be listed. */
  readonly shards: number;

  /** The due items of one partition, longest due first. Pages are read on demand. */
  list(shard: number, now: number): AsyncGenerator<readonly DueItem[], void, undefined>;

  /**
   * @param removeAt - When the session is due again, in milliseconds; absent when it is kept.
   * @returns false when the session has not expired, has ended otherwise, or has a running turn.
   */
  expireSession(ref: SessionRef, now: number, removeAt?: number): Promise<boolean>;

  /**
   * Releases a hold whose turn is missing or over.
   * @returns false when it is no longer held, or not yet due.
   */
  releaseReservation(ref: TurnRef, period: string, now: number): Promise<boolean>;

  /** Delays an order whose job could not be started. */
  postpone(order: JobOrder, attempts: number, until: number): Promise<void>;
}
