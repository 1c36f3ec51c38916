import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { Recap } from '#contract/game-chat';
import type { RecapClaim, Recaps } from '#ports/recaps';
import type { SessionRef } from '#ports/session-records';
import { parseRow } from './items.ts';
import { recapKey, sessionKey } from './keys.ts';
import { getRow } from './rows.ts';
import { digest, transact, write } from './send.ts';
import type { MainTable } from './storage.ts';
import { check, update, updateOf } from './transaction-items.ts';

/** While the first recap is made, the item has a claim and no recap. */
const RecapRow = z.object({ recap: z.optional(Recap) });

const isOurs = '#owner = :owner';

/**
 * One item in the partition of the session's messages, so that it is removed with them. None is written after the
 * deletion has begun.
 */
export function createDynamoRecaps(table: MainTable): Recaps {
  return {
    async get(ref) {
      const row = await getRow(table, recapKey(ref));
      return row && parseRow(RecapRow, row).recap;
    },

    claim: (ref, claim) => claimRecap(table, ref, claim),

    async keep(ref, owner, recap) {
      const operation = digest('keep recap', ref.sessionId, owner, recap.messageCount);
      const kept = update(table.tableName, recapKey(ref), {
        set: { recap, operation },
        remove: ['owner', 'leaseUntil'],
        when: [isOurs],
        values: { ':owner': owner },
      });
      const items = [kept, sessionIsThere(table, ref)];
      return (await transact(table, operation, items, (item) => item['operation']?.S === operation)) === undefined;
    },

    async giveUp(ref, owner) {
      const input = updateOf(table.tableName, recapKey(ref), {
        remove: ['owner', 'leaseUntil'],
        when: [isOurs],
        values: { ':owner': owner },
      });
      await write(table, owner, () => table.client.send(new UpdateCommand(input)));
    },
  };
}

async function claimRecap(table: MainTable, ref: SessionRef, { owner, now, leaseUntil }: RecapClaim) {
  const isFree = 'attribute_not_exists(#leaseUntil) OR #leaseUntil < :now';
  const claimed = update(table.tableName, recapKey(ref), {
    set: { owner, leaseUntil },
    when: [isFree],
    values: { ':now': now },
  });
  const items = [claimed, sessionIsThere(table, ref)];
  const operation = digest('claim recap', ref.sessionId, owner, now);
  const refused = await transact(table, operation, items, (item) => item['owner']?.S === owner);
  if (refused === undefined) return 'ours';
  const [, isGone] = refused;
  return isGone ? 'gone' : 'taken';
}

const sessionIsThere = (table: MainTable, ref: SessionRef) => {
  const isThere = '#sessionId = :sessionId AND attribute_not_exists(#deletedAt)';
  return check(table.tableName, sessionKey(ref), { when: [isThere], values: { ':sessionId': ref.sessionId } });
};
