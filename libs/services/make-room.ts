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
export async function makeRoom(need: Need, deps: RoomDeps): Promise<boolean> {
  const { hasRoom } = await expireDead(need, deps);
  return hasRoom;
}

/**
 * @returns whether a reserve that failed with `error` should be read and decided again: it has room now, or another
 *   process has meanwhile claimed the same turn.
 */
export async function makesRoom(error: unknown, deps: RoomDeps): Promise<boolean> {
  if (!(error instanceof BudgetExhausted)) return false;
  const { hasRoom, holds } = await expireDead(error.need, deps);
  return hasRoom || holds.some(({ ref }) => ref.turnId === error.need.ref.turnId);
}

/** @returns the living holds, when there is still no room. */
async function expireDead(
  { ref, period, tokens, limit }: Need,
  { turns, clock }: RoomDeps,
): Promise<{ readonly hasRoom: boolean; readonly holds: readonly FoundHold[] }> {
  if (tokens > limit) return { hasRoom: false, holds: [] };
  for (let rounds = 1; rounds <= MAX_ROUNDS; rounds += 1) {
    const { budget, holds } = await turns.findHolds(ref.sub, period);
    if (budget.committed + tokens <= limit) return { hasRoom: true, holds };
    const now = clock.now();
    const dead = holds.filter((hold) => hold.ref.turnId !== ref.turnId && isDead(hold, now)).slice(0, MAX_HOLDS);
    if (dead.length === 0) return { hasRoom: false, holds };
    await turns.expireHolds({ sub: ref.sub, period, now, holds: dead.map((hold) => expired(hold, now)) });
  }
  throw new CoachError('dependency_unavailable', 'the holds changed at every attempt', { retryAfterMs: 1_000 });
}

/** The hold of a running turn is dead with its lease. Other work may have the id of a turn that was stopped early. */
const isDead = ({ turn, expiresAt }: FoundHold, now: number): boolean =>
  turn?.state === 'running' ? !isAlive(turn, now) : expiresAt <= now;

const expired = ({ ref, reservation, turn, grant }: FoundHold, now: number): ExpiredHold => ({
  ref,
  reservation,
  charge: turn?.state === 'running' ? chargeOf(turn.usage) : 0,
  ...(turn?.state === 'running' && { parked: { turn, until: now + PARK_MS } }),
  ...(grant && { grant }),
});
