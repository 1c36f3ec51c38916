import { periodOf } from '#ports/clock';
import type { TurnRecord, TurnRef } from '#ports/turn-records';
import type { Found, Loaded, LoadRequest } from '#ports/turns';
import { countsOf } from './counts.ts';
import { budgetOf, isOfOthers, reservationOf, sessionOf, turnFor, userOf } from './items.ts';
import {
  budgetKey,
  countsKey,
  type Key,
  MESSAGE_PREFIX,
  rateKey,
  reservationKey,
  sessionKey,
  turnKey,
  uploadItemKey,
  userKey,
} from './keys.ts';
import { messageOf } from './message-rows.ts';
import { getRows, nameOf, queryRows } from './rows.ts';
import type { MainTable, Row } from './storage.ts';
import { verifiedKeys } from './upload-items.ts';

/** Two calls in parallel: all items that admission checks, and the newest messages. */
export async function load(table: MainTable, request: LoadRequest): Promise<Loaded> {
  const { ref, period, rateWindow, sessionRate, uploads = [] } = request;
  const keys = {
    user: userKey(ref.sub),
    budget: budgetKey(ref.sub, period),
    session: sessionKey(ref),
    turn: turnKey(ref),
    reservation: reservationKey(ref, period),
    rate: rateKey(ref.sub, rateWindow),
    counts: countsKey(ref.sub),
    ...(sessionRate !== undefined && { sessionRate: rateKey(ref.sub, sessionRate) }),
  };
  const all = [...Object.values(keys), ...uploads.map((key) => uploadItemKey(ref.sub, key))];
  const [rows, newest] = await Promise.all([getRows(table, all), newestMessages(table, request)]);
  const rowAt = (key: Key) => rows.get(nameOf(key));
  const session = sessionOf(rowAt(keys.session), ref);
  const isClosed = rowAt(keys.session) !== undefined && session === undefined;
  // A stop may arrive before the turn that opens the session.
  const turn = isClosed ? undefined : turnFor(ref, rowAt(keys.turn));
  const paidFrom = await accountRows(table, request, turn, rows);
  return {
    session,
    turn,
    user: userOf(rowAt(keys.user)),
    budget: budgetOf(paidFrom.budget),
    reservation: reservationOf(paidFrom.reservation),
    rateCount: Number(rowAt(keys.rate)?.['count'] ?? 0),
    sessionRateCount: keys.sessionRate ? Number(rowAt(keys.sessionRate)?.['count'] ?? 0) : 0,
    isIdTaken: !turn && isOfOthers(ref, paidFrom.reservation),
    isClosed,
    counts: countsOf(rowAt(keys.counts)),
    uploads: verifiedKeys(rows, ref.sub, uploads),
    window: session ? newest.map(messageOf).reverse() : [],
  };
}

/** A turn with its session, budget and reservation, in one call. */
export async function find(table: MainTable, ref: TurnRef): Promise<Found> {
  const period = periodOf(table.clock.now());
  const keys = { session: sessionKey(ref), turn: turnKey(ref), reservation: reservationKey(ref, period) };
  const rows = await getRows(table, Object.values(keys));
  const sessionRow = rows.get(nameOf(keys.session));
  const session = sessionOf(sessionRow, ref);
  const isClosed = sessionRow !== undefined && session === undefined;
  const turn = isClosed ? undefined : turnFor(ref, rows.get(nameOf(keys.turn)));
  const { reservation } = await accountRows(table, { ref, period }, turn, rows);
  return { session, turn, isClosed, reservation: reservationOf(reservation) };
}

/**
 * A turn keeps the period in which it was claimed: its hold and its budget belong to that period. This needs another
 * read only around midnight at the end of a month.
 */
async function accountRows(
  table: MainTable,
  { ref, period }: Pick<LoadRequest, 'ref' | 'period'>,
  turn: TurnRecord | undefined,
  read: ReadonlyMap<string, Row>,
) {
  const paidIn = turn?.period ?? period;
  const keys = { budget: budgetKey(ref.sub, paidIn), reservation: reservationKey(ref, paidIn) };
  const rows = paidIn === period ? read : await getRows(table, Object.values(keys));
  return { budget: rows.get(nameOf(keys.budget)), reservation: rows.get(nameOf(keys.reservation)) };
}

/** Newest first, in one call, because a window is far smaller than a page. */
function newestMessages(table: MainTable, { ref, windowMessages }: LoadRequest): Promise<readonly Row[]> {
  return queryRows(
    table,
    {
      KeyConditionExpression: '#pk = :pk AND begins_with(#sk, :messages)',
      ExpressionAttributeValues: { ':pk': turnKey(ref).pk, ':messages': MESSAGE_PREFIX },
      ConsistentRead: true,
      ScanIndexForward: false,
      Limit: windowMessages,
    },
    windowMessages,
  );
}
