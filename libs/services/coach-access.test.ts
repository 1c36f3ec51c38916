import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { expect, it } from 'vitest';
import { createDynamoUsers } from '#adapters/dynamodb/users';
import type { CoachAccess } from '#contract/access-responses';
import { becomes, createWorld, SUB } from '#testing/simulation/turn-world';
import { TABLE_NAME } from '#testing/tables';
import { coachAccess } from './coach-access.ts';

async function accessOf(user: Record<string, unknown>): Promise<CoachAccess> {
  const world = await createWorld();
  await becomes(world, user);
  return coachAccess(SUB, {
    users: createDynamoUsers(world.storage),
    generations: world.deps.generations,
    clock: world.clock,
  });
}

it('names what the next plan adds, and no part that only a higher one has', async () => {
  expect((await accessOf({})).upgradeMessage).toMatch(/prompt coach.*game coach.*50 pictures/);
  expect((await accessOf({})).upgradeMessage).not.toMatch(/search/i);
  expect((await accessOf({ tier: 'pro' })).upgradeMessage).toMatch(/web search.*200 pictures/);
});

/** Of one session of the prompt coach. */
const SESSION = { turns: 10, idleMinutes: 30, textTokensIn: 5_000, textTokensOut: 2_000, searches: 0 };

it('counts the pictures of this month, and those that are left', async () => {
  const world = await createWorld();
  const Item = { pk: `U#${SUB}`, sk: 'QUOTA#generations#2026-11', count: 2, givenBack: 1 };
  await world.dynamo.client.send(new PutCommand({ TableName: TABLE_NAME, Item }));
  const deps = { users: createDynamoUsers(world.storage), generations: world.deps.generations, clock: world.clock };
  expect((await coachAccess(SUB, deps)).generations).toEqual({ used: 2, limit: 3, remaining: 1 });
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
      limits: {
        tokensPerMonth: 100_000,
        messagesPerMinute: 10,
        sessionsPerHour: 5,
        generationsPerMonth: 3,
        ...SESSION,
      },
      generations: { used: 0, limit: 3, remaining: 3 },
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
      limits: {
        tokensPerMonth: 150_000,
        messagesPerMinute: 30,
        sessionsPerHour: 20,
        generationsPerMonth: 50,
        ...SESSION,
      },
      generations: { used: 0, limit: 50, remaining: 50 },
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
      limits: {
        tokensPerMonth: 500_000,
        messagesPerMinute: 50,
        sessionsPerHour: 20,
        generationsPerMonth: 200,
        ...SESSION,
        searches: 3,
      },
      generations: { used: 0, limit: 200, remaining: 200 },
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
