import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Counted } from '#contract/count-limits';
import type { Change } from './expressions.ts';
import { type HoldEntry, holdAttribute } from './hold-rows.ts';
import { budgetKey, countsKey, type Key } from './keys.ts';
import { queryRows } from './rows.ts';
import { write } from './send.ts';
import type { MainTable, Row } from './storage.ts';
import { updateOf } from './transaction-items.ts';

/** An item that is a sum of others, as it is and as it must be. */
export interface CheckedSum {
  /** For example `2026-11`. */
  readonly name: string;
  /** One plain sentence each. Empty when the item is right. */
  readonly differences: readonly string[];
  /** Writes what the item must be. @returns false when it has changed since it was read. */
  repair(): Promise<boolean>;
}

/** How the sums of one kind are read again from the items of a user. */
type SumReader = (table: MainTable, sub: string) => Promise<readonly CheckedSum[]>;

/** Every kind of sum that is stored with a user. */
const SUMS: readonly SumReader[] = [checkBudgets, checkCounts];

/** Reads every sum of a user, and recomputes it. */
export const checkLedger = async (table: MainTable, sub: string): Promise<readonly CheckedSum[]> =>
  (await Promise.all(SUMS.map((read) => read(table, sub)))).flat();

/** Maximum reads of budgets that change while they are read. */
const MAX_READS = 10;
const BUDGET = 'BUDGET#';
const RESERVATION = 'RES#';

async function checkBudgets(table: MainTable, sub: string): Promise<readonly CheckedSum[]> {
  const { budgets, reservations } = await readTogether(table, sub);
  const periods = [
    ...budgets.map(({ sk }) => String(sk).slice(BUDGET.length)),
    ...reservations.map(({ sk }) => String(sk).split('#')[1] ?? ''),
  ];
  return [...new Set(periods)].sort().map((period) => {
    const key = budgetKey(sub, period);
    const stored = budgets.find(({ sk }) => sk === key.sk);
    const own = reservations.filter(({ sk }) => String(sk).startsWith(`${RESERVATION}${period}#`));
    const due = dueOf(own);
    const faults = own.flatMap(unreadable);
    const differences = faults.length > 0 ? faults : differencesOf(stored, due);
    return {
      name: period,
      differences: differences.map((words) => `${period}: ${words}`),
      repair: async () => faults.length === 0 && (await repair(table, key, stored, due)),
    };
  });
}

/** Each change of a reservation changes its budget too, so equal budgets before and after show that nothing changed. */
async function readTogether(table: MainTable, sub: string) {
  for (let reads = 1; ; reads += 1) {
    const budgets = await rowsOf(table, sub, BUDGET);
    const reservations = await rowsOf(table, sub, RESERVATION);
    const isStill = nameOf(budgets) === nameOf(await rowsOf(table, sub, BUDGET));
    if (isStill || reads === MAX_READS) return { budgets, reservations };
  }
}

const nameOf = (rows: readonly Row[]): string =>
  JSON.stringify(rows, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));

const rowsOf = (table: MainTable, sub: string, prefix: string): Promise<readonly Row[]> =>
  queryRows(table, {
    KeyConditionExpression: '#pk = :pk AND begins_with(#sk, :prefix)',
    ExpressionAttributeValues: { ':pk': budgetKey(sub, '').pk, ':prefix': prefix },
    ConsistentRead: true,
  });

/** Sums may be larger than JavaScript counts exactly. */
interface Due {
  readonly sums: Readonly<Record<'committed' | 'spent' | 'live', bigint>>;
  readonly holds: ReadonlyMap<string, HoldEntry>;
}

function dueOf(reservations: readonly Row[]): Due {
  const held = reservations.filter(({ state }) => state === 'held');
  const committed = sumOf(reservations);
  return {
    sums: { committed, spent: committed - sumOf(held), live: BigInt(held.length) },
    holds: new Map(
      held.map(({ kind, sessionId, turnId, expiresAt }) => [
        holdAttribute(String(turnId)),
        { kind: String(kind), sessionId: String(sessionId), expiresAt: String(expiresAt) },
      ]),
    ),
  };
}

const sumOf = (rows: readonly Row[]): bigint =>
  rows.reduce((sum, { amount }) => (isWhole(amount) ? sum + BigInt(amount) : sum), 0n);

const isWhole = (value: unknown): value is number | bigint => typeof value === 'bigint' || Number.isInteger(value);

const unreadable = ({ sk, amount }: Row): readonly string[] =>
  isWhole(amount) ? [] : [`the amount of ${String(sk)} is no whole number, so the sum is unknown`];

const holdsOf = (budget: Row | undefined): readonly string[] =>
  Object.keys(budget ?? {}).filter((name) => name.startsWith(holdAttribute('')));

const isSame = (stored: unknown, due: bigint): boolean => isWhole(stored) && BigInt(stored) === due;

function differencesOf(budget: Row | undefined, { sums, holds }: Due): readonly string[] {
  const named = holdsOf(budget);
  return [
    ...Object.entries(sums)
      .filter(([name, due]) => !isSame(budget?.[name], due))
      .map(([name, due]) => `${name} is ${String(budget?.[name] ?? 'missing')}, and its reservations make ${due}`),
    ...named.filter((name) => !holds.has(name)).map((name) => `${name} is named, and is not held`),
    ...[...holds.keys()].filter((name) => !named.includes(name)).map((name) => `${name} is held, and is not named`),
  ];
}

/** Not retried when it is refused, because the sums must be read again then. */
async function repair(table: MainTable, key: Key, budget: Row | undefined, due: Due): Promise<boolean> {
  const change = repairOf(budget, due);
  const written = await write(table, key.sk, () =>
    table.client.send(new UpdateCommand(updateOf(table.tableName, key, change))),
  );
  return written.applied;
}

function repairOf(budget: Row | undefined, { sums, holds }: Due): Change {
  const names = Object.keys(sums) as (keyof Due['sums'])[];
  const read = names.filter((name) => budget?.[name] !== undefined);
  const isAsRead = names.map((name) =>
    read.includes(name) ? `#${name} = :${name}` : `attribute_not_exists(#${name})`,
  );
  const named = holdsOf(budget);
  return {
    set: {
      ...Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, storable(sum)])),
      ...Object.fromEntries([...holds].filter(([name]) => !named.includes(name))),
    },
    remove: named.filter((name) => !holds.has(name)),
    when: isAsRead,
    values: Object.fromEntries(read.map((name) => [`:${name}`, budget?.[name]])),
  };
}

const storable = (sum: bigint): number | bigint => (Number.isSafeInteger(Number(sum)) ? Number(sum) : sum);

/** The sort keys of what is counted. */
const COUNTED: Readonly<Record<Counted, string>> = {
  games: 'GAME#',
  notes: 'NOTE#',
  coaches: 'COACH#',
  brandKits: 'BRAND#',
};

/** The totals of what the user has stored. A crash between the count and what it counts leaves a total too high. */
async function checkCounts(table: MainTable, sub: string): Promise<readonly CheckedSum[]> {
  const key = countsKey(sub);
  const read = await Promise.all(
    Object.entries(COUNTED).map(async ([name, prefix]) => [name, (await rowsOf(table, sub, prefix)).length] as const),
  );
  const stored = (await rowsOf(table, sub, key.sk))[0];
  const wrong = read.filter(([name, count]) => Number(stored?.[name] ?? 0) !== count);
  if (!stored && wrong.length === 0) return [];
  const isAsRead = ([name]: (typeof read)[number]) =>
    stored?.[name] === undefined ? `attribute_not_exists(#${name})` : `#${name} = :${name}`;
  const change: Change = {
    set: Object.fromEntries(wrong),
    when: wrong.map(isAsRead),
    values: Object.fromEntries(
      wrong.flatMap(([name]) => (stored?.[name] === undefined ? [] : [[`:${name}`, stored[name]]])),
    ),
  };
  return [
    {
      name: 'counts',
      differences: wrong.map(
        ([name, count]) => `counts: ${name} is ${Number(stored?.[name] ?? 0)}, stored are ${count}`,
      ),
      repair: async () => {
        const input = updateOf(table.tableName, key, change);
        return (await write(table, key.sk, () => table.client.send(new UpdateCommand(input)))).applied;
      },
    },
  ];
}
