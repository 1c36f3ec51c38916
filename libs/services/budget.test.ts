import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { expect, it } from 'vitest';
import { createDynamoUsers } from '#adapters/dynamodb/users';
import { createManualClock } from '#testing/manual-clock';
import { SCRIPTED_USAGE } from '#testing/scripted-model';
import { becomes, createWorld, dieInMidTurn, HELLO, hasSpent, SUB } from '#testing/simulation/turn-world';
import { TABLE_NAME } from '#testing/tables';
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

it('reports what is spent, what is held and what remains of the month', async () => {
  const { storage, clock, ...world } = await createWorld();
  await becomes({ storage }, { tier: 'pro' });
  const Item = { pk: `U#${SUB}`, sk: 'BUDGET#2026-11', committed: 20_500, spent: 15_000, live: 1 };
  await world.dynamo.client.send(new PutCommand({ TableName: TABLE_NAME, Item }));
  const users = createDynamoUsers(storage);
  const budget = {
    tier: 'pro',
    limit: 150_000,
    used: 15_000,
    held: 5_500,
    remaining: 129_500,
    periodStart: '2026-11-01T00:00:00.000Z',
    periodEnd: '2026-12-01T00:00:00.000Z',
    warning: false,
  };
  expect(await budgetOf(SUB, { users, clock })).toEqual(budget);
  expect(await budgetOf(SUB, { users, clock: createManualClock(Date.parse('2026-12-31T23:59:59.999Z')) })).toEqual({
    ...budget,
    used: 0,
    held: 0,
    remaining: 150_000,
    periodStart: '2026-12-01T00:00:00.000Z',
    periodEnd: '2027-01-01T00:00:00.000Z',
  });
});

it.each([
  [79_999, false],
  [80_000, true],
])(
  'warns from 80,000 of 100,000 tokens that are spent or held: at %i the warning is %j',
  async (committed, warning) => {
    const { storage, clock, dynamo } = await createWorld();
    const Item = { pk: `U#${SUB}`, sk: 'BUDGET#2026-11', committed, spent: 1_000, live: 1 };
    await dynamo.client.send(new PutCommand({ TableName: TABLE_NAME, Item }));
    expect(await budgetOf(SUB, { users: createDynamoUsers(storage), clock })).toMatchObject({ warning });
  },
);

it('reports 0 remaining tokens at the start of a takeover in an overspent month', async () => {
  const world = await createWorld([[{ text: 'Half' }, { hang: true }], HELLO]);
  await dieInMidTurn(world, world.request(1));
  await hasSpent(world, LIMIT + 1);
  const { events } = await world.ask(world.request(1));
  expect(events.findLast(({ type }) => type === 'start')).toMatchObject({ epoch: 2, budgetRemaining: 0 });
});
