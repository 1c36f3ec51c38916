import { expect, it } from 'vitest';
import { createDynamoUsers } from '#adapters/dynamodb/users';
import { createWorld, SUB } from '#testing/simulation/turn-world';
import { coachAccess } from './coach-access.ts';

it('promises only what the next plan includes today', async () => {
  const world = await createWorld();

  const access = await coachAccess(SUB, { users: createDynamoUsers(world.storage), clock: world.clock });

  expect(access.upgradeMessage).toContain('game coach');
  expect(access.upgradeMessage).not.toMatch(/prompt|image|search/i);
});
