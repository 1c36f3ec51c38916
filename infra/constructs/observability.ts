import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Dashboard, GraphWidget, type IMetric, type IWidget, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Aws, Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import type { Alarms } from './alarms.ts';
import type { Jobs } from './jobs.ts';
import type { ProductFunction } from './product-function.ts';

const PERIOD = Duration.minutes(5);

/** Model requests for each claimed turn. The same turn, posted many times at once, causes more. */
const MAX_REQUESTS_PER_CLAIM = 1.2;

export interface ObservabilityProps {
  readonly config: StageConfig;
  readonly alarms: Alarms;
  readonly functions: readonly ProductFunction[];
  /** Deployed coach kinds, in the metrics' spelling. */
  readonly kinds: readonly string[];
  readonly api: RestApi;
  readonly jobs: Jobs;
}

/** The dashboard, and the alarms that do not belong to a single function. */
export class Observability extends Construct {
  readonly dashboardUrl: string;

  constructor(scope: Construct, id: string, props: ObservabilityProps) {
    super(scope, id);
    const metrics = metricsOf(props.config.stage);
    const dashboardName = `coachstream-${props.config.stage}`;
    new Dashboard(this, 'Dashboard', {
      dashboardName,
      widgets: [turnWidgets(metrics), doorWidgets(metrics, props), workWidgets(metrics, props)],
    });
    const console = `https://${Aws.REGION}.console.aws.amazon.com/cloudwatch/home?region=${Aws.REGION}`;
    this.dashboardUrl = `${console}#dashboards/dashboard/${dashboardName}`;
    this.#watch(metrics, props);
  }

  #watch({ own }: Metrics, { alarms, config, api, kinds }: ObservabilityProps): void {
    const firstToken = config.settings.FIRST_TOKEN_ALARM_MS;
    for (const kind of kinds) {
      alarms.add(this, `FirstToken-${kind}`, {
        name: `first-token-${kind}`,
        metric: own('FirstTokenTime', 'p95', { kind, frontDoor: 'function_url' }),
        threshold: firstToken.coaches[kind] ?? firstToken.everyCoach,
        periods: 3,
        says: `The 95th percentile of the first token time of ${kind} is above its limit.`,
        heading: 'first-tokens-are-slow',
      });
      // The only alarm on two metrics: neither count says anything alone, because both grow with the traffic.
      alarms.add(this, `RequestsPerClaim-${kind}`, {
        name: `requests-per-claim-${kind}`,
        metric: new MathExpression({
          expression: '(passed + FILL(lost, 0)) / passed',
          usingMetrics: {
            passed: own('ClaimsPassed', 'Sum', { kind }),
            lost: own('RequestsOfFailedClaims', 'Sum', { kind }),
          },
          period: PERIOD,
          label: 'model requests for each claimed turn',
        }),
        threshold: MAX_REQUESTS_PER_CLAIM,
        periods: 3,
        says: `The model of ${kind} is asked more often than turns are claimed.`,
        heading: 'more-model-requests-than-turns',
      });
    }
    // An alarm each, so that its history shows whether requests were refused or answers broke off.
    alarms.add(this, 'InternalRefusals', {
      name: 'internal-refusals',
      metric: own('Refusals', 'Sum', { code: 'internal' }),
      threshold: 1,
      says: 'A request was refused with an unexpected error.',
      heading: 'internal-errors',
    });
    alarms.add(this, 'InternalFailures', {
      name: 'internal-failures',
      metric: own('TurnsFailed', 'Sum', { code: 'internal' }),
      threshold: 1,
      says: 'A turn failed with an unexpected error.',
      heading: 'internal-errors',
    });
    alarms.add(this, 'ModelUnavailable', {
      name: 'model-unavailable',
      metric: own('TurnsFailed', 'Sum', { code: 'model_unavailable' }),
      threshold: 1,
      says: 'Turns failed because the model did not answer or cannot be used.',
      heading: 'the-model-does-not-answer',
    });
    alarms.add(this, 'ApiErrors', {
      name: 'api-errors',
      metric: api.metricServerError({ statistic: 'Sum', period: PERIOD }),
      threshold: 5,
      says: 'The API answers with 5xx.',
      heading: 'the-api-answers-with-5xx',
    });
  }
}

const turnWidgets = ({ every }: Metrics): IWidget[] => [
  graph('Turns', [every('Turns', 'Sum', ['kind', 'frontDoor'])]),
  graph('Turns completed', [every('TurnsCompleted', 'Sum', ['kind', 'frontDoor'])]),
  graph('First token, ms', [
    every('FirstTokenTime', 'p50', ['kind', 'frontDoor']),
    every('FirstTokenTime', 'p95', ['kind', 'frontDoor']),
  ]),
  graph('Tokens charged', [every('ChargedTokens', 'Sum', ['kind', 'frontDoor'])]),
];

const doorWidgets = ({ every }: Metrics, { api }: ObservabilityProps): IWidget[] => [
  graph('Refusals', [every('Refusals', 'Sum', ['code'])]),
  graph('Turns failed, taken over', [every('TurnsFailed', 'Sum', ['code']), every('TurnsFenced', 'Sum', ['kind'])]),
  graph('API', [api.metricCount(), api.metricClientError(), api.metricServerError()]),
  graph('API latency p95, ms', [api.metricLatency({ statistic: 'p95' })]),
];

const workWidgets = ({ own, every }: Metrics, { functions, jobs }: ObservabilityProps): IWidget[] => [
  graph(
    'Errors',
    functions.map(({ handler }) => handler.metricErrors()),
  ),
  graph(
    'Throttles',
    functions.map(({ handler }) => handler.metricThrottles()),
  ),
  graph(
    'Duration p95, ms',
    functions.map(({ handler }) => handler.metricDuration({ statistic: 'p95' })),
  ),
  graph('Builds and jobs', [
    own('BuildsReady', 'Sum'),
    every('BuildsFailed', 'Sum', ['code']),
    jobs.failures.metricNumberOfMessagesSent({ statistic: 'Sum' }),
    jobs.deadLetters.metricApproximateNumberOfMessagesVisible(),
  ]),
];

const graph = (title: string, metrics: readonly IMetric[]) =>
  new GraphWidget({ title, left: [...metrics], width: 6, height: 6 });

type Metrics = ReturnType<typeof metricsOf>;

/** Metrics that the functions emit, in the stage's namespace. */
function metricsOf(stage: string) {
  const namespace = `Coachstream/${stage}`;
  return {
    /** A single metric. */
    own: (metricName: string, statistic: string, dimensionsMap: Record<string, string> = {}) =>
      new Metric({ namespace, metricName, dimensionsMap, statistic, period: PERIOD }),
    /** A search over all values of its dimensions. Only graphs can use it, because alarms do not support searches. */
    every: (metricName: string, statistic: string, dimensions: readonly string[]) =>
      new MathExpression({
        expression: `SEARCH('{${[namespace, ...dimensions].join(',')}} MetricName="${metricName}"', '${statistic}', ${PERIOD.toSeconds()})`,
        usingMetrics: {},
        label: statistic === 'Sum' ? '' : statistic,
        period: PERIOD,
      }),
  };
}
