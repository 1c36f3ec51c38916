import { isoOf } from '#ports/clock';

/**
 * `dueAt` is the time at which the sweeper reads an item. It is rounded so that it changes seldom: each change costs
 * two writes on the index, and a heartbeat must cost one write in total.
 */
const LEASE_STEP_MS = 30_000;
const EXPIRY_STEP_MS = 60 * 60_000;
/** The invocation after a commit has this much time before the sweeper repeats it. */
const OUTBOX_DELAY_MS = 30_000;

/** Rounded down, so that a dead turn is read in time. The price is that a live turn is sometimes read too. */
export const leaseDueAt = (leaseUntil: number): string => isoOf(Math.floor(leaseUntil / LEASE_STEP_MS) * LEASE_STEP_MS);

/** Rounded up. Expiry is computed on every read, so sweeping may be late, but must not run before the expiry. */
export const expiryDueAt = (expiresAt: number): string => isoOf(Math.ceil(expiresAt / EXPIRY_STEP_MS) * EXPIRY_STEP_MS);

export const outboxDueAt = (now: number): string => leaseDueAt(now + OUTBOX_DELAY_MS + LEASE_STEP_MS);
