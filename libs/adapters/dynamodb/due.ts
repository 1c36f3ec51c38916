import { isoOf } from '#ports/clock';

/**
 * `dueAt` says when the sweeper has to look at an item. It is coarse, so that it moves seldom: each move is two writes
 * on the index, and a heartbeat must cost one in all.
 */
const LEASE_STEP_MS = 30_000;
const EXPIRY_STEP_MS = 60 * 60_000;
/** The invocation that follows a commit gets this long before the sweeper repeats it. */
const OUTBOX_DELAY_MS = 30_000;

/** Rounded down: a dead turn is looked at in time, at the price of sometimes looking at a live one. */
export const leaseDueAt = (leaseUntil: number): string => isoOf(Math.floor(leaseUntil / LEASE_STEP_MS) * LEASE_STEP_MS);

/** Rounded up: whether something has expired is computed on every read, so its sweeping may be late but not in vain. */
export const expiryDueAt = (expiresAt: number): string => isoOf(Math.ceil(expiresAt / EXPIRY_STEP_MS) * EXPIRY_STEP_MS);

export const outboxDueAt = (now: number): string => leaseDueAt(now + OUTBOX_DELAY_MS + LEASE_STEP_MS);
