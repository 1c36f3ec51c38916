import { periodOf } from '#ports/clock';
import type { SessionRef } from '#ports/session-records';
import type { TurnRef } from '#ports/turn-records';
import type { Action } from './ledger-actions.ts';
import { call, type LedgerCall, type Now, nameOf } from './ledger-call.ts';
import { turnOf } from './storage-fixtures.ts';

const HOLD_MS = 20 * 60_000;
const INPUT_TOKENS = 40;

/** The preflight of an external loop. */
export function holdWork(session: number, tokens: number, at: Now): LedgerCall {
  const { store, sessions, works, limit, now } = at;
  const ref = turnOf(sessions[session % sessions.length] as SessionRef);
  const period = periodOf(now);
  works.push(ref);
  const hold = { ref, now, period, tokens, inputTokens: INPUT_TOKENS, limit, expiresAt: now + HOLD_MS };
  return call(at, nameOf(period, ref), { state: 'held', amount: tokens, source: 'estimate' }, () =>
    store.reservations.reserve(hold),
  );
}

/** A record, an abort, or the end of our own producer. `undefined` when a service would make no call. */
export async function endWork(
  action: Extract<Action, { do: 'settle' | 'release' }>,
  at: Now,
): Promise<LedgerCall | undefined> {
  const { store, now } = at;
  const { ref, reservation } = (await openWork(action, at)) ?? {};
  if (!ref || !reservation) return undefined;
  const name = nameOf(reservation.period, ref);
  if (action.do === 'release') {
    return call(at, name, { state: 'released', amount: 0, source: 'estimate' }, () =>
      store.reservations.release({ ref, reservation }),
    );
  }
  const { charge, source } = action;
  const work = { ref, now, reservation, charge, source, hasDelivered: true, jobs: [] };
  return call(at, name, { state: 'settled', amount: charge, source }, () => store.reservations.settle(work));
}

/** The first work that may still end so, starting at this one. The store must refuse every other end. */
async function openWork(action: Extract<Action, { do: 'settle' | 'release' }>, { store, works, now }: Now) {
  for (const [place] of works.entries()) {
    const ref = works[(action.work + place) % works.length] as TurnRef;
    const reservation = await store.reservations.find(ref, now);
    if (reservation && (action.do === 'settle' || reservation.state === 'held')) return { ref, reservation };
  }
  return undefined;
}
