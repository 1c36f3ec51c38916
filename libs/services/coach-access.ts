import type { CoachAccess } from '#contract/access-responses';
import { TIERS, type Tier } from '#contract/tiers';
import type { Clock } from '#ports/clock';
import type { Users } from '#ports/sessions';
import { budgetOf } from './budget.ts';

/** What the next tier adds, of what can be used today. The web app has these words in each of its languages. */
const UPGRADES: Readonly<Record<Tier, string | undefined>> = {
  free: 'Pro includes the game coach, and more tokens and messages.',
  pro: 'Studio includes more tokens and messages.',
  studio: undefined,
};

/** Access according to the tier table and the one-time grants that the user has already used. */
export async function coachAccess(
  sub: string,
  deps: { readonly users: Users; readonly clock: Clock },
): Promise<CoachAccess> {
  const [user, budget] = await Promise.all([deps.users.get(sub), budgetOf(sub, deps)]);
  const tier = TIERS[user.tier];
  const { grounding, tokensPerMonth, messagesPerMinute, sessionsPerHour, generationsPerMonth } = tier;
  const hasAccess = tier.promptCoach === 'full';
  const upgradeMessage = UPGRADES[user.tier];
  return {
    hasAccess,
    feature: hasAccess ? 'full_coach' : 'tips_only',
    grounding,
    trialAvailable: tier.promptCoach === 'trial' && user.trialClaim === undefined,
    trialUsed: user.trialClaim !== undefined,
    previewAvailable: tier.gameCoach === 'preview' && user.previewClaim === undefined,
    previewUsed: user.previewClaim !== undefined,
    limits: { tokensPerMonth, messagesPerMinute, sessionsPerHour, generationsPerMonth },
    budget,
    ...(upgradeMessage !== undefined && { upgradeMessage }),
  };
}
