import { chargeOf } from '#contract/usage';
import type { Clock } from '#ports/clock';
import { CoachError } from '#ports/errors';
import type { ExpiredHold, FoundHold, Holds } from '#ports/holds';
import { BudgetExhausted, type Need } from './limits.ts';
import { isAlive } from './turn/decide.ts';
import { PARK_MS } from './turn/parameters.ts';

interface RoomDeps {
  readonly turns: Holds;
  readonly clock: Clock;
}

/** Holds of one transaction: each takes up to three of its 100 items. */
const MAX_HOLDS = 20;

/** Maximum attempts, of which each expires holds or loses a race. */
const MAX_ROUNDS = 10;

/**
 * Expires the user's dead holds when the budget lacks room, so that a dead hold never refuses a living person.
 *
 * @returns whether the budget has room now.
 */
export async function makeRoom({ ref, period, tokens, limit }: Need, { turns, clock }: RoomDeps): Promise<boolean> {
  if (tokens > limit) return false;
  for (let rounds = 1; rounds <= MAX_ROUNDS; rounds += 1) {
    const { budget, holds } = await turns.findHolds(ref.sub, period);
    if (budget.committed + tokens <= limit) return true;
    const now = clock.now();
    const dead = holds.filter((hold) => hold.ref.turnId !== ref.turnId && isDead(hold, now)).slice(0, MAX_HOLDS);
    if (dead.length === 0) return false;
    await turns.expireHolds({ sub: ref.sub, period, now, holds: dead.map((hold) => expired(hold, now)) });
  }
  throw new CoachError('dependency_unavailable', 'the holds changed at every attempt', { retryAfterMs: 1_000 });
}

/** @returns whether a reserve that failed with `error` has room now: read again then. */
export const makesRoom = async (error: unknown, deps: RoomDeps): Promise<boolean> =>
  error instanceof BudgetExhausted && (await makeRoom(error.need, deps));

/** The hold of a turn is dead with its lease. */
const isDead = ({ turn, expiresAt }: FoundHold, now: number): boolean =>
  turn ? turn.state === 'running' && !isAlive(turn, now) : expiresAt <= now;

const expired = ({ ref, reservation, turn, grant }: FoundHold, now: number): ExpiredHold => ({
  ref,
  reservation,
  charge: turn ? chargeOf(turn.usage) : 0,
  ...(turn && { parked: { turn, until: now + PARK_MS } }),
  ...(grant && { grant }),
});
