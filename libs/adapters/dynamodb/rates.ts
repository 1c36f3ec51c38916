import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Rate, Rates } from '#ports/rates';
import type { Change } from './expressions.ts';
import { rateKey } from './keys.ts';
import { write } from './send.ts';
import type { MainTable } from './storage.ts';
import { type TransactionItem, update, updateOf } from './transaction-items.ts';

/** How long a counter is kept after its window, so that a writer with a late clock still finds it. */
const RETENTION_MS = 60 * 60_000;

/** Counts a request in a fixed window, if the limit allows it. */
export const countRate = (tableName: string, sub: string, rate: Rate, now: number): TransactionItem =>
  update(tableName, rateKey(sub, rate.window), oneMore(rate, now));

/** A lost response may count one request twice, which keeps the user within the limit. */
export const createDynamoRates = (table: MainTable): Rates => ({
  async count(sub, rate) {
    const key = rateKey(sub, rate.window);
    const change = oneMore(rate, table.clock.now());
    const command = () => new UpdateCommand(updateOf(table.tableName, key, change));
    return (await write(table, key.sk, () => table.client.send(command()))).applied;
  },
});

function oneMore({ limit, endsAt, weight = 1 }: Rate, now: number): Change {
  const hasRoom = 'attribute_not_exists(#count) OR #count <= :most';
  return {
    set: { ttl: Math.ceil((Math.max(endsAt, now) + RETENTION_MS) / 1000) },
    add: { count: weight },
    when: [hasRoom],
    values: { ':most': limit - weight },
  };
}
