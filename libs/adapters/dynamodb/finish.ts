import { isoOf } from '#ports/clock';
import { CoachError } from '#ports/errors';
import type { Finish } from '#ports/turn-endings';
import { countCommitted } from './counts.ts';
import { expiryDueAt } from './due.ts';
import { eventBatch } from './events.ts';
import type { Change } from './expressions.ts';
import { giveGrantBack } from './grants.ts';
import { budgetKey, listSort, reservationKey, sessionKey, turnKey } from './keys.ts';
import { markMessage } from './message-marks.ts';
import { messageItem } from './message-rows.ts';
import { orderItem } from './outbox.ts';
import { digest, transact } from './send.ts';
import { sessionTokens, settleBudget, settleReservation } from './settle.ts';
import { stagedItem } from './staged-writes.ts';
import type { Storage } from './storage.ts';
import { put, putIfAbsent, type TransactionItem, update } from './transaction-items.ts';

/** @returns false when the turn has already ended or continues in another epoch. */
export async function finish(storage: Storage, finish: Finish): Promise<boolean> {
  const { ref, epoch, state, outcome, charge } = finish;
  const operation = digest('finish', ref.sub, ref.turnId, epoch, state, charge, JSON.stringify(outcome));
  const refused = await transact(
    storage,
    operation,
    finishItems(storage, finish, operation),
    (turn) => turn['operation']?.S === operation,
  );
  if (refused === undefined) return true;
  if (refused[0]) return false;
  // The turn is still ours and running, so nothing else may have changed its session or reservation.
  throw new CoachError('internal', `turn ${ref.turnId} could not end: items ${refused.map(Number).join('')} refused`);
}

function finishItems(storage: Storage, finish: Finish, operation: string): readonly TransactionItem[] {
  const { tableName, eventsTableName } = storage;
  const { ref, epoch, now, messages, tail, writes, jobs, reservation } = finish;
  return [
    update(tableName, turnKey(ref), endTurn(finish, operation)),
    update(tableName, sessionKey(ref), releaseSession(finish)),
    update(tableName, reservationKey(ref, reservation.period), settleReservation(finish, 'meter')),
    update(tableName, budgetKey(ref.sub, reservation.period), settleBudget(finish)),
    ...markMessage(tableName, ref, finish.messageSeq, finish.state),
    ...messages.map((message) => putIfAbsent(tableName, messageItem(ref, message))),
    ...(tail.frames.length > 0 ? [put(eventsTableName, eventBatch(ref, epoch, tail.batch, tail.frames, now))] : []),
    ...writes.map((write) => stagedItem(tableName, ref.sub, write, now)),
    ...countCommitted(tableName, ref.sub, writes),
    ...giveGrantBack(tableName, ref, finish.giveBack),
    ...jobs.map((order) => put(tableName, orderItem(order, now))),
  ];
}

function endTurn({ epoch, state, outcome, usage, charge, tail }: Finish, operation: string): Change {
  const isOurs = '#epoch = :epoch';
  const isRunning = '#state = :running';
  return {
    set: {
      state,
      outcome,
      usage,
      operation,
      charged: charge,
      finalEpoch: epoch,
      lastSeq: tail.frames.findLast(({ id }) => id)?.id?.seq,
    },
    remove: ['owner', 'leaseUntil', 'dueShard', 'dueAt'],
    when: [isOurs, isRunning],
    values: { ':epoch': epoch, ':running': 'running' },
  };
}

/** A session that was deleted meanwhile stays deleted: its deletion mark is kept and it is not listed again. */
function releaseSession({ ref, now, state, messages, session, usage, countsAsTurn, windowMessages }: Finish): Change {
  const isHeldByThisTurn = '#activeTurn = :turnId';
  const updatedAt = isoOf(now);
  return {
    set: {
      lastTurn: ref.turnId,
      ...(state === 'completed' && { lastCompletedTurn: ref.turnId }),
      windowMessages,
      updatedAt,
      listSort: listSort(updatedAt, ref.sessionId),
      ...(session && {
        state: session.state,
        status: session.status,
        title: session.title,
        expiresAt: session.expiresAt,
        dueAt:
          session.expiresAt === null || session.status !== 'active' ? null : expiryDueAt(Date.parse(session.expiresAt)),
      }),
    },
    add: { nextSeq: messages.length, version: 1, ...sessionTokens(usage), ...(!countsAsTurn && { turnsUsed: -1 }) },
    remove: ['activeTurn'],
    when: [isHeldByThisTurn],
    values: { ':turnId': ref.turnId },
  };
}
