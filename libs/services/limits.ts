import type { Counted } from '#contract/count-limits';
import { TIERS } from '#contract/tiers';
import { isoOf } from '#ports/clock';
import { countExceeded, roomFor } from '#ports/counts';
import { CoachError } from '#ports/errors';
import type { TurnRef } from '#ports/turn-records';
import type { Loaded } from '#ports/turns';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** The rate is checked last, because a refusal that ends on its own should not hide one that does not. */
export function checkRate({ user, rateCount, sessionRateCount }: Loaded, opensSession: boolean, now: number): void {
  const { messagesPerMinute, sessionsPerHour } = TIERS[user.tier];
  if (rateCount >= messagesPerMinute) throw rateLimited(now, MINUTE_MS);
  if (opensSession && sessionRateCount >= sessionsPerHour) throw rateLimited(now, HOUR_MS);
}

/** A turn that has begun is not refused any more. @throws {CoachError} `validation_failed` */
export function checkCounts({ orders }: { readonly orders?: Counted }, { counts }: Pick<Loaded, 'counts'>): void {
  if (orders && roomFor(orders, counts) <= 0) throw countExceeded(orders);
}

/** The room in a month's budget that a turn, or work that is not a turn, asks for. */
export interface Need {
  readonly ref: TurnRef;
  readonly period: string;
  readonly tokens: number;
  /** The tier's limit of the period. */
  readonly limit: number;
}

/** Dead holds may still be expired to make room. */
export class BudgetExhausted extends CoachError {
  readonly need: Need;

  constructor(need: Need, remaining: number, now: number) {
    super('budget_exhausted', `${need.tokens} tokens needed, ${remaining} remain`, {
      details: { remaining, estimate: need.tokens, periodEnd: periodEnd(now) },
    });
    this.need = need;
  }
}

/** @throws {BudgetExhausted} */
export function checkBudget(
  { user, budget }: Pick<Loaded, 'user' | 'budget'>,
  { now, ...need }: Omit<Need, 'limit'> & { readonly now: number },
): void {
  const limit = TIERS[user.tier].tokensPerMonth;
  const remaining = remainingOf(limit, budget.committed);
  if (need.tokens > remaining) throw new BudgetExhausted({ ...need, limit }, remaining, now);
}

/** A charge may exceed its hold, and a tier may change, so `committed` may exceed the limit. */
export const remainingOf = (limit: number, committed: number): number => Math.max(0, limit - committed);

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
