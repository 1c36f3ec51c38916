import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { isoOf } from '#ports/clock';
import type { Due, DueItem } from '#ports/due';
import type { JobOrder } from '#ports/jobs';
import type { SessionRef } from '#ports/session-records';
import type { TurnRef } from '#ports/turn-records';
import { expireHolds } from './expire-holds.ts';
import type { Change } from './expressions.ts';
import { heldReservationOf, reservationOf } from './items.ts';
import { DUE_SHARDS, dueShardNamed, type Key, outboxKey, reservationKey, sessionKey } from './keys.ts';
import { getRow, getRows, nameOf, queryPages } from './rows.ts';
import { write } from './send.ts';
import type { MainTable, Row } from './storage.ts';
import { updateOf } from './transaction-items.ts';

/** Number of items read at a time. */
const PAGE = 50;

/** The index `due` lists candidates. The items themselves, read consistently, decide whether they are still due. */
export function createDynamoDue(table: MainTable): Due {
  return {
    shards: DUE_SHARDS,
    list: (shard, now) => list(table, shard, now),
    expireSession: (ref, now, removeAt) => expireSession(table, ref, now, removeAt),
    releaseReservation: (ref, period, now) => releaseReservation(table, ref, period, now),
    async postpone(order, attempts, until) {
      const isThere = 'attribute_exists(#pk)';
      await change(table, outboxKey(order.id), { set: { attempts, dueAt: isoOf(until) }, when: [isThere] });
    },
  };
}

async function* list(
  table: MainTable,
  shard: number,
  now: number,
): AsyncGenerator<readonly DueItem[], void, undefined> {
  const pages = queryPages(table, {
    IndexName: 'due',
    KeyConditionExpression: '#dueShard = :shard AND #dueAt <= :now',
    ExpressionAttributeValues: { ':shard': dueShardNamed(shard), ':now': isoOf(now) },
    Limit: PAGE,
  });
  for await (const page of pages) {
    const rows = await getRows(
      table,
      page.map(({ pk, sk }) => ({ pk, sk }) as Key),
    );
    const due = [...rows.values()].filter(({ dueAt }) => typeof dueAt === 'string' && dueAt <= isoOf(now));
    yield due.flatMap((row) => dueItem(row) ?? []);
  }
}

/** Reads the owner from attributes, because keys are built and never parsed. */
function dueItem(row: Row): DueItem | undefined {
  const { sk, sub, kind, sessionId, turnId } = row as Record<string, string>;
  const ref = { sub, kind, sessionId, turnId } as TurnRef;
  const [type, period = ''] = (sk ?? '').split('#');
  if (type === 'TURN') return { type: 'turn', ref };
  if (type === 'RES') return { type: 'reservation', ref, period };
  if (type === 'SESSION') return { type: 'session', ref };
  if (type === 'GENERATION')
    return { type: 'generation', ref: { sub: ref.sub, generationId: String(row['generationId']) } };
  if (row['job'] === undefined) return undefined;
  const { job, payload } = row as Pick<JobOrder, 'job' | 'payload'> & Row;
  return { type: 'order', order: { id: String(sk), job, payload }, attempts: Number(row['attempts'] ?? 0) };
}

function expireSession(table: MainTable, ref: SessionRef, now: number, removeAt?: number): Promise<boolean> {
  const isActive = '#status = :active';
  const isPast = '#expiresAt <= :now';
  const hasNoTurn = 'attribute_not_exists(#activeTurn)';
  return change(table, sessionKey(ref), {
    set: { status: 'expired', ...(removeAt !== undefined && { dueAt: isoOf(removeAt) }) },
    remove: removeAt === undefined ? ['dueShard', 'dueAt'] : [],
    when: [isActive, isPast, hasNoTurn],
    values: { ':active': 'active', ':now': isoOf(now) },
  });
}

async function releaseReservation(table: MainTable, ref: TurnRef, period: string, now: number): Promise<boolean> {
  const row = await getRow(table, reservationKey(ref, period));
  const reservation = reservationOf(row);
  if (reservation?.state !== 'held' || String(row?.['expiresAt']) > isoOf(now)) return false;
  const grant = row && heldReservationOf(row, period)?.grant;
  const hold = { ref, reservation, charge: 0, ...(grant && { grant }) };
  return expireHolds(table, { sub: ref.sub, period, now, holds: [hold] });
}

async function change(table: MainTable, key: Key, changes: Change): Promise<boolean> {
  const command = () => new UpdateCommand(updateOf(table.tableName, key, changes));
  const written = await write(table, nameOf(key), () => table.client.send(command()));
  return written.applied;
}
