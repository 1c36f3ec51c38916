import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, describe, expect, it } from 'vitest';
import { dynoxideBinary, type LocalDynamo, startDynoxide } from '#testing/local-dynamo';
import { createMemoryDynamo } from '#testing/memory-dynamo/engine';
import { aHold, HELD } from '#testing/reservations-contract';
import { createStoreClock, NOW, PERIOD, somebody, turnOf } from '#testing/storage-fixtures';
import { TABLE_NAME, tableDefinitions } from '#testing/tables';
import { checkLedger } from './ledger.ts';
import { createDynamoReservations } from './reservations.ts';
import { getRow } from './rows.ts';

const engines: LocalDynamo[] = [];
afterAll(() => Promise.all(engines.map((engine) => engine.stop())));

async function onDynoxide() {
  const engine = engines[0] ?? (await startDynoxide());
  engines[0] = engine;
  return engine.client;
}

const clients = [
  { name: 'in memory', isHere: true, open: async () => createMemoryDynamo(tableDefinitions).client },
  { name: 'on Dynoxide', isHere: dynoxideBinary() !== undefined, open: onDynoxide },
];

describe.each(clients.filter(({ isHere }) => isHere))('the check of a ledger $name', ({ open }) => {
  /** A user with a hold of 1,000 tokens and a charge of 400. */
  async function createLedger() {
    const table = { client: await open(), tableName: TABLE_NAME, clock: createStoreClock() };
    const reservations = createDynamoReservations(table);
    const sub = somebody();
    const [held, settled] = [0, 1].map(() => turnOf({ sub, kind: 'game_coach', sessionId: somebody() }));
    if (!held || !settled) throw new Error('no turns');
    for (const ref of [held, settled]) await reservations.reserve(aHold(ref));
    const end = { now: NOW, reservation: HELD, charge: 400, source: 'report', hasDelivered: true, jobs: [] } as const;
    await reservations.settle({ ref: settled, ...end });
    const key = { pk: `U#${sub}`, sk: `BUDGET#${PERIOD}` };
    const put = (item: object) => table.client.send(new PutCommand({ TableName: TABLE_NAME, Item: { ...item } }));
    return { table, reservations, sub, held, settled, key, put, budget: () => getRow(table, key) };
  }
  const differencesOf = async ({ table, sub }: Awaited<ReturnType<typeof createLedger>>) =>
    (await checkLedger(table, sub)).flatMap(({ differences }) => differences);

  it('finds and repairs a total that a crash has left too high', async () => {
    const ledger = await createLedger();
    const { table, sub, put } = ledger;
    await put({ pk: `U#${sub}`, sk: 'NOTE#1' });
    await put({ pk: `U#${sub}`, sk: 'COUNTS', notes: 1, games: 7 });
    expect(await differencesOf(ledger)).toEqual(['counts: games is 7, stored are 0']);
    const counts = (await checkLedger(table, sub)).find(({ name }) => name === 'counts');
    expect(await counts?.repair()).toBe(true);
    expect(await differencesOf(ledger)).toEqual([]);
    expect(await getRow(table, { pk: `U#${sub}`, sk: 'COUNTS' })).toMatchObject({ notes: 1, games: 0 });
    expect(await counts?.repair()).toBe(false);
  });

  it('finds no difference in what the product has written', async () => {
    const ledger = await createLedger();
    expect((await checkLedger(ledger.table, ledger.sub)).map(({ name }) => name)).toEqual([PERIOD]);
    expect(await differencesOf(ledger)).toEqual([]);
    expect(await checkLedger(ledger.table, somebody())).toEqual([]);
  });

  it('tells every difference, and repairs the sums and the names of holds', async () => {
    const ledger = await createLedger();
    const right = await ledger.budget();
    const { [`hold#${ledger.held.turnId}`]: entry, ...rest } = right ?? {};
    await ledger.put({ ...rest, committed: 7, spent: 2 ** 53 - 1, live: 5, 'hold#gone': entry });
    expect(await differencesOf(ledger)).toEqual([
      `${PERIOD}: committed is 7, and its reservations make 1400`,
      `${PERIOD}: spent is 9007199254740991, and its reservations make 400`,
      `${PERIOD}: live is 5, and its reservations make 1`,
      `${PERIOD}: hold#gone is named, and is not held`,
      `${PERIOD}: hold#${ledger.held.turnId} is held, and is not named`,
    ]);
    const [checked] = await checkLedger(ledger.table, ledger.sub);
    expect(await checked?.repair()).toBe(true);
    expect(await ledger.budget()).toEqual(right);
    expect(await differencesOf(ledger)).toEqual([]);
  });

  it('makes a missing budget again', async () => {
    const ledger = await createLedger();
    await ledger.table.client.send(new DeleteCommand({ TableName: TABLE_NAME, Key: ledger.key }));
    const [checked] = await checkLedger(ledger.table, ledger.sub);
    expect(checked?.differences).toContain(`${PERIOD}: committed is missing, and its reservations make 1400`);
    expect(await checked?.repair()).toBe(true);
    expect(await differencesOf(ledger)).toEqual([]);
  });

  it('checks each month by its own reservations, the oldest first', async () => {
    const ledger = await createLedger();
    const { table, sub, put } = ledger;
    const earlier = { pk: ledger.key.pk, sk: 'RES#2026-09#t', state: 'settled', amount: 5 };
    await put(earlier);
    await put({ ...earlier, sk: 'BUDGET#2026-10', committed: 0, spent: 0, live: 0 });
    expect((await checkLedger(table, sub)).map(({ name, differences }) => [name, differences.length])).toEqual([
      ['2026-09', 3],
      ['2026-10', 0],
      [PERIOD, 0],
    ]);
  });

  it('writes nothing when the budget has changed since it was read', async () => {
    const ledger = await createLedger();
    await ledger.put({ ...(await ledger.budget()), committed: 7 });
    const [checked] = await checkLedger(ledger.table, ledger.sub);
    await ledger.reservations.release({ ref: ledger.held, reservation: HELD });
    const before = await ledger.budget();
    expect(await checked?.repair()).toBe(false);
    expect(await ledger.budget()).toEqual(before);
  });

  it('reports an amount that is no number, and does not repair its month', async () => {
    const ledger = await createLedger();
    const reservation = { pk: ledger.key.pk, sk: `RES#${PERIOD}#${ledger.settled.turnId}` };
    await ledger.put({ ...(await getRow(ledger.table, reservation)), amount: 'much' });
    const [checked] = await checkLedger(ledger.table, ledger.sub);
    expect(checked?.differences).toEqual([
      `${PERIOD}: the amount of ${reservation.sk} is no whole number, so the sum is unknown`,
    ]);
    expect(await checked?.repair()).toBe(false);
  });
});

it('reads a budget again when it changes between the reads of the check', async () => {
  const { client, hooks } = createMemoryDynamo(tableDefinitions);
  const table = { client, tableName: TABLE_NAME, clock: createStoreClock() };
  const reservations = createDynamoReservations(table);
  const ref = turnOf({ sub: somebody(), kind: 'game_coach', sessionId: somebody() });
  await reservations.reserve(aHold(ref));
  const isOfReservations = ({ input }: { input: object }) => JSON.stringify(input).includes('"RES#"');
  const released: boolean[] = [];
  hooks.beforeApply = async (command) => {
    if (!isOfReservations(command) || released.length > 0) return;
    released.push(true);
    released[0] = await reservations.release({ ref, reservation: HELD });
  };
  const checked = await checkLedger(table, ref.sub);
  expect(released).toEqual([true]);
  expect(checked.map(({ name, differences }) => [name, differences])).toEqual([[PERIOD, []]]);
});
