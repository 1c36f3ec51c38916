/** A fixed window in UTC, and how much fits into it. */
export interface Rate {
  /** With its kind, for example `messages#2026-11-21T10:15`. */
  readonly window: string;
  readonly limit: number;
  /** Milliseconds since the epoch. */
  readonly endsAt: number;
}

/** Fixed windows that nothing but a count stands in. */
export interface Rates {
  /** One more, if there is room. @returns false when the window is full. */
  count(sub: string, rate: Rate): Promise<boolean>;
}
