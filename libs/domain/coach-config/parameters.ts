/**
 * From the order to the moment when a build that is not ready counts as failed. An attempt lasts at most 5 minutes, and
 * usually some 20 s: this holds one that was lost at its very end, the sweeper's minute, and a whole second one; or
 * three usual ones with Lambda's pauses.
 */
export const BUILD_DEADLINE_MS = 10 * 60_000;

/** Attempts at one build, by whatever delivery. */
export const MAX_BUILD_ATTEMPTS = 3;

/** How often a client should ask how a build is doing. */
export const BUILD_POLL_MS = 2_000;
