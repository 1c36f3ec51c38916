import { useEffect, useState } from 'react';

export type TimeoutLevel = 'none' | 'far' | 'near' | 'soon' | 'urgent' | 'expired';

export interface SessionTimeout {
  /** Milliseconds; `undefined` for a session that never expires. */
  readonly remainingMs: number | undefined;
  readonly level: TimeoutLevel;
}

/** From here on a countdown may be shown. */
export const NEAR_MS = 10 * 60_000;
export const SOON_MS = 5 * 60_000;
export const URGENT_MS = 2 * 60_000;
const SECOND_MS = 1_000;
/** Timers can't run longer than 24 days, and a laptop may sleep in between. */
const LONGEST_MS = 60_000;

export function timeoutAt(expiresAt: string | null, serverNow: number): SessionTimeout {
  if (expiresAt === null) return { remainingMs: undefined, level: 'none' };
  const remainingMs = Math.max(0, Date.parse(expiresAt) - serverNow);
  if (remainingMs === 0) return { remainingMs, level: 'expired' };
  if (remainingMs <= URGENT_MS) return { remainingMs, level: 'urgent' };
  if (remainingMs <= SOON_MS) return { remainingMs, level: 'soon' };
  return { remainingMs, level: remainingMs <= NEAR_MS ? 'near' : 'far' };
}

/** Time until the next change on the screen: every second at the end, rarely before. */
function untilChange({ remainingMs = 0, level }: SessionTimeout): number {
  if (level !== 'far') return remainingMs % SECOND_MS || SECOND_MS;
  return Math.min(remainingMs - NEAR_MS, LONGEST_MS);
}

/**
 * Counts down to a session's end, by the server's clock.
 *
 * @param clockSkewMs - The server's clock minus ours.
 */
export function useSessionTimeout(
  expiresAt: string | null,
  clockSkewMs = 0,
  now: () => number = Date.now,
): SessionTimeout {
  const [tick, setTick] = useState(0);
  const timeout = timeoutAt(expiresAt, now() + clockSkewMs);
  const isOver = timeout.level === 'none' || timeout.level === 'expired';
  const waitMs = isOver ? undefined : untilChange(timeout);
  useEffect(() => {
    if (waitMs === undefined) return;
    const timer = setTimeout(() => setTick(tick + 1), waitMs);
    return () => clearTimeout(timer);
  }, [tick, waitMs]);
  return timeout;
}
