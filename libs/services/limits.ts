import { TIERS } from '#contract/tiers';
import { isoOf } from '#ports/clock';
import { CoachError } from '#ports/errors';
import type { Loaded } from '#ports/turns';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** The rate is checked last, because a refusal that ends on its own should not hide one that does not. */
export function checkRate({ user, rateCount, sessionRateCount }: Loaded, opensSession: boolean, now: number): void {
  const { messagesPerMinute, sessionsPerHour } = TIERS[user.tier];
  if (rateCount >= messagesPerMinute) throw rateLimited(now, MINUTE_MS);
  if (opensSession && sessionRateCount >= sessionsPerHour) throw rateLimited(now, HOUR_MS);
}

export function checkBudget(
  { user, budget }: Pick<Loaded, 'user' | 'budget'>,
  need: { tokens: number; now: number },
): void {
  const remaining = TIERS[user.tier].tokensPerMonth - budget.committed;
  if (need.tokens > remaining) {
    throw new CoachError('budget_exhausted', `${need.tokens} tokens needed, ${remaining} remain`, {
      details: { remaining: Math.max(0, remaining), estimate: need.tokens, periodEnd: periodEnd(need.now) },
    });
  }
}

/** The rate window ends at the next multiple of `windowMs` since the epoch. */
export function rateLimited(now: number, windowMs: number): CoachError {
  const retryAfterMs = windowMs - (now % windowMs);
  return new CoachError('rate_limited', 'the rate window is full', { retryAfterMs, details: { retryAfterMs } });
}

/** The first instant of the next UTC month, ISO 8601. */
export function periodEnd(now: number): string {
  const date = new Date(now);
  return isoOf(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1));
}
