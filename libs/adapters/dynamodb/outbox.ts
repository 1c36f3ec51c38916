import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { isoOf } from '#ports/clock';
import type { JobOrder, Outbox } from '#ports/jobs';
import { outboxDueAt } from './due.ts';
import { dueShard, outboxKey } from './keys.ts';
import { send } from './send.ts';
import type { MainTable } from './storage.ts';

/** A job as an outbox item, for the transaction that orders it. */
export function orderItem({ id, job, payload, notBefore }: JobOrder, now: number) {
  const key = outboxKey(id);
  const dueAt = notBefore === undefined ? outboxDueAt(now) : isoOf(notBefore);
  return { ...key, job, payload, attempts: 0, dueShard: dueShard(key), dueAt };
}

export function createDynamoOutbox(table: MainTable): Outbox {
  return {
    async done({ id }) {
      const command = () => new DeleteCommand({ TableName: table.tableName, Key: outboxKey(id) });
      await send(table, id, () => table.client.send(command()));
    },
  };
}
