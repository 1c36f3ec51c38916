import { expect, it } from 'vitest';
import { createMemoryDynamo } from '#testing/memory-dynamo/engine';
import { createStoreClock, MINUTE, NOW } from '#testing/storage-fixtures';
import { TABLE_NAME, tableDefinitions } from '#testing/tables';
import { createDynamoRates } from './rates.ts';

const SUB = 'a-person';
const HOUR_SECONDS = 3_600;

function open() {
  const clock = createStoreClock();
  const dynamo = createMemoryDynamo(tableDefinitions, clock.now);
  const rates = createDynamoRates({ client: dynamo.client, tableName: TABLE_NAME, clock });
  const counters = () => [...dynamo.items(TABLE_NAME)].map(({ pk: _, ...counter }) => counter);
  return { clock, rates, counters };
}

const rate = { window: 'writes#2026-11-21T10:15', limit: 3, endsAt: NOW + MINUTE };

it('counts requests up to the limit of their window, each person and window by themselves', async () => {
  const { rates } = open();
  const counted = [];
  for (let request = 1; request <= 4; request += 1) counted.push(await rates.count(SUB, rate));
  expect(counted).toEqual([true, true, true, false]);
  expect(await rates.count('another', rate)).toBe(true);
  expect(await rates.count(SUB, { ...rate, window: 'writes#2026-11-21T10:16' })).toBe(true);
});

it('counts a request by its weight, and refuses one that does not fit as a whole', async () => {
  const { rates, counters } = open();
  expect(await rates.count(SUB, { ...rate, weight: 2 })).toBe(true);
  expect(await rates.count(SUB, { ...rate, weight: 2 })).toBe(false);
  expect(await rates.count(SUB, rate)).toBe(true);
  expect(counters()).toMatchObject([{ sk: `RATE#${rate.window}`, count: 3 }]);
});

it('keeps a counter for an hour after its window, or after a request that came later', async () => {
  const { clock, rates, counters } = open();
  await rates.count(SUB, rate);
  expect(counters()).toMatchObject([{ ttl: (NOW + MINUTE) / 1_000 + HOUR_SECONDS }]);
  clock.move(5 * MINUTE);
  await rates.count(SUB, rate);
  expect(counters()).toMatchObject([{ ttl: (NOW + 5 * MINUTE) / 1_000 + HOUR_SECONDS }]);
});
