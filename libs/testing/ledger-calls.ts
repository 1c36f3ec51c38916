import { NO_USAGE } from '#contract/usage';
import type { ChargeSource } from '#ports/budget-records';
import { periodOf } from '#ports/clock';
import type { SessionRef } from '#ports/session-records';
import type { Outcome, TurnRef } from '#ports/turn-records';
import type { Found } from '#ports/turns';
import type { Action } from './ledger-actions.ts';
import { call, callOnMany, type Expected, type LedgerCall, type Now, nameOf } from './ledger-call.ts';
import { endWork, holdWork } from './ledger-works.ts';
import { aClaim, aFinish, chunk, message, turnOf } from './storage-fixtures.ts';

type Asked = Extract<
  Action,
  { do: 'begin' | 'goOn' | 'end' | 'stop' | 'park' | 'expire' | 'sweep' | 'hold' | 'settle' | 'release' }
>;

type Read = { readonly [Part in keyof Found]: NonNullable<Found[Part]> };

const LEASE_MS = 10_000;
const HOLD_MS = 20 * 60_000;

/** Makes the call as a service would, from what it reads now. `undefined` when a service would make none. */
export async function callFor(action: Asked, at: Now): Promise<LedgerCall | undefined> {
  if (action.do === 'begin') return begin(action.session, action.tokens, at);
  if (action.do === 'sweep') return sweep(action.turn, at);
  if (action.do === 'hold') return holdWork(action.session, action.tokens, at);
  if (action.do === 'settle' || action.do === 'release') return endWork(action, at);
  if (action.do === 'expire') return expire(action.holds, action.charge, at);
  const { ref, read } = (await openTurn(action.turn, at)) ?? {};
  if (!ref || !read) return undefined;
  if (action.do === 'goOn') return goOn(ref, action.tokens, read, at);
  if (action.do === 'stop') return stop(ref, action.charge, read, at);
  if (read.turn.state !== 'running') return undefined;
  return action.do === 'end' ? end(ref, action.charge, read, at) : park(ref, action.charge, read, at);
}

/** The first open turn, starting at this one. */
async function openTurn(from: number, { store, turns }: Now) {
  for (const [place] of turns.entries()) {
    const ref = turns[(from + place) % turns.length] as TurnRef;
    const found = await store.turns.find(ref);
    const isOpen = found.turn?.state === 'running' || found.turn?.state === 'parked';
    if (isOpen && found.session && found.reservation) return { ref, read: found as Read };
  }
  return undefined;
}

async function begin(session: number, tokens: number, at: Now): Promise<LedgerCall | undefined> {
  const { store, sessions, turns, limit, now } = at;
  const ref = turnOf(sessions[session % sessions.length] as SessionRef);
  const period = periodOf(now);
  const { session: read } = await store.turns.find(ref);
  if (!read || read.activeTurn) return undefined;
  turns.push(ref);
  const claim = aClaim(ref, {
    now,
    leaseUntil: now + LEASE_MS,
    session: { version: read.version },
    message: message(read.nextSeq, 'hello', { turnId: ref.turnId }),
    reservation: { period, tokens, limit, expiresAt: now + HOLD_MS },
  });
  return call(at, nameOf(period, ref), { state: 'held', amount: tokens, source: 'estimate' }, () =>
    store.turns.claim(claim),
  );
}

function goOn(ref: TurnRef, tokens: number, { turn, session, reservation }: Read, at: Now): LedgerCall {
  const { store, limit, now } = at;
  const { period } = turn;
  const claim = aClaim(ref, {
    epoch: turn.epoch + 1,
    now,
    leaseUntil: now + LEASE_MS,
    previous: turn,
    session: { version: session.version },
    message: message(turn.messageSeq, 'hello', { turnId: ref.turnId }),
    reservation: { period, tokens, limit, expiresAt: now + HOLD_MS, previous: reservation },
  });
  const isHeld = reservation.state === 'held';
  const becomes = isHeld
    ? undefined
    : ({ state: 'held', amount: reservation.amount + tokens, source: 'estimate' } as const);
  return call(at, nameOf(period, ref), becomes, () => store.turns.claim(claim));
}

const expired = (charge: number): Expected => ({ state: 'expired', amount: charge, source: 'estimate' });

const settled = (charge: number, source: ChargeSource): Expected => ({
  state: charge === 0 ? 'released' : 'settled',
  amount: charge,
  source,
});

function end(ref: TurnRef, charge: number, { turn, session, reservation }: Read, at: Now): LedgerCall {
  const { store, now } = at;
  const finish = aFinish(ref, {
    epoch: turn.epoch,
    now,
    charge,
    reservation: { ...reservation, period: turn.period },
    messages: [message(session.nextSeq, 'welcome', { role: 'assistant', turnId: ref.turnId })],
    tail: { batch: 0, frames: [chunk(turn.epoch, 1, 'welcome')] },
  });
  return call(at, nameOf(turn.period, ref), settled(charge, 'meter'), () => store.turns.finish(finish));
}

function stop(ref: TurnRef, charge: number, { turn, session, reservation }: Read, at: Now): LedgerCall {
  const { store, now } = at;
  const outcome: Outcome = { type: 'aborted', turnId: ref.turnId, sessionId: ref.sessionId, usage: NO_USAGE };
  const event = {
    type: 'aborted' as const,
    turnId: ref.turnId,
    sessionId: ref.sessionId,
    aiResponse: '',
    usage: NO_USAGE,
  };
  const frame = { id: { epoch: turn.epoch + 1, seq: 1 }, event };
  const { nextSeq } = session;
  const closing = { ref, now, turn, reservation, nextSeq, outcome, usage: NO_USAGE, charge, frame };
  return call(at, nameOf(turn.period, ref), settled(charge, 'estimate'), () =>
    store.turns.close({ ...closing, state: 'aborted', countsAsTurn: true }),
  );
}

function park(ref: TurnRef, charge: number, { turn, reservation }: Read, at: Now): LedgerCall {
  const { store, now } = at;
  const parking = { ref, now, turn, reservation, charge, until: now + HOLD_MS };
  return call(at, nameOf(turn.period, ref), expired(charge), () => store.turns.park(parking));
}

/** Parks turns, and releases the holds of removed ones, in one transaction. */
async function expire(count: number, charge: number, at: Now): Promise<LedgerCall | undefined> {
  const { store, sessions, now } = at;
  const [{ sub }] = sessions as readonly [SessionRef];
  const period = periodOf(now);
  const { holds } = await store.turns.findHolds(sub, period);
  const ended = holds.slice(0, count).map(({ ref, reservation, turn }) => ({
    ref,
    reservation,
    charge: turn ? charge : 0,
    ...(turn && { parked: { turn, until: now + HOLD_MS } }),
  }));
  if (ended.length === 0) return undefined;
  const becomes = ended.map((hold) => [nameOf(period, hold.ref), expired(hold.charge)] as const);
  const send = () => store.turns.expireHolds({ sub, period, now, holds: ended });
  return callOnMany(at, new Map(becomes), send);
}

/** Releases the holds of removed turns after their end. */
async function sweep(from: number, at: Now): Promise<LedgerCall | undefined> {
  const { store, turns, now } = at;
  const period = periodOf(now);
  for (const [place] of turns.entries()) {
    const ref = turns[(from + place) % turns.length] as TurnRef;
    if (await store.turns.read(ref)) continue;
    const release = () => store.due.releaseReservation(ref, period, now);
    return call(at, nameOf(period, ref), expired(0), release);
  }
  return undefined;
}
