import type { CoachEvent } from '#contract/events';
import type { Frame } from '#contract/sse';
import type { Usage } from '#contract/usage';
import { isoOf } from '#ports/clock';
import { Fenced } from '#ports/errors';
import type { Beat } from '#ports/turns';
import { type ClosedLog, createEventLog, type EventLog } from './event-log.ts';
import { LEASE_MS } from './parameters.ts';
import type { Plan } from './plan.ts';
import type { TurnDeps } from './turn-deps.ts';

/** A claimed turn on its way through its epochs: which one is on, and what has been said in it. */
export interface TurnProgress {
  epoch(): number;
  record(event: CoachEvent): Frame;
  /** Whether the person has seen anything of the model's, in any epoch of this attempt. */
  hasDelivered(): boolean;
  checkpoint(): Promise<void>;
  beat(leaseUntil: number, usage: Usage): Promise<Beat>;
  /** Numbers the last events; see `EventLog.close`. */
  close(events: readonly CoachEvent[]): Promise<ClosedLog>;
  /** What the epoch opens with: a later one first drops what was said before. */
  opening(): readonly CoachEvent[];
  /** Begins the next epoch, with an empty log. @throws {Fenced} when the turn is no longer ours. */
  restart(): Promise<void>;
}

const DELIVERED: ReadonlySet<CoachEvent['type']> = new Set(['thinking', 'chunk', 'tool']);

export function createTurnProgress<Body, State>(
  planned: Plan<Body, State>,
  { turns, clock, telemetry }: TurnDeps,
): TurnProgress {
  const { ref } = planned.claim;
  const openLog = (epoch: number): EventLog =>
    createEventLog({
      epoch,
      append: (batch, frames) => turns.appendEvents(ref, epoch, batch, frames),
      onFailure: (error) => telemetry.log('warn', 'a checkpoint failed', { error, turnId: ref.turnId }),
    });
  let epoch = planned.claim.epoch;
  let log = openLog(epoch);
  let hasDelivered = false;

  return {
    epoch: () => epoch,
    record(event) {
      hasDelivered ||= DELIVERED.has(event.type);
      return log.record(event);
    },
    hasDelivered: () => hasDelivered,
    checkpoint: () => log.checkpoint(),
    async beat(leaseUntil, usage) {
      const beaten = epoch;
      const answer = await turns.heartbeat(ref, beaten, { leaseUntil, usage });
      return beaten === epoch ? answer : 'alone'; // we went on to the next epoch while the beat was on its way
    },
    close: (events) => log.close(events),
    opening: () => [
      ...(epoch > 1 ? [{ type: 'reset' as const, epoch }] : []),
      {
        type: 'start',
        turnId: ref.turnId,
        epoch,
        sessionId: ref.sessionId,
        turnsUsed: planned.turnsUsed,
        turnsRemaining: planned.turnsRemaining,
        budgetRemaining: Math.max(0, planned.budgetRemaining),
        expiresAt: planned.question.context.session.expiresAt,
        serverTime: isoOf(clock.now()),
      },
      ...(planned.grant ? [{ type: 'trial_started' as const, kind: planned.grant }] : []),
    ],
    async restart() {
      if (!(await turns.restart(ref, epoch, clock.now() + LEASE_MS))) throw new Fenced('lost before a restart');
      epoch += 1;
      log = openLog(epoch);
    },
  };
}
