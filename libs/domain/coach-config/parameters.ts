/**
 * Time from the order until a build that is not ready counts as failed. An attempt takes at most 5 minutes and usually
 * about 20 s. The deadline allows one attempt lost at its very end, the sweeper's minute and a whole second attempt, or
 * three usual ones with Lambda's pauses.
 */
export const BUILD_DEADLINE_MS = 10 * 60_000;

/** Maximum attempts of one build, over all deliveries. */
export const MAX_BUILD_ATTEMPTS = 3;

/** Poll interval for the build status. */
export const BUILD_POLL_MS = 2_000;
