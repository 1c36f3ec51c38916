/** A fixed window in UTC and its limit. */
export interface Rate {
  /** Kind and window, for example `messages#2026-11-21T10:15`. */
  readonly window: string;
  readonly limit: number;
  /** Milliseconds since the epoch. */
  readonly endsAt: number;
  /** How much one request counts; 1 when absent. */
  readonly weight?: number;
}

/** Fixed-window request counters. */
export interface Rates {
  /** Adds the request's weight if the limit allows it. @returns false when the window is full. */
  count(sub: string, rate: Rate): Promise<boolean>;
}
