import { expect, it } from 'vitest';
import { createDynamoUsers } from '#adapters/dynamodb/users';
import { SCRIPTED_USAGE } from '#testing/scripted-model';
import { createWorld, dieInMidTurn, HELLO, hasSpent, SUB } from '#testing/simulation/turn-world';
import { budgetOf } from './budget.ts';

const LIMIT = 100_000; // of a month of the free tier

it('reports 0 remaining tokens after an answer that overshoots the month', async () => {
  const world = await createWorld();
  await hasSpent(world, LIMIT - 110); // a turn holds 105 and is charged 120
  const { events } = await world.ask(world.request(1));
  expect(events.at(-1)).toMatchObject({ type: 'complete', usage: SCRIPTED_USAGE, budgetRemaining: 0 });
  const budget = await budgetOf(SUB, { users: createDynamoUsers(world.storage), clock: world.clock });
  expect(budget).toMatchObject({ used: LIMIT + 10, held: 0, remaining: 0 });
});

it('reports 0 remaining tokens at the start of a takeover in an overspent month', async () => {
  const world = await createWorld([[{ text: 'Half' }, { hang: true }], HELLO]);
  await dieInMidTurn(world, world.request(1));
  await hasSpent(world, LIMIT + 1);
  const { events } = await world.ask(world.request(1));
  expect(events.findLast(({ type }) => type === 'start')).toMatchObject({ epoch: 2, budgetRemaining: 0 });
});
