import { TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { TurnRef } from '#ports/turn-records';
import type { Limiter, Turns, UseAnswer } from '#ports/turns';
import type { Change } from './expressions.ts';
import { counterAttribute } from './items.ts';
import { limiterKey, sessionKey } from './keys.ts';
import { digest, write } from './send.ts';
import type { MainTable } from './storage.ts';
import { update, updateOf } from './transaction-items.ts';

/** Each counter is an attribute of the session. A limiter is one item for all people, with the time of its last use. */
export function createUseCounter(table: MainTable): Turns['countUse'] {
  /** Tells the uses of one turn apart that begin in the same millisecond. */
  let uses = 0;
  return (ref, counter, limit, limiter) => {
    const change = oneMore(ref, counter, limit);
    if (!limiter) return countAlone(table, ref, change);
    uses += 1;
    return countInPace(table, ref, change, limiter, digest('count', ref.turnId, counter, table.clock.now(), uses));
  };
}

function oneMore(ref: TurnRef, counter: string, limit: number): Change {
  const used = counterAttribute(counter);
  const hasRoom = `attribute_not_exists(#${used}) OR #${used} < :limit`;
  const isInThisTurn = '#activeTurn = :turnId';
  return {
    add: { [used]: 1 },
    when: [hasRoom, isInThisTurn],
    values: { ':limit': limit, ':turnId': ref.turnId },
  };
}

async function countAlone(table: MainTable, ref: TurnRef, change: Change): Promise<UseAnswer> {
  const input = updateOf(table.tableName, sessionKey(ref), change);
  const { applied } = await write(table, ref.turnId, () => table.client.send(new UpdateCommand(input)));
  return applied ? 'counted' : 'refused';
}

/**
 * Counts the use and takes the limiter's place, or neither.
 *
 * @param operation - Stored in the limiter, so that a retry after a lost response finds that it was applied.
 */
async function countInPace(
  table: MainTable,
  ref: TurnRef,
  change: Change,
  { name, everyMs }: Limiter,
  operation: string,
): Promise<UseAnswer> {
  const isFree = 'attribute_not_exists(#lastAt) OR #lastAt <= :before';
  const written = await write(table, operation, () => {
    // A retry uses the place of its own time, because the request follows only then.
    const now = table.clock.now();
    const items = [
      update(table.tableName, sessionKey(ref), change),
      update(table.tableName, limiterKey(name), {
        set: { lastAt: now, operation },
        when: [isFree],
        values: { ':before': now - everyMs },
      }),
    ];
    return table.client.send(
      new TransactWriteCommand({ TransactItems: items, ClientRequestToken: digest(operation, now) }),
    );
  });
  if (written.applied) return 'counted';
  const [session, limiter] = written.refused;
  if (limiter?.item?.['operation']?.S === operation) return 'counted';
  return session?.failed ? 'refused' : { freeAt: Number(limiter?.item?.['lastAt']?.N ?? table.clock.now()) + everyMs };
}
