import type { Severity, Telemetry, TurnSummary } from '#ports/telemetry';

export interface TelemetryDeps {
  /** For example `dev` or `prod`. Each stage has its own metric namespace, `Coachstream/<stage>`. */
  readonly stage: string;
  /** Name of the function. It is a field of every log line, not a metric dimension. */
  readonly function: string;
  readonly now: () => number;
  /** Writes one JSON object per line, to standard output on Lambda. */
  readonly write: (line: string) => void;
}

interface Metric {
  readonly name: string;
  readonly unit: 'Count' | 'Milliseconds';
  readonly value: number;
}

/**
 * Log lines and metrics as single JSON lines on standard output. Metrics use CloudWatch's embedded metric format, so
 * they need no API call.
 * JSON.stringify escapes line breaks and control characters, so no value can forge a line.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function createTelemetry({ stage, function: name, now, write }: TelemetryDeps): Telemetry {
  const line = (level: Severity, message: string, facts: Readonly<Record<string, unknown>>) =>
    write(
      escapeControls(
        JSON.stringify({
          timestamp: new Date(now()).toISOString(),
          level: level.toUpperCase(),
          function: name,
          message,
          ...facts,
        }),
      ),
    );

  const metrics = (
    message: string,
    values: readonly Metric[],
    dimensions: Readonly<Record<string, string>>,
    facts: object = {},
  ) =>
    line('info', message, {
      ...facts,
      _aws: {
        Timestamp: now(),
        CloudWatchMetrics: [
          {
            Namespace: `Coachstream/${stage}`,
            Dimensions: [Object.keys(dimensions)],
            Metrics: values.map((metric) => ({ Name: metric.name, Unit: metric.unit })),
          },
        ],
      },
      ...dimensions,
      ...Object.fromEntries(values.map((metric) => [metric.name, metric.value])),
    });

  return {
    turn: (summary) =>
      metrics('turn', metricsOf(summary), { kind: summary.kind, frontDoor: summary.frontDoor }, summary),
    count: (metric, dimensions = {}, value = 1) =>
      metrics(metric, [{ name: metric, unit: 'Count', value }], dimensions),
    log: (severity, message, facts = {}) => line(severity, message, safeFacts(facts)),
  };
}

function metricsOf(summary: TurnSummary): Metric[] {
  const succeeded = summary.outcome === 'complete' ? 1 : 0;
  return [
    { name: 'Turns', unit: 'Count', value: 1 },
    { name: 'TurnsCompleted', unit: 'Count', value: succeeded },
    { name: 'ChargedTokens', unit: 'Count', value: summary.chargedTokens },
    { name: 'ModelRetries', unit: 'Count', value: summary.retries },
    ...(summary.firstTokenMs === undefined
      ? []
      : [{ name: 'FirstTokenTime', unit: 'Milliseconds' as const, value: summary.firstTokenMs }]),
  ];
}

/**
 * Replaces errors by their safe description, including their causes, because an adapter keeps the original error there.
 */
function safeFacts(facts: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(facts).map(([key, value]) => [key, value instanceof Error ? describe(value) : value]),
  );
}

/** Only names and stack frames, because messages of other libraries' errors can quote user text. */
function describe(error: Error, depth = 0): Record<string, unknown> {
  return {
    name: error.name,
    ...(isQuotable(error) && { message: error.message }),
    frames: error.stack
      ?.split('\n')
      .filter((frame) => frame.startsWith('    at '))
      .slice(0, 8),
    ...(error.cause instanceof Error && depth < 3 && { cause: describe(error.cause, depth + 1) }),
  };
}

/**
 * Our own errors carry a code or a kind, and their messages are safe to log. JavaScript's own errors quote names, not
 * values.
 */
const isQuotable = (error: Error): boolean =>
  'code' in error ||
  'kind' in error ||
  ['fenced', 'Error', 'TypeError', 'RangeError', 'ReferenceError'].includes(error.name);

/** DEL and C1 control characters, which JSON does not escape and terminals interpret. */
const CONTROLS = /[\u007f-\u009f]/g;
const escapeControls = (text: string) =>
  text.replace(CONTROLS, (control) => `\\u00${control.charCodeAt(0).toString(16)}`);
