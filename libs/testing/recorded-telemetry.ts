import type { Severity, Telemetry, TurnSummary } from '#ports/telemetry';

export interface RecordedTelemetry extends Telemetry {
  readonly turns: readonly TurnSummary[];
  readonly counts: ReadonlyMap<string, number>;
  /** What each count was counted by, in the order of the calls. */
  readonly dimensions: readonly Readonly<Record<string, string>>[];
  readonly lines: readonly { readonly severity: Severity; readonly message: string; readonly facts: unknown }[];
}

/** Telemetry that records its calls. */
export function createRecordedTelemetry(): RecordedTelemetry {
  const turns: TurnSummary[] = [];
  const counts = new Map<string, number>();
  const recorded: Readonly<Record<string, string>>[] = [];
  const lines: { severity: Severity; message: string; facts: unknown }[] = [];
  return {
    turns,
    counts,
    dimensions: recorded,
    lines,
    turn: (summary) => void turns.push(summary),
    count: (metric, dimensions = {}, value = 1) => {
      counts.set(metric, (counts.get(metric) ?? 0) + value);
      recorded.push(dimensions);
    },
    log: (severity, message, facts) => void lines.push({ severity, message, facts }),
  };
}
