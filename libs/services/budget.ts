import type { Budget } from '#contract/budget-responses';
import { TIERS } from '#contract/tiers';
import { type Clock, periodOf } from '#ports/clock';
import type { Users } from '#ports/sessions';
import { periodEnd, remainingOf } from './limits.ts';

/** Share of the limit from which the user is warned. */
const WARNING_SHARE = 0.8;

/** The user's spent, held and remaining tokens of this month. */
export async function budgetOf(
  sub: string,
  { users, clock }: { readonly users: Users; readonly clock: Clock },
): Promise<Budget> {
  const now = clock.now();
  const period = periodOf(now);
  const [{ tier }, { committed, spent }] = await Promise.all([users.get(sub), users.budget(sub, period)]);
  const limit = TIERS[tier].tokensPerMonth;
  return {
    tier,
    limit,
    used: spent,
    held: committed - spent,
    remaining: remainingOf(limit, committed),
    periodStart: `${period}-01T00:00:00.000Z`,
    periodEnd: periodEnd(now),
    warning: committed >= WARNING_SHARE * limit,
  };
}
