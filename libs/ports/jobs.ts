import type { Json } from './model.ts';

/** The asynchronous Lambdas, by the name of their folder. */
export type JobName = 'build-coach-config' | 'delete-user-data' | 'summarize-conversation';

/** Work that goes on after an answer. It is stored with the change that orders it, so a crash cannot lose it. */
export interface JobOrder {
  /** The outbox item's id; derived from what ordered it, so that the same order is the same item. */
  readonly id: string;
  readonly job: JobName;
  readonly payload: { readonly [key: string]: Json | undefined };
}

/** Starts jobs, at least once each: whoever does the work must bear a second delivery. */
export interface Jobs {
  /**
   * Hands one order to its Lambda, asynchronously.
   * @throws when it was not accepted; the outbox keeps it then.
   */
  start(order: JobOrder): Promise<void>;
}

/** Orders that were stored with the change that made them, and not yet handed over. */
export interface Outbox {
  /** Forgets an order that was handed over. Unknown ids are no error. */
  done(order: JobOrder): Promise<void>;
}
