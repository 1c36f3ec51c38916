/**
 * How long a second delivery waits for the active worker, and how often it polls, in milliseconds. Usually the worker
 * finishes in that time. When it dies, the waiting delivery takes over without using one of Lambda's two retries.
 */
export const WAIT_MS = 60_000;
export const POLL_MS = 1_000;

/** Longest time of each step, in milliseconds. */
export const STEP_MS = {
  load: 30_000,
  personality: 60_000,
  methodology: 60_000,
  prompts: 120_000,
  save: 30_000,
} as const;
export type StepName = keyof typeof STEP_MS;

/**
 * Maximum calls of a busy model, and the pauses between them. Each pause is twice the one before, up to the longest.
 */
export const MAX_ASKS = 6;
export const FIRST_PAUSE_MS = 1_000;
export const LONGEST_PAUSE_MS = 8_000;
