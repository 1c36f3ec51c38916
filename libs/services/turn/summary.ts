import { type CoachEvent, isShown, type TerminalEvent } from '#contract/events';
import { chargeOf, type Usage } from '#contract/usage';
import type { Claim } from '#ports/turns';
import type { Production } from './answer.ts';
import type { Asked, TurnDeps } from './turn-deps.ts';

/** The log line of an attempt: ids and numbers, never text. */
export interface Summary {
  shown(event: CoachEvent): void;
  produced(production: Production): void;
  ended(event: TerminalEvent, epoch: number, usage: Usage): void;
  fenced(epoch: number): void;
}

export function createSummary(
  { ref }: Claim,
  { requestId, frontDoor, startedAt }: Asked,
  { clock, telemetry }: TurnDeps,
): Summary {
  let firstTokenMs: number | undefined;
  let production: Production | undefined;
  return {
    shown(event) {
      if (isShown(event)) firstTokenMs ??= clock.now() - startedAt;
    },
    produced(whole) {
      production = whole;
    },
    ended(event, epoch, usage) {
      telemetry.turn({
        requestId,
        frontDoor,
        kind: ref.kind,
        sessionId: ref.sessionId,
        turnId: ref.turnId,
        epoch,
        outcome: event.type === 'error' ? event.code : event.type,
        ...(production && { stopReason: production.stopReason }),
        ...(firstTokenMs !== undefined && { firstTokenMs }),
        durationMs: clock.now() - startedAt,
        inputTokens: usage.inputTokens,
        outputTokens: usage.outputTokens,
        cacheReadTokens: usage.cacheReadTokens,
        chargedTokens: chargeOf(usage),
        steps: production?.steps ?? 0,
        retries: production?.retries ?? 0,
      });
      // The Lambda itself succeeds, so the alarm on internal errors needs this metric.
      if (event.type === 'error') telemetry.count('TurnsFailed', { code: event.code });
    },
    fenced(epoch) {
      telemetry.count('TurnsFenced', { kind: ref.kind });
      telemetry.log('warn', 'a turn is no longer ours', { turnId: ref.turnId, epoch });
    },
  };
}
