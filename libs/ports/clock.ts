/** Time and waiting. Tests and the simulation control it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `ms`. Resolves early, without an error, when `signal` aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** New unique ids, never derived from the time alone. */
export interface Ids {
  /** Sortable by creation, for sessions, messages and resources. */
  ulid(): string;
  uuid(): string;
}

export const isoOf = (ms: number): string => new Date(ms).toISOString();

/** The budget period of an instant: the UTC calendar month, for example `2026-11`. */
export const periodOf = (ms: number): string => isoOf(ms).slice(0, '2026-11'.length);
