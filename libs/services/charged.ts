import { TIERS } from '#contract/tiers';
import { chargeOf } from '#contract/usage';
import { type Clock, type Ids, periodOf } from '#ports/clock';
import { CoachError } from '#ports/errors';
import type { Holds } from '#ports/holds';
import type { Model, ModelRequest } from '#ports/model';
import type { Reservations } from '#ports/reservations';
import type { SessionRef } from '#ports/session-records';
import type { Users } from '#ports/sessions';
import type { Telemetry } from '#ports/telemetry';
import type { TurnRef } from '#ports/turn-records';
import { checkBudget } from './limits.ts';
import { makesRoom } from './make-room.ts';
import { estimateInput } from './metering/estimate.ts';
import { createMeter, type Meter } from './metering/meter.ts';

export interface ChargedDeps {
  readonly reservations: Reservations;
  readonly turns: Holds;
  readonly users: Users;
  readonly model: Model;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly telemetry: Telemetry;
}

/** The sweeper releases the hold of a process that died after this time. */
const HOLD_MS = 5 * 60_000;

/** Maximum attempts of a write that loses a race. */
const MAX_ATTEMPTS = 5;

/**
 * Runs work that is not a turn and that the user pays for: holds its estimate and then settles the metered usage,
 * however the work ends. Nothing is charged when the model produced nothing.
 *
 * @param request - The first model call, from which the estimate is made.
 * @throws {CoachError} `budget_exhausted` before any model call; any error of the work.
 */
export async function charged<Result>(
  session: SessionRef,
  request: ModelRequest,
  deps: ChargedDeps,
  work: (meter: Meter) => Promise<Result>,
): Promise<Result> {
  const ref: TurnRef = { ...session, turnId: deps.ids.ulid() };
  await reserve(ref, request, deps);
  const meter = createMeter();
  const result = await work(meter).catch(async (error: unknown) => {
    // The caller should get the error of the work.
    await settle(ref, chargeOf(meter.read()), false, deps).catch((unsettled: unknown) => {
      deps.telemetry.log('error', 'the charge of failed work was not settled', { error: unsettled, ...idsOf(ref) });
    });
    throw error;
  });
  await settle(ref, chargeOf(meter.read()), true, deps);
  return result;
}

async function reserve(ref: TurnRef, request: ModelRequest, deps: ChargedDeps): Promise<void> {
  const { reservations, users, clock } = deps;
  const inputTokens = estimateInput(request);
  const tokens = inputTokens + request.maxTokens;
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const now = clock.now();
    const period = periodOf(now);
    const [user, budget] = await Promise.all([users.get(ref.sub), users.budget(ref.sub, period)]);
    try {
      checkBudget({ user, budget }, { ref, period, tokens, now });
    } catch (error) {
      if (await makesRoom(error, deps)) continue;
      throw error;
    }
    const limit = TIERS[user.tier].tokensPerMonth;
    const hold = { ref, now, period, tokens, inputTokens, limit, expiresAt: now + HOLD_MS };
    if (await reservations.reserve(hold)) return;
  }
  throw new CoachError('dependency_unavailable', 'the budget changed at every attempt', { retryAfterMs: 1_000 });
}

/** @throws {CoachError} `dependency_unavailable` when it could not be settled. The hold then expires. */
async function settle(ref: TurnRef, charge: number, hasDelivered: boolean, deps: ChargedDeps): Promise<void> {
  const { reservations, clock } = deps;
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const now = clock.now();
    const reservation = await reservations.find(ref, now);
    const isOver = reservation?.state === 'settled' || (charge === 0 && reservation?.state !== 'held');
    if (!reservation || isOver) return;
    const isDone =
      charge === 0
        ? await reservations.release({ ref, reservation })
        : await reservations.settle({ ref, now, reservation, charge, source: 'meter', hasDelivered, jobs: [] });
    if (isDone) return;
  }
  throw new CoachError('dependency_unavailable', 'the budget changed at every attempt', { retryAfterMs: 1_000 });
}

const idsOf = ({ sessionId, turnId }: TurnRef) => ({ sessionId, reservationId: turnId });
