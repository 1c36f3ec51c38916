/**
 * How long a test waits for a state, in milliseconds. It continues as soon as the state is there, so only a test that
 * fails waits this long. Limits tell a hang from a busy machine, which is ten times slower than an idle one.
 */
export const WAIT_LIMIT_MS = 60_000;

/** For a test that only counts: nothing in it can hang. */
export const NO_LIMIT = { timeout: 0 };

/** When a test or a hook that hangs is ended, in milliseconds: after several waits. */
export const TEST_LIMIT_MS = 600_000;
