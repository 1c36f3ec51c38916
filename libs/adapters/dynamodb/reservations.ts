import { isoOf, periodOf } from '#ports/clock';
import type {
  AddedMessages,
  HeldReservation,
  Hold,
  PartialMessages,
  Release,
  Reservations,
  SettledWork,
} from '#ports/reservations';
import type { TurnRef } from '#ports/turn-records';
import { leaseDueAt } from './due.ts';
import type { Change } from './expressions.ts';
import { giveGrantBack, takeGrant, takeGrantAgain } from './grants.ts';
import { heldReservationOf } from './items.ts';
import { budgetKey, dueShard, listSort, messageKey, reservationKey, sessionKey } from './keys.ts';
import { messageItem } from './message-rows.ts';
import { orderItem } from './outbox.ts';
import { countRate } from './rates.ts';
import { getRows, nameOf } from './rows.ts';
import { digest, transact } from './send.ts';
import { newSession } from './session-rows.ts';
import { reserveBudget, sessionTokens, settleBudget, settleReservation } from './settle.ts';
import type { MainTable } from './storage.ts';
import { check, put, putIfAbsent, remove, type TransactionItem, update } from './transaction-items.ts';

const NO_MESSAGES: PartialMessages = { from: 0, count: 0, tokensIn: 0, tokensOut: 0 };

/**
 * Reservations on the same ledger and by the same writes as turns. The reservation is always the first item, because it
 * identifies the writer.
 */
export function createDynamoReservations(table: MainTable): Reservations {
  return {
    reserve: (hold) => reserve(table, hold),
    find: (ref, now) => find(table, ref, now),
    settle: (work) => settle(table, work),
    release: (release) => giveUp(table, release),
  };
}

async function reserve(table: MainTable, hold: Hold): Promise<boolean> {
  const { tableName } = table;
  const { ref, now, period, tokens, limit } = hold;
  // Without a budget item, the condition has no attribute to compare the requested tokens with.
  if (tokens > limit) return false;
  const operation = digest('reserve', ref.sub, ref.turnId, period);
  const items = [
    putIfAbsent(tableName, { ...newReservation(hold), operation }),
    update(tableName, budgetKey(ref.sub, period), reserveBudget(hold)),
    ...(hold.rate ? [countRate(tableName, ref.sub, hold.rate, now)] : []),
    ...takeGrant(tableName, ref, hold.grant),
    ...inSession(tableName, hold),
  ];
  return (await transact(table, operation, items, (item) => item['operation']?.S === operation)) === undefined;
}

function newReservation({ ref, period, tokens, inputTokens, expiresAt, isBackends, grant }: Hold) {
  const key = reservationKey(ref, period);
  return {
    ...key,
    state: 'held',
    amount: tokens,
    estimate: tokens,
    inputTokens,
    source: 'estimate',
    version: 1,
    expiresAt: isoOf(expiresAt),
    dueShard: dueShard(key),
    dueAt: leaseDueAt(expiresAt),
    sub: ref.sub,
    kind: ref.kind,
    sessionId: ref.sessionId,
    turnId: ref.turnId,
    ...(isBackends && { isBackends }),
    ...(grant && { grant }),
  };
}

/** Does not take the session, so no turn has to wait. */
function inSession(tableName: string, { ref, now, session }: Hold): readonly TransactionItem[] {
  if (!session) return [];
  const { opening } = session;
  if (opening) {
    const { state, expiresAt, rate } = opening;
    return [
      putIfAbsent(tableName, newSession({ ref, now, expiresAt, state, messages: [] })),
      countRate(tableName, ref.sub, rate, now),
    ];
  }
  const isOpen = '#status = :active AND attribute_not_exists(#deletedAt)';
  const isNotExpired = 'attribute_not_exists(#expiresAt) OR #expiresAt > :now';
  const values = { ':active': 'active', ':now': isoOf(now) };
  return [check(tableName, sessionKey(ref), { when: [isOpen, isNotExpired], values })];
}

async function find(table: MainTable, ref: TurnRef, now: number): Promise<HeldReservation | undefined> {
  const month = new Date(now);
  const before = periodOf(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() - 1));
  const places = [periodOf(now), before].map((period) => ({ period, key: reservationKey(ref, period) }));
  const rows = await getRows(
    table,
    places.map(({ key }) => key),
  );
  for (const { period, key } of places) {
    const row = rows.get(nameOf(key));
    const isOurs = row?.['sessionId'] === ref.sessionId && row['kind'] === ref.kind;
    const reservation = row && isOurs ? heldReservationOf(row, period) : undefined;
    if (reservation) return reservation;
  }
  return undefined;
}

async function settle(table: MainTable, work: SettledWork): Promise<boolean> {
  if (isFinal(work)) return false;
  const { tableName } = table;
  const { ref, now, reservation, charge, source, report = '', added, hasDelivered, jobs } = work;
  const { period, grant, state, version } = reservation;
  const ids = added?.messages.map(({ messageId }) => messageId) ?? [];
  const operation = digest('settle', ref.sub, ref.turnId, version, charge, source, report, ...ids);
  const wasHeld = state === 'held';
  const items = [
    update(tableName, reservationKey(ref, period), endReservation(work, operation)),
    update(tableName, budgetKey(ref.sub, period), settleBudget(work)),
    ...(wasHeld && !hasDelivered ? giveGrantBack(tableName, ref, grant) : []),
    ...(!wasHeld && hasDelivered ? takeGrantAgain(tableName, ref, grant) : []),
    ...(added ? addMessages(tableName, work, added) : []),
    ...jobs.map((order) => put(tableName, orderItem(order, now))),
  ];
  return (await transact(table, operation, items, (item) => item['operation']?.S === operation)) === undefined;
}

/** Only a report replaces the charge of a settled reservation, and only an estimate is replaced. */
const isFinal = ({ reservation, source }: SettledWork): boolean =>
  reservation.state === 'settled' && !(reservation.source === 'estimate' && source === 'report');

/** Settled also when it cost nothing, because later readers must see that it is over. */
function endReservation(work: SettledWork, operation: string): Change {
  const settling = settleReservation(work, work.source);
  return { ...settling, set: { ...settling.set, state: 'settled', operation, ...reportOf(work) } };
}

function reportOf({ report, added }: SettledWork): Readonly<Record<string, unknown>> {
  if (!added || added.isComplete) return { report, partial: null };
  const { nextSeq, skipped, messages, usage } = added;
  return { report, partial: { from: nextSeq + skipped, count: messages.length, ...sessionTokens(usage) } };
}

/**
 * The message numbers are free as long as the counter is unchanged since it was read. Every turn that begins or
 * completes moves it.
 */
function addMessages(
  tableName: string,
  { ref, now, reservation }: SettledWork,
  added: AddedMessages,
): readonly TransactionItem[] {
  const { nextSeq, skipped, messages, usage, isComplete, title } = added;
  const updatedAt = isoOf(now);
  const isAsRead = '#nextSeq = :nextSeq';
  const isNotDeleted = 'attribute_not_exists(#deletedAt)';
  const { from, count, ...counted } = reservation.partial ?? NO_MESSAGES;
  const { tokensIn, tokensOut } = sessionTokens(usage);
  const unused = skipped + count;
  return [
    update(tableName, sessionKey(ref), {
      set: {
        lastTurn: ref.turnId,
        ...(isComplete && { lastCompletedTurn: ref.turnId }),
        ...(title !== null && { title }),
        updatedAt,
        listSort: listSort(updatedAt, ref.sessionId),
      },
      add: {
        version: 1,
        nextSeq: skipped + messages.length,
        turnsUsed: reservation.partial ? 0 : 1,
        ...(unused > 0 && { skipped: unused }),
        tokensIn: tokensIn - counted.tokensIn,
        tokensOut: tokensOut - counted.tokensOut,
      },
      when: [isAsRead, isNotDeleted],
      values: { ':nextSeq': nextSeq },
    }),
    ...Array.from({ length: count }, (_, place) => remove(tableName, messageKey(ref, from + place))),
    ...messages.map((message) => putIfAbsent(tableName, messageItem(ref, message))),
  ];
}

async function giveUp(table: MainTable, { ref, reservation }: Release): Promise<boolean> {
  const { tableName } = table;
  const { period, grant, state, version } = reservation;
  if (state !== 'held') return false;
  const settlement = { ref, reservation, charge: 0 };
  const operation = digest('give up', ref.sub, ref.turnId, version);
  const settling = settleReservation(settlement, 'estimate');
  const items = [
    update(tableName, reservationKey(ref, period), { ...settling, set: { ...settling.set, operation } }),
    update(tableName, budgetKey(ref.sub, period), settleBudget(settlement)),
    ...giveGrantBack(tableName, ref, grant),
  ];
  return (await transact(table, operation, items, (item) => item['operation']?.S === operation)) === undefined;
}
