import type { Severity, Telemetry, TurnSummary } from '#ports/telemetry';

export interface RecordedTelemetry extends Telemetry {
  readonly turns: readonly TurnSummary[];
  readonly counts: ReadonlyMap<string, number>;
  readonly lines: readonly { readonly severity: Severity; readonly message: string; readonly facts: unknown }[];
}

/** Telemetry that records its calls. */
export function createRecordedTelemetry(): RecordedTelemetry {
  const turns: TurnSummary[] = [];
  const counts = new Map<string, number>();
  const lines: { severity: Severity; message: string; facts: unknown }[] = [];
  return {
    turns,
    counts,
    lines,
    turn: (summary) => void turns.push(summary),
    count: (metric, _dimensions, value = 1) => void counts.set(metric, (counts.get(metric) ?? 0) + value),
    log: (severity, message, facts) => void lines.push({ severity, message, facts }),
  };
}
