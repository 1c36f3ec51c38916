import { isoOf } from '#ports/clock';
import type { Closing, Tombstone } from '#ports/turn-endings';
import { eventBatch } from './events.ts';
import type { Change } from './expressions.ts';
import { giveGrantBack } from './grants.ts';
import { budgetKey, reservationKey, sessionKey, turnKey } from './keys.ts';
import { markMessage } from './message-marks.ts';
import { messageItem } from './message-rows.ts';
import { digest, transact } from './send.ts';
import { sessionTokens, settleBudget, settleReservation } from './settle.ts';
import type { Storage } from './storage.ts';
import { put, putIfAbsent, type TransactionItem, update } from './transaction-items.ts';

/** How long a stop that arrived before its turn is stored. */
const TOMBSTONE_MS = 24 * 60 * 60_000;

/** Ends the turn from outside its producer. @returns false when the turn has changed since it was read. */
export async function close(storage: Storage, closing: Closing): Promise<boolean> {
  const { ref, turn, state, charge, now } = closing;
  const operation = digest('close', ref.sub, ref.turnId, turn.epoch, state, charge, now);
  const refused = await transact(
    storage,
    operation,
    closingItems(storage, closing, operation),
    (item) => item['operation']?.S === operation,
  );
  return refused === undefined;
}

function closingItems(
  { tableName, eventsTableName }: Storage,
  closing: Closing,
  operation: string,
): readonly TransactionItem[] {
  const { ref, turn, now, partial, frame } = closing;
  return [
    update(tableName, turnKey(ref), endTurn(closing, operation)),
    update(tableName, sessionKey(ref), releaseSession(closing)),
    update(tableName, reservationKey(ref, turn.period), settleReservation(closing, 'estimate')),
    update(tableName, budgetKey(ref.sub, turn.period), settleBudget(closing)),
    ...markMessage(tableName, ref, turn.messageSeq, closing.state),
    ...(partial ? [putIfAbsent(tableName, messageItem(ref, partial))] : []),
    put(eventsTableName, eventBatch(ref, turn.epoch + 1, 0, [frame], now)),
    ...giveGrantBack(tableName, ref, closing.giveBack),
  ];
}

/** The next epoch fences the producer in case it is still alive. */
function endTurn({ turn, state, outcome, usage, charge }: Closing, operation: string): Change {
  return {
    set: {
      state,
      outcome,
      usage,
      operation,
      charged: charge,
      epoch: turn.epoch + 1,
      finalEpoch: turn.epoch + 1,
      lastSeq: 1,
    },
    remove: ['owner', 'leaseUntil', 'dueShard', 'dueAt'],
    ...turnIsAsRead(turn),
  };
}

/** The lease in the condition shows that no heartbeat came in between, so the usage is unchanged too. */
export function turnIsAsRead({ epoch, state, leaseUntil }: Closing['turn']): Pick<Change, 'when' | 'values'> {
  const isOfTheEpochRead = '#epoch = :epochRead AND #state = :stateRead';
  const hasTheLeaseRead = '#leaseUntil = :leaseRead';
  const isRunning = state === 'running';
  return {
    when: [isOfTheEpochRead, ...(isRunning ? [hasTheLeaseRead] : [])],
    values: { ':epochRead': epoch, ':stateRead': state, ...(isRunning && { ':leaseRead': leaseUntil }) },
  };
}

function releaseSession({ ref, now, turn, nextSeq, partial, usage, countsAsTurn }: Closing): Change {
  const hold = turn.state === 'running' ? 'activeTurn' : 'parkedTurn';
  const isHeldByThisTurn = `#${hold} = :turnId`;
  const isAsRead = '#nextSeq = :nextSeq';
  return {
    set: { lastTurn: ref.turnId, updatedAt: isoOf(now) },
    add: { version: 1, nextSeq: partial ? 1 : 0, ...sessionTokens(usage), ...(!countsAsTurn && { turnsUsed: -1 }) },
    remove: [hold],
    when: [isHeldByThisTurn, isAsRead],
    values: { ':turnId': ref.turnId, ':nextSeq': nextSeq },
  };
}

/** @returns false when the turn already exists. */
export async function leaveTombstone(storage: Storage, { ref, now, outcome, frame }: Tombstone): Promise<boolean> {
  const operation = digest('tombstone', ref.sub, ref.turnId, now);
  const turn = {
    ...turnKey(ref),
    sub: ref.sub,
    kind: ref.kind,
    sessionId: ref.sessionId,
    turnId: ref.turnId,
    state: 'aborted',
    isTombstone: true,
    operation,
    epoch: 1,
    finalEpoch: 1,
    lastSeq: 1,
    bodyHash: '',
    messageSeq: -1,
    period: isoOf(now).slice(0, '2026-11'.length),
    usage: { inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 },
    charged: 0,
    outcome,
    createdAt: isoOf(now),
    ttl: Math.ceil((now + TOMBSTONE_MS) / 1_000),
  };
  const items = [
    putIfAbsent(storage.tableName, turn),
    put(storage.eventsTableName, eventBatch(ref, 1, 0, [frame], now)),
  ];
  return (await transact(storage, operation, items, (item) => item['operation']?.S === operation)) === undefined;
}
