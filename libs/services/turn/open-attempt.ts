import { addUsage, type Usage } from '#contract/usage';
import type { CoachKind } from '#domain/coach';
import type { Work } from '#domain/side-work';
import { createMeter, type Meter } from '../metering/meter.ts';
import type { Plan } from './plan.ts';
import { createWork } from './side-calls.ts';
import { openTokenHold, type TokenHold } from './token-hold.ts';
import type { TurnDeps } from './turn-deps.ts';
import { createTurnProgress, type TurnProgress } from './turn-progress.ts';

/** One attempt to produce a turn: its meters, and the signal that ends it. */
export interface Attempt<Body, State> {
  readonly coach: CoachKind<Body, State>;
  readonly planned: Plan<Body, State>;
  readonly progress: TurnProgress;
  /** Meters the answer over all attempts. Side calls have a separate meter. */
  readonly meter: Meter;
  readonly hold: TokenHold;
  /** The session's window from now on, when the model has refused a longer one. */
  readonly shorterWindow: { messages?: number };
  /** The turn's total usage, side calls included. */
  readonly used: () => Usage;
  /** Ends the production; the reason is what the production throws. */
  readonly stop: AbortController;
  /** @param signal - Ends every call of the work. */
  readonly workFor: (signal: AbortSignal) => Work;
  /** Resolves with the claim; never when it fails. */
  readonly claimed: Promise<void>;
  readonly acknowledge: () => void;
  /** Whether the hold has room for side calls. Known only after the claim when the hold has to be extended for them. */
  readonly hasSideRoom: Promise<boolean>;
}

export function openAttempt<Body, State>(
  coach: CoachKind<Body, State>,
  planned: Plan<Body, State>,
  deps: TurnDeps,
): Attempt<Body, State> {
  const { claim, reservation, question, usedBefore, isCovered, asksBesideClaim } = planned;
  const { ref } = claim;
  const openMeter = deps.openMeter ?? createMeter;
  const progress = createTurnProgress(planned, deps);
  const meter = openMeter(usedBefore);
  const sideMeter = openMeter();
  const hold = openTokenHold({
    turns: deps.turns,
    clock: deps.clock,
    ref,
    period: claim.reservation.period,
    limit: claim.reservation.limit,
    sideTokens: question.sideTokens,
    reservation,
    epoch: progress.epoch,
    used: () => ({ answer: meter.read(), side: sideMeter.read() }),
  });
  const { promise: claimed, resolve: acknowledge } = Promise.withResolvers<void>();
  const stop = new AbortController();
  const side = { ...deps, ref, hold, claimed, meter: sideMeter, asksBesideClaim };
  const hasSideRoom = coach.limits.side ? roomForSide(isCovered, claimed, hold) : Promise.resolve(false);
  hasSideRoom.catch(() => undefined); // `prepare` and `beside` handle the error when they need the room
  return {
    coach,
    planned,
    progress,
    meter,
    hold,
    shorterWindow: {},
    used: () => addUsage(meter.read(), sideMeter.read()),
    stop,
    workFor: (signal) => createWork(side, signal),
    claimed,
    acknowledge,
    hasSideRoom,
  };
}

async function roomForSide(isCovered: boolean, claimed: Promise<void>, hold: TokenHold): Promise<boolean> {
  if (isCovered) return true;
  await claimed;
  const isCoveredNow = await hold.cover(0);
  if (!isCoveredNow) hold.closeSide();
  return isCoveredNow;
}
