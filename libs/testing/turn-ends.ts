import { NO_USAGE } from '#contract/usage';
import type { Closing, Parking } from '#ports/turn-endings';
import type { Outcome, TurnRef } from '#ports/turn-records';
import type { Claim, Found } from '#ports/turns';
import { aClaim, MINUTE, message, NOW, type StoreUnderTest } from './storage-fixtures.ts';

/** What a turn has used until another process ends it. */
export const USED = { ...NO_USAGE, inputTokens: 300, outputTokens: 20 };

/** Some seconds after the lease of {@link aClaim}. */
export const LATER = NOW + 13_000;

type Read = { readonly [Part in keyof Found]: NonNullable<Found[Part]> };

/** A turn that exists, with its session and its reservation. */
export const readTurn = async (store: StoreUnderTest, ref: TurnRef) => (await store.turns.find(ref)) as Read;

export const aborted = ({ turnId, sessionId }: TurnRef): Outcome => ({
  type: 'aborted',
  turnId,
  sessionId,
  usage: USED,
});

export const abortedFrame = ({ turnId, sessionId }: TurnRef, epoch: number) => ({
  id: { epoch, seq: 1 },
  event: { type: 'aborted' as const, turnId, sessionId, aiResponse: 'Half', usage: USED },
});

/** The end of a turn as it is stored now, by another process than its producer. */
export async function aClosing(store: StoreUnderTest, ref: TurnRef, change: Partial<Closing> = {}): Promise<Closing> {
  const { turn, session, reservation } = await readTurn(store, ref);
  return {
    ref,
    now: LATER,
    turn,
    reservation,
    nextSeq: session.nextSeq,
    state: 'aborted',
    outcome: aborted(ref),
    usage: USED,
    charge: 320,
    countsAsTurn: true,
    frame: abortedFrame(ref, turn.epoch + 1),
    partial: message(session.nextSeq, 'Half', { role: 'assistant', turnId: ref.turnId, partial: true }),
    ...change,
  };
}

export async function aParking(store: StoreUnderTest, ref: TurnRef): Promise<Parking> {
  const { turn, reservation } = await readTurn(store, ref);
  return { ref, now: LATER, turn, reservation, charge: 320, until: LATER + 15 * MINUTE };
}

/** The claim of the next epoch of a turn as it is stored now. */
export async function aTakeover(store: StoreUnderTest, ref: TurnRef, change: Partial<Claim> = {}): Promise<Claim> {
  const { turn, session, reservation } = await readTurn(store, ref);
  const claim = aClaim(ref, {
    epoch: turn.epoch + 1,
    now: LATER,
    leaseUntil: LATER + 10_000,
    usage: USED,
    previous: turn,
    session: { version: session.version },
    ...change,
  });
  return { ...claim, reservation: { ...claim.reservation, previous: reservation } };
}

/** The claim of another turn of the session, which ends a parked one. */
export async function aClaimBeside(store: StoreUnderTest, parked: TurnRef, change: Partial<Claim> = {}) {
  const { session, turn } = await readTurn(store, parked);
  const ref = { ...parked, turnId: crypto.randomUUID() };
  const abandon = {
    turnId: parked.turnId,
    epoch: turn.epoch,
    outcome: aborted(parked),
    usage: NO_USAGE,
    messageSeq: 0,
    frame: abortedFrame(parked, turn.epoch + 1),
  };
  return aClaim(ref, {
    session: { version: session.version },
    abandon,
    message: message(session.nextSeq, 'next', { turnId: ref.turnId }),
    ...change,
  });
}
