import type { CoachError } from '#ports/errors';
import type { TurnRef } from '#ports/turn-records';
import { closeTurn, isUnfinished, parkTurn, type Unfinished } from './close-turn.ts';
import { inProgress, isAlive } from './decide.ts';
import type { TurnDeps } from './turn-deps.ts';

/** Why a turn cannot continue, and what this process knows of it. */
interface GivenUp {
  /** Absent when a stop was requested. */
  readonly code: CoachError['code'] | undefined;
  /** This process has sent something of the model's. A producer that was too late could not store that. */
  readonly hasShown: boolean;
}

/** Ends a turn that cannot continue. */
export async function giveUp(ref: TurnRef, { code, hasShown }: GivenUp, deps: TurnDeps): Promise<void> {
  const found = await deps.turns.find(ref);
  if (!isUnfinished(found)) return;
  const { turn, ...rest } = found as Unfinished;
  await closeTurn(ref, { ...rest, turn: { ...turn, ...(hasShown && { wasShown: true }) } }, deps, code);
}

/** Parks a turn whose producer is dead. @throws {CoachError} `turn_in_progress` when the producer is alive. */
export async function parkIfDead(ref: TurnRef, deps: TurnDeps): Promise<void> {
  const found = await deps.turns.find(ref);
  if (found.turn && isAlive(found.turn, deps.clock.now())) throw inProgress(ref.turnId);
  if (found.turn?.state !== 'running' || !isUnfinished(found)) return;
  if (found.turn.stopAt !== undefined) {
    await closeTurn(ref, found as Unfinished, deps);
    return;
  }
  if (await parkTurn(ref, found as Unfinished, deps)) deps.telemetry.count('TurnsParked', { kind: ref.kind });
}
