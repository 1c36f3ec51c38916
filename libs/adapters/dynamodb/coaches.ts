import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { isoOf } from '#ports/clock';
import type { Coaches, CoachRecord, CoachRef } from '#ports/coaches';
import { countExceeded } from '#ports/counts';
import { createBuilds } from './coach-builds.ts';
import { coachItem, coachOf } from './coach-rows.ts';
import { countOne, deleteCounted } from './counts.ts';
import { coachKey } from './keys.ts';
import { listPage } from './listings.ts';
import { getRow } from './rows.ts';
import { digest, transact, write } from './send.ts';
import type { MainTable } from './storage.ts';
import { putIfAbsent, updateOf } from './transaction-items.ts';

type Rename = Parameters<Coaches['update']>[1];

/** One item per coach. It also holds the state of the coach's build. */
export function createDynamoCoaches(table: MainTable): Coaches {
  return {
    ...createBuilds(table),

    async get(ref) {
      const row = await getRow(table, coachKey(ref));
      return row && coachOf(row);
    },

    list: (sub, { limit, cursor }) =>
      listPage(table, {
        sub,
        list: 'coach',
        limit,
        cursor,
        sortOrder: 'desc',
        keyOf: (coachId) => coachKey({ sub, coachId }),
        recordOf: coachOf,
      }),

    async create(coach) {
      const { tableName } = table;
      const items = [putIfAbsent(tableName, coachItem(coach)), countOne(tableName, coach.sub, 'coaches')];
      // The id is new, so an existing item with it was stored by an earlier attempt of this call.
      const refused = await transact(table, digest('coach', coach.sub, coach.coachId), items, () => true);
      if (refused) throw countExceeded('coaches');
    },

    update: (ref, change, now) => updateCoach(table, ref, change, now),

    delete: (ref) => deleteCounted(table, ref.sub, coachKey(ref), 'coaches'),
  };
}

/** Name and status are also part of the config, from which the coach is read, so both copies change together. */
async function updateCoach(
  table: MainTable,
  ref: CoachRef,
  { coachName, status }: Rename,
  now: number,
): Promise<CoachRecord | undefined> {
  const isReady = '#build.#state = :ready';
  const input = updateOf(table.tableName, coachKey(ref), {
    set: { status, 'config.coachName': coachName, 'config.status': status, updatedAt: isoOf(now) },
    when: [isReady],
    values: { ':ready': 'ready' },
  });
  const command = new UpdateCommand({ ...input, ReturnValues: 'ALL_NEW' });
  const written = await write(table, ref.coachId, () => table.client.send(command));
  return written.applied && written.output.Attributes ? coachOf(written.output.Attributes) : undefined;
}
