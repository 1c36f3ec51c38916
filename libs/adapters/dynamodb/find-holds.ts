import type { FoundHolds } from '#ports/holds';
import { holdsIn } from './hold-rows.ts';
import { budgetOf, heldReservationOf, reservationOf, turnOf } from './items.ts';
import { budgetKey, reservationKey, turnKey } from './keys.ts';
import { getRow, getRows, nameOf } from './rows.ts';
import type { MainTable } from './storage.ts';

/** Reads the budget, then the holds that it names. A hold that ended in between is left out. */
export async function findHolds(table: MainTable, sub: string, period: string): Promise<FoundHolds> {
  const budget = await getRow(table, budgetKey(sub, period));
  const named = holdsIn(budget, sub);
  const rows = await getRows(
    table,
    named.flatMap(({ ref }) => [turnKey(ref), reservationKey(ref, period)]),
  );
  const holds = named.flatMap(({ ref, expiresAt }) => {
    const row = rows.get(nameOf(reservationKey(ref, period)));
    const reservation = reservationOf(row);
    if (!row || reservation?.state !== 'held') return [];
    const turn = turnOf(rows.get(nameOf(turnKey(ref))));
    const grant = heldReservationOf(row, period)?.grant;
    return [{ ref, expiresAt, reservation, ...(turn && { turn }), ...(grant && { grant }) }];
  });
  return { budget: budgetOf(budget), holds };
}
