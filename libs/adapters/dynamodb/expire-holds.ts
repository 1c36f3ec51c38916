import type { ExpiredHold, Expiry } from '#ports/holds';
import type { Parking } from '#ports/turn-endings';
import { turnIsAsRead } from './close.ts';
import { leaseDueAt } from './due.ts';
import { giveGrantBack } from './grants.ts';
import { budgetKey, dueShard, reservationKey, sessionKey, turnKey } from './keys.ts';
import { digest, transact } from './send.ts';
import { expireReservation, settleBudget } from './settle.ts';
import type { MainTable } from './storage.ts';
import { type TransactionItem, update } from './transaction-items.ts';

/** Ends dead holds in one transaction, and parks each turn with its hold. */
export async function expireHolds(table: MainTable, { sub, period, now, holds }: Expiry): Promise<boolean> {
  const { tableName } = table;
  const asRead = holds.flatMap(({ ref, reservation }) => [ref.turnId, reservation.version]);
  const operation = digest('expire', sub, period, now, ...asRead);
  const items = [
    ...holds.map((hold) => update(tableName, reservationKey(hold.ref, period), expire(hold, operation))),
    update(tableName, budgetKey(sub, period), settleBudget(...holds)),
    ...holds.flatMap((hold) => parkTurn(tableName, hold)),
    // At most one item: turns keep their grant, and other work can claim only the preview, which exists once.
    ...holds.flatMap(({ ref, grant }) => giveGrantBack(tableName, ref, grant)),
  ];
  return (await transact(table, operation, items, (item) => item['operation']?.S === operation)) === undefined;
}

/** Parks a turn whose producer is dead. @returns false when the turn has changed since it was read. */
export const park = (table: MainTable, { ref, now, turn, reservation, charge, until }: Parking): Promise<boolean> =>
  expireHolds(table, {
    sub: ref.sub,
    period: turn.period,
    now,
    holds: [{ ref, reservation, charge, parked: { turn, until } }],
  });

function expire(hold: ExpiredHold, operation: string) {
  const expiring = expireReservation(hold);
  return { ...expiring, set: { ...expiring.set, operation } };
}

function parkTurn(tableName: string, { ref, parked }: ExpiredHold): readonly TransactionItem[] {
  if (!parked) return [];
  const key = turnKey(ref);
  const isHeldByThisTurn = '#activeTurn = :turnId';
  return [
    update(tableName, key, {
      set: { state: 'parked', dueShard: dueShard(key), dueAt: leaseDueAt(parked.until) },
      remove: ['owner', 'leaseUntil'],
      ...turnIsAsRead(parked.turn),
    }),
    update(tableName, sessionKey(ref), {
      set: { parkedTurn: ref.turnId },
      add: { version: 1 },
      remove: ['activeTurn'],
      when: [isHeldByThisTurn],
      values: { ':turnId': ref.turnId },
    }),
  ];
}
