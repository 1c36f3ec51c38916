import type { Json } from './model.ts';

/** The asynchronous Lambdas, by the name of their folder. */
export type JobName = 'build-coach-config' | 'delete-user-data' | 'generate-asset' | 'summarize-conversation';

/** Work that continues after a response. It is stored with the change that orders it, so a crash cannot lose it. */
export interface JobOrder {
  /** Id of the outbox item. Derived from what ordered it, so that the same order is the same item. */
  readonly id: string;
  readonly job: JobName;
  readonly payload: { readonly [key: string]: Json | undefined };
  /** For work that must wait: the time before which the sweeper does not start it, in milliseconds since the epoch. */
  readonly notBefore?: number;
}

/** Starts jobs, at least once each. A job must tolerate a second delivery. */
export interface Jobs {
  /**
   * Invokes the job's Lambda asynchronously.
   * @throws when the invocation was not accepted. The order then stays in the outbox.
   */
  start(order: JobOrder): Promise<void>;
}

/** Orders that are stored but not yet handed over. */
export interface Outbox {
  /** Removes an order that was handed over. Unknown ids are no error. */
  done(order: JobOrder): Promise<void>;
}
