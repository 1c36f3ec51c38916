import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { TurnRef } from '#ports/turn-records';
import type { Turns } from '#ports/turns';
import { claim } from './claim.ts';
import { close, leaveTombstone } from './close.ts';
import { leaseDueAt } from './due.ts';
import { appendEvents, readEvents } from './events.ts';
import { expireHolds, park } from './expire-holds.ts';
import type { Change } from './expressions.ts';
import type { RawItem } from './failures.ts';
import { findHolds } from './find-holds.ts';
import { finish } from './finish.ts';
import { turnOf } from './items.ts';
import { MESSAGE_PREFIX, messageKey, turnKey } from './keys.ts';
import { find, load } from './load.ts';
import { chargeLost } from './lost-usage.ts';
import { messageOf } from './message-rows.ts';
import { getRow, queryPages } from './rows.ts';
import { write } from './send.ts';
import type { Row, Storage } from './storage.ts';
import { topUp } from './top-up.ts';
import { updateOf } from './transaction-items.ts';
import { createUseCounter } from './uses.ts';

/** An answer has few messages, so one page of this size holds all of them. */
const ANSWER_ROWS = 10;

const isOurs = '#epoch = :epoch AND #state = :running';

/**
 * A turn, its user's budget and its events, in two tables. `keys.ts` defines where each item is stored.
 *
 * After every write, for each user and period, `committed` is the sum of all reservations' amounts and `spent` the sum
 * of those that are no longer held. So each operation changes both in one transaction.
 */
export function createDynamoTurns(storage: Storage): Turns {
  return {
    load: (request) => load(storage, request),
    claim: (request) => claim(storage, request),
    chargeLost: (lost) => chargeLost(storage, lost),
    finish: (request) => finish(storage, request),
    close: (closing) => close(storage, closing),
    topUp: (more) => topUp(storage, more),
    park: (parking) => park(storage, parking),
    findHolds: (sub, period) => findHolds(storage, sub, period),
    expireHolds: (expiry) => expireHolds(storage, expiry),
    leaveTombstone: (tombstone) => leaveTombstone(storage, tombstone),
    find: (ref) => find(storage, ref),
    read: async (ref) => turnOf(await getRow(storage, turnKey(ref))),
    appendEvents: (ref, epoch, batch, frames) => appendEvents(storage, ref, epoch, batch, frames),
    readEvents: (ref, epoch, afterSeq) => readEvents(storage, ref, epoch, afterSeq),
    readAnswer: (ref, messageSeq) => readAnswer(storage, ref, messageSeq),

    async heartbeat(ref, epoch, { leaseUntil, usage, wasShown }) {
      const turn = await updateTurn(storage, ref, {
        set: { leaseUntil, usage, dueAt: leaseDueAt(leaseUntil), ...(wasShown && { wasShown }) },
        when: [isOurs],
        values: { ':epoch': epoch, ':running': 'running' },
      });
      if (!turn) return 'lost';
      const isFollowed = Number(turn['followedUntil'] ?? 0) > storage.clock.now();
      return { isFollowed, isStopped: turn['stopAt'] !== undefined };
    },

    async requestStop(ref, epoch, now) {
      const turn = await updateTurn(storage, ref, {
        set: { stopAt: now },
        when: [isOurs],
        values: { ':epoch': epoch, ':running': 'running' },
      });
      return turn !== undefined;
    },

    countUse: createUseCounter(storage),

    async follow(ref, epoch, until) {
      await updateTurn(storage, ref, {
        set: { followedUntil: until },
        when: [isOurs],
        values: { ':epoch': epoch, ':running': 'running' },
      });
    },

    restart: async (ref, epoch, leaseUntil) => {
      const turn = await updateTurn(
        storage,
        ref,
        {
          set: { epoch: epoch + 1, leaseUntil, begunBy: 'restart', dueAt: leaseDueAt(leaseUntil) },
          when: [isOurs],
          values: { ':epoch': epoch, ':running': 'running' },
        },
        // Only the owner of an epoch restarts it. A takeover stores another `begunBy`.
        (item) => item['epoch']?.N === String(epoch + 1) && item['begunBy']?.S === 'restart',
      );
      return turn !== undefined;
    },
  };
}

/**
 * @param isMine - Whether the stored item was written by an earlier, unanswered attempt of this update.
 * @returns the turn as it is now, or `undefined` when the update was refused.
 */
async function updateTurn(
  storage: Storage,
  ref: TurnRef,
  change: Change,
  isMine = (_: RawItem) => false,
): Promise<Row | undefined> {
  const input = { ...updateOf(storage.tableName, turnKey(ref), change), ReturnValues: 'ALL_NEW' as const };
  const written = await write(storage, ref.turnId, () => storage.client.send(new UpdateCommand(input)));
  if (written.applied) return written.output.Attributes ?? {};
  const [refused] = written.refused;
  return refused?.item && isMine(refused.item) ? {} : undefined;
}

/** Messages of the turn that follow the person's, which is one row further than the first of another turn. */
async function readAnswer(storage: Storage, ref: TurnRef, messageSeq: number) {
  const pages = queryPages(storage, {
    KeyConditionExpression: '#pk = :pk AND #sk BETWEEN :from AND :to',
    ExpressionAttributeValues: {
      ':pk': turnKey(ref).pk,
      ':from': messageKey(ref, messageSeq + 1).sk,
      ':to': `${MESSAGE_PREFIX}~`,
    },
    ConsistentRead: true,
    Limit: ANSWER_ROWS,
  });
  const answer = [];
  for await (const page of pages) {
    for (const message of page.map(messageOf)) {
      if (message.turnId !== ref.turnId) return answer;
      answer.push(message);
    }
  }
  return answer;
}
