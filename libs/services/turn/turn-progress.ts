import { type CoachEvent, isShown } from '#contract/events';
import type { Frame } from '#contract/sse';
import type { Usage } from '#contract/usage';
import { isoOf } from '#ports/clock';
import { Fenced } from '#ports/errors';
import type { Beat } from '#ports/turns';
import { type ClosedLog, createEventLog, type EventLog } from './event-log.ts';
import { LEASE_MS } from './parameters.ts';
import type { Plan } from './plan.ts';
import type { TurnDeps } from './turn-deps.ts';

/** The progress of a claimed turn through its epochs: the current epoch, and what was sent in it. */
export interface TurnProgress {
  epoch(): number;
  record(event: CoachEvent): Frame;
  /** Whether a reader was shown any output of the model, in any attempt at the turn. */
  hasShown(): boolean;
  checkpoint(): Promise<void>;
  beat(leaseUntil: number, usage: Usage): Promise<Beat>;
  /** The usage that the turn pays for when this attempt is fenced: as last stored. */
  storedUsage(): Usage;
  /** Reads the turn, for a stop or a fence between two heartbeats. */
  check(): Promise<Beat>;
  /** The text of the answer that was sent in this epoch. */
  text(): string;
  /** Numbers the last events; see `EventLog.close`. */
  close(events: readonly CoachEvent[]): Promise<ClosedLog>;
  /** The first events of an epoch. A later epoch first resets what was shown before. */
  opening(): readonly CoachEvent[];
  /** Begins the next epoch, with an empty log. @throws {Fenced} when another producer owns the turn. */
  restart(): Promise<void>;
}

const UNKNOWN: Beat = { isFollowed: false, isStopped: false };

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
  let hasShown = planned.wasShownBefore;
  let text = '';
  let storedUsage = planned.claim.usage;

  return {
    storedUsage: () => storedUsage,
    epoch: () => epoch,
    record(event) {
      hasShown ||= isShown(event);
      if (event.type === 'chunk') text += event.text;
      return log.record(event);
    },
    hasShown: () => hasShown,
    text: () => text,
    checkpoint: () => log.checkpoint(),
    async beat(leaseUntil, usage) {
      const beaten = epoch;
      const answer = await turns.heartbeat(ref, beaten, { leaseUntil, usage, wasShown: hasShown });
      if (answer !== 'lost') storedUsage = usage;
      // The next epoch may have begun before the heartbeat was answered.
      return answer === 'lost' && beaten !== epoch ? UNKNOWN : answer;
    },
    async check() {
      const checked = epoch;
      const turn = await turns.read(ref);
      if (checked !== epoch) return UNKNOWN;
      if (turn?.epoch !== epoch || turn.state !== 'running') return 'lost';
      return { isFollowed: false, isStopped: turn.stopAt !== undefined };
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
      text = '';
    },
  };
}
