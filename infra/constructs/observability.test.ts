import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { createTelemetry } from '#adapters/cloudwatch/telemetry';
import { synthesized } from '../testing.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const NAMESPACE = 'Coachstream/prod';

/** A metric with the names of its dimensions: `Turns by frontDoor,kind`. */
const nameOf = (metric: string, dimensions: readonly string[]) => `${metric} by ${[...dimensions].sort().join()}`;

/** The metrics of a turn's line, as the product writes it. */
function metricsOfTurns(): string[] {
  const lines: string[] = [];
  const telemetry = createTelemetry({ stage: 'prod', function: 'f', now: () => 0, write: (line) => lines.push(line) });
  const [noTokens, noTime] = [{ inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, chargedTokens: 0 }, 0];
  telemetry.turn({
    ...{ requestId: 'r', kind: 'k', sessionId: 's', turnId: 't', frontDoor: 'rest', epoch: 1, outcome: 'complete' },
    ...{ firstTokenMs: noTime, durationMs: noTime, steps: 1, retries: 0, ...noTokens },
  });
  const [{ Namespace, Dimensions, Metrics }] = JSON.parse(lines[0] ?? '')._aws.CloudWatchMetrics;
  expect(Namespace).toBe(NAMESPACE);
  return Metrics.map(({ Name }: { Name: string }) => nameOf(Name, Dimensions[0]));
}

/** The counters in the source of the product: `telemetry.count('Refusals', { code })`. */
function counters(): string[] {
  const files = ['libs', 'functions'].flatMap((folder) =>
    (readdirSync(`${ROOT}${folder}`, { recursive: true }) as string[])
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
      .map((file) => readFileSync(`${ROOT}${folder}/${file}`, 'utf8')),
  );
  return files.flatMap((text) =>
    [...text.matchAll(/telemetry\.count\(\s*'(\w+)'(?:, \{([^}]*)\})?/g)].map(([, metric = '', dimensions = '']) =>
      nameOf(
        metric,
        [...dimensions.matchAll(/(?:^|,)\s*(\w+)/g)].map(([, name = '']) => name),
      ),
    ),
  );
}

describe('the dashboard and the alarms', () => {
  let body: string;
  let alarms: string[];
  beforeAll(async () => {
    const app = (await synthesized('prod')).template('app');
    const [dashboard] = Object.values(app.findResources('AWS::CloudWatch::Dashboard'));
    body = dashboard?.['Properties'].DashboardBody['Fn::Join'][1]
      .filter((part: unknown) => typeof part === 'string')
      .join('…');
    alarms = Object.values(app.findResources('AWS::CloudWatch::Alarm')).flatMap(({ Properties }) => {
      const parts = (Properties.Metrics ?? []) as { MetricStat?: { Metric: Metric } }[];
      const metrics: Metric[] = Properties.Metrics
        ? parts.flatMap(({ MetricStat }) => MetricStat?.Metric ?? [])
        : [Properties];
      return metrics
        .filter((metric) => metric.Namespace === NAMESPACE)
        .map(({ MetricName, Dimensions = [] }) =>
          nameOf(
            MetricName,
            Dimensions.map(({ Name }) => Name),
          ),
        );
    });
  });

  it('alarms and the dashboard watch only metrics that the product writes, by the same dimensions', () => {
    const searched = [...body.matchAll(/SEARCH\('\{Coachstream\/prod,([\w,]+)\} MetricName=\\+"(\w+)\\+"'/g)];
    const watched = [
      ...alarms,
      ...searched.map(([, dimensions = '', metric = '']) => nameOf(metric, dimensions.split(','))),
    ];
    const written = [...metricsOfTurns(), ...counters()];

    expect(new Set(alarms).size).toBe(5);
    expect(searched).toHaveLength(9);
    expect(watched.filter((name) => !written.includes(name))).toEqual([]);
  });

  it('the dashboard shows turns, refusals, the API, every function and the jobs', () => {
    const titles = [...body.matchAll(/"title":"([^"]+)"/g)].map(([, title]) => title);

    expect(titles).toEqual([
      ...['Turns', 'Turns completed', 'First token, ms', 'Tokens charged'],
      ...['Refusals', 'Turns failed, taken over', 'API', 'API latency p95, ms'],
      ...['Errors', 'Throttles', 'Duration p95, ms', 'Builds and jobs'],
    ]);
    for (const metric of ['Errors', 'Throttles', 'Duration']) {
      expect(body.match(new RegExp(`"AWS/Lambda","${metric}"`, 'g')), metric).toHaveLength(10);
    }
  });
});

interface Metric {
  readonly Namespace?: string;
  readonly MetricName: string;
  readonly Dimensions?: readonly { readonly Name: string }[];
}
