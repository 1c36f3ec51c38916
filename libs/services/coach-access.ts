import type { CoachAccess } from '#contract/access-responses';
import { TIERS, type Tier } from '#contract/tiers';
import { type Clock, periodOf } from '#ports/clock';
import type { Generations } from '#ports/generations';
import type { Users } from '#ports/sessions';
import { budgetOf } from './budget.ts';

/** What the next tier adds, of what can be used today. The web app has these words in each of its languages. */
const UPGRADES: Readonly<Record<Tier, string | undefined>> = {
  free: 'Pro includes the whole prompt coach, the game coach, 50 pictures a month, and more tokens and messages.',
  pro: 'Studio includes web search in the prompt coach, 200 pictures a month, and more tokens and messages.',
  studio: undefined,
};

/** Access according to the tier table and the one-time grants that the user has already used. */
export async function coachAccess(
  sub: string,
  deps: { readonly users: Users; readonly generations: Pick<Generations, 'used'>; readonly clock: Clock },
): Promise<CoachAccess> {
  const [user, budget, used] = await Promise.all([
    deps.users.get(sub),
    budgetOf(sub, deps),
    deps.generations.used(sub, periodOf(deps.clock.now())),
  ]);
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
    limits: { tokensPerMonth, messagesPerMinute, sessionsPerHour, generationsPerMonth, ...tier.prompt },
    generations: { used, limit: generationsPerMonth, remaining: Math.max(0, generationsPerMonth - used) },
    budget,
    ...(upgradeMessage !== undefined && { upgradeMessage }),
  };
}
