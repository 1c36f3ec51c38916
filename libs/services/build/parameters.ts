/** How long a worker owns a build without renewing it, and how often it renews, in milliseconds. */
export const LEASE_MS = 15_000;
export const RENEW_MS = 5_000;

/**
 * How long a second delivery waits for the worker that is at it, and how often it looks, in milliseconds. Usually it sees
 * the build through; and when that worker dies, it takes over without using up one of Lambda's two repetitions.
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

/** Times that a busy model is asked, and the pauses between them: doubled from the first up to the longest. */
export const MAX_ASKS = 6;
export const FIRST_PAUSE_MS = 1_000;
export const LONGEST_PAUSE_MS = 8_000;
