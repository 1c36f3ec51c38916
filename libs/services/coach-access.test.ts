import { expect, it } from 'vitest';
import { createDynamoUsers } from '#adapters/dynamodb/users';
import type { CoachAccess } from '#contract/access-responses';
import { becomes, createWorld, SUB } from '#testing/simulation/turn-world';
import { coachAccess } from './coach-access.ts';

async function accessOf(user: Record<string, unknown>): Promise<CoachAccess> {
  const world = await createWorld();
  await becomes(world, user);
  return coachAccess(SUB, { users: createDynamoUsers(world.storage), clock: world.clock });
}

it('promises only what the next plan includes today', async () => {
  const { upgradeMessage } = await accessOf({});
  expect(upgradeMessage).toContain('game coach');
  expect(upgradeMessage).not.toMatch(/prompt|image|search/i);
});

it.each<[string, Omit<CoachAccess, 'budget' | 'upgradeMessage'>]>([
  [
    'free',
    {
      hasAccess: false,
      feature: 'tips_only',
      grounding: false,
      trialAvailable: true,
      trialUsed: false,
      previewAvailable: true,
      previewUsed: false,
      limits: { tokensPerMonth: 100_000, messagesPerMinute: 10, sessionsPerHour: 5, generationsPerMonth: 3 },
    },
  ],
  [
    'pro',
    {
      hasAccess: true,
      feature: 'full_coach',
      grounding: false,
      trialAvailable: false,
      trialUsed: false,
      previewAvailable: false,
      previewUsed: false,
      limits: { tokensPerMonth: 150_000, messagesPerMinute: 30, sessionsPerHour: 20, generationsPerMonth: 50 },
    },
  ],
  [
    'studio',
    {
      hasAccess: true,
      feature: 'full_coach',
      grounding: true,
      trialAvailable: false,
      trialUsed: false,
      previewAvailable: false,
      previewUsed: false,
      limits: { tokensPerMonth: 500_000, messagesPerMinute: 50, sessionsPerHour: 20, generationsPerMonth: 200 },
    },
  ],
])('tells a person of the tier %s what they may use', async (tier, expected) => {
  const { budget, upgradeMessage, ...access } = await accessOf({ tier });
  expect(access).toEqual(expected);
  expect(budget).toMatchObject({ tier, limit: expected.limits.tokensPerMonth, used: 0 });
  expect(upgradeMessage === undefined).toBe(tier === 'studio');
});

it.each([
  [{ trialClaim: 'session-1' }, [false, true, true, false]],
  [{ previewClaim: 'turn-1' }, [true, false, false, true]],
  [{ tier: 'pro', trialClaim: 'session-1', previewClaim: 'turn-1' }, [false, true, false, true]],
])('tells a person with the claims %j what of the trial and the preview is left', async (user, expected) => {
  const { trialAvailable, trialUsed, previewAvailable, previewUsed } = await accessOf(user);
  expect([trialAvailable, trialUsed, previewAvailable, previewUsed]).toEqual(expected);
});
