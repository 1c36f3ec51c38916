import { readFileSync } from 'node:fs';
import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { COACH_ROWS } from '#contract/coaches';
import { synthesized } from '../testing.ts';

const manual = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');

describe('alarms', () => {
  it('every alarm links to an existing heading of docs/operations.md', async () => {
    const alarms = (await synthesized('prod')).template('app').findResources('AWS::CloudWatch::Alarm');
    const anchors = Object.values(alarms).map(({ Properties }) => anchorOf(Properties.AlarmDescription));

    expect(anchors.length).toBeGreaterThan(10);
    expect(anchors.filter((anchor) => !headings().includes(anchor))).toEqual([]);
  });

  it('every alarm publishes to the topic that emails ALARM_EMAIL', async () => {
    const app = (await synthesized('prod', { ALARM_EMAIL: 'ops@example.com' })).template('app');

    app.allResourcesProperties('AWS::CloudWatch::Alarm', {
      AlarmActions: [{ Ref: Match.stringLikeRegexp('^AlarmsTopic') }],
    });
    app.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: 'ops@example.com' });
    app.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: Match.objectLike({
        Statement: Match.arrayWith([
          Match.objectLike({
            Action: 'sns:Publish',
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Effect: 'Allow',
          }),
        ]),
      }),
    });
  });

  it.each([
    ['job-failures', 'NumberOfMessagesSent', 1],
    ['dead-letters', 'ApproximateNumberOfMessagesVisible', 1],
    ['coach-api-errors', 'Errors', 1],
    ['stream-coach-creator-session-concurrency', 'ConcurrentExecutions', 80],
    ['build-coach-config-concurrency', 'ConcurrentExecutions', 8],
    ['api-errors', '5XXError', 5],
  ])('creates the alarm %s on the metric %s with the threshold %d', async (name, metric, threshold) => {
    (await synthesized('prod')).template('app').hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: `coachstream-prod-${name}`,
      MetricName: metric,
      Threshold: threshold,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    });
  });

  it.each([
    ['internal-refusals', 'Refusals'],
    ['internal-failures', 'TurnsFailed'],
  ])('the alarm %s counts the internal errors of the metric %s', async (name, metric) => {
    (await synthesized('prod')).template('app').hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: `coachstream-prod-${name}`,
      Namespace: 'Coachstream/prod',
      MetricName: metric,
      Dimensions: [{ Name: 'code', Value: 'internal' }],
      Threshold: 1,
    });
  });

  it('no alarm but those of a ratio watches two metrics', async () => {
    const alarms = (await synthesized('prod')).template('app').findResources('AWS::CloudWatch::Alarm');
    const names = Object.values(alarms).flatMap(({ Properties }) => (Properties.Metrics ? [Properties.AlarmName] : []));

    expect(names.sort()).toEqual(COACH_ROWS.map(({ kind }) => `coachstream-prod-requests-per-claim-${kind}`).sort());
  });

  it('an alarm goes off when the sweeper has not run for five minutes, also without any data', async () => {
    (await synthesized('prod')).template('app').hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'coachstream-prod-cleanup-expired-sessions-missing',
      MetricName: 'Invocations',
      Period: 300,
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
    });
  });

  it('an alarm compares the model requests with the claimed turns', async () => {
    (await synthesized('prod')).template('app').hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'coachstream-prod-requests-per-claim-coach_creator',
      Threshold: 1.2,
      Metrics: Match.arrayWith(
        ['ClaimsPassed', 'RequestsOfFailedClaims'].map((MetricName) =>
          Match.objectLike({
            MetricStat: Match.objectLike({
              Metric: {
                Namespace: 'Coachstream/prod',
                MetricName,
                Dimensions: [{ Name: 'kind', Value: 'coach_creator' }],
              },
            }),
          }),
        ),
      ),
    });
  });

  it.each(COACH_ROWS)('an alarm watches the 95th percentile of the first token time of $kind', async ({ kind }) => {
    (await synthesized('prod')).template('app').hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: `coachstream-prod-first-token-${kind}`,
      Namespace: 'Coachstream/prod',
      MetricName: 'FirstTokenTime',
      ExtendedStatistic: 'p95',
      Dimensions: Match.arrayWith([{ Name: 'kind', Value: kind }]),
      Threshold: kind === 'game_coach' ? 8000 : 5000,
    });
  });

  it('FIRST_TOKEN_ALARM_MS sets the limit of one coach and of all others', async () => {
    const { template } = await synthesized('dev', { FIRST_TOKEN_ALARM_MS: '700,coach_creator=900' });

    for (const { kind } of COACH_ROWS) {
      template('app').hasResourceProperties('AWS::CloudWatch::Alarm', {
        AlarmName: `coachstream-dev-first-token-${kind}`,
        Threshold: kind === 'coach_creator' ? 900 : 700,
      });
    }
  });
});

const anchorOf = (description: string) => /docs\/operations\.md#([\w-]+)$/.exec(description)?.[1] ?? description;

/** Anchors that GitHub creates for headings. */
const headings = () =>
  [...manual.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replace(/\s/g, '-'),
  );
