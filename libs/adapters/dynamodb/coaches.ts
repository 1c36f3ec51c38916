import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { isoOf } from '#ports/clock';
import type { Coaches, CoachRecord, CoachRef } from '#ports/coaches';
import { createBuilds } from './coach-builds.ts';
import { coachItem, coachOf } from './coach-rows.ts';
import { namesIn } from './expressions.ts';
import { coachKey } from './keys.ts';
import { listPage } from './listings.ts';
import { deleteRow, getRow } from './rows.ts';
import { write } from './send.ts';
import type { MainTable } from './storage.ts';
import { updateOf } from './transaction-items.ts';

type Rename = Parameters<Coaches['update']>[1];

const isAbsent = 'attribute_not_exists(#pk)';

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
      const command = new PutCommand({
        TableName: table.tableName,
        Item: coachItem(coach),
        ConditionExpression: isAbsent,
        ExpressionAttributeNames: namesIn(isAbsent),
      });
      // The id is new, so an existing item with it was stored by an earlier attempt of this call.
      await write(table, coach.coachId, () => table.client.send(command));
    },

    update: (ref, change, now) => updateCoach(table, ref, change, now),

    delete: (ref) => deleteRow(table, coachKey(ref)),
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
