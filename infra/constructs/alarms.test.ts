import { readFileSync } from 'node:fs';
import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { COACH_ROWS } from '#contract/coaches';
import { synthesized } from '../testing.ts';

const manual = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');

const SET = { ALARM_EMAIL: 'ops@example.com', STREAM_CONCURRENCY: '0' };

describe('alarms', () => {
  it('every alarm links to an existing heading of docs/operations.md', async () => {
    const alarms = (await synthesized('prod')).template('app').findResources('AWS::CloudWatch::Alarm');
    const anchors = Object.values(alarms).map(({ Properties }) => anchorOf(Properties.AlarmDescription));

    expect(anchors.length).toBeGreaterThan(20);
    expect(anchors.filter((anchor) => !headings().includes(anchor))).toEqual([]);
  });

  it('every alarm publishes to the topic that emails ALARM_EMAIL', async () => {
    const app = (await synthesized('prod', SET)).template('app');

    app.allResourcesProperties('AWS::CloudWatch::Alarm', {
      AlarmActions: [{ Ref: Match.stringLikeRegexp('^AlarmsTopic') }],
    });
    app.resourceCountIs('AWS::SNS::Subscription', 1);
    app.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: 'ops@example.com' });
    app.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: Match.objectLike({
        Statement: Match.arrayWith([
          Match.objectLike({
            Action: 'sns:Publish',
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Effect: 'Allow',
            // Otherwise alarms of other accounts could publish too.
            Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          }),
        ]),
      }),
    });
  });

  it('no email is sent where no address is set', async () => {
    (await synthesized('prod')).template('app').resourceCountIs('AWS::SNS::Subscription', 0);
  });

  it('no alarm watches the concurrency of a function that is stopped', async () => {
    const alarms = (await synthesized('prod', SET)).template('app').findResources('AWS::CloudWatch::Alarm');
    const names = Object.values(alarms).map(({ Properties }) => Properties.AlarmName);

    expect(names.filter((name) => name.endsWith('-concurrency')).sort()).toEqual([
      'coachstream-prod-build-coach-config-concurrency',
      'coachstream-prod-delete-user-data-concurrency',
      'coachstream-prod-generate-asset-concurrency',
      'coachstream-prod-summarize-conversation-concurrency',
    ]);
  });

  it.each([
    ['job-failures', 1, 1, 300, 'Sum', 'NumberOfMessagesSent'],
    ['dead-letters', 1, 1, 300, 'Maximum', 'ApproximateNumberOfMessagesVisible'],
    ['coach-api-errors', 1, 1, 300, 'Sum', 'Errors'],
    ['stream-coach-creator-session-concurrency', 80, 3, 60, 'Maximum', 'ConcurrentExecutions'],
    ['build-coach-config-concurrency', 8, 3, 60, 'Maximum', 'ConcurrentExecutions'],
    ['api-errors', 5, 1, 300, 'Sum', '5XXError'],
  ])('the alarm %s goes off at %d in %i periods of %i s of the %s of %s', async (name, ...watched) => {
    const [threshold, periods, seconds, statistic, metric] = watched;
    (await synthesized('prod')).template('app').hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: `coachstream-prod-${name}`,
      MetricName: metric,
      Statistic: statistic,
      Period: seconds,
      EvaluationPeriods: periods,
      Threshold: threshold,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
    });
  });

  it.each([
    ['internal-refusals', 'Refusals', 'internal'],
    ['internal-failures', 'TurnsFailed', 'internal'],
    ['model-unavailable', 'TurnsFailed', 'model_unavailable'],
  ])('the alarm %s goes off at the first of %s with the code %s', async (name, metric, code) => {
    (await synthesized('prod')).template('app').hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: `coachstream-prod-${name}`,
      Namespace: 'Coachstream/prod',
      MetricName: metric,
      Statistic: 'Sum',
      Period: 300,
      EvaluationPeriods: 1,
      Dimensions: [{ Name: 'code', Value: code }],
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

  it.each(COACH_ROWS)('an alarm compares the model requests with the claimed turns of $kind', async ({ kind }) => {
    const counted = (Id: string, MetricName: string) => ({
      Id,
      ReturnData: false,
      MetricStat: {
        Metric: { Namespace: 'Coachstream/prod', MetricName, Dimensions: [{ Name: 'kind', Value: kind }] },
        Period: 300,
        Stat: 'Sum',
      },
    });
    (await synthesized('prod')).template('app').hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: `coachstream-prod-requests-per-claim-${kind}`,
      Threshold: 1.2,
      EvaluationPeriods: 3,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      Metrics: [
        // Without a failed claim there is no count of them, and the ratio is 1.
        Match.objectLike({ Expression: '(passed + FILL(lost, 0)) / passed' }),
        Match.objectLike(counted('passed', 'ClaimsPassed')),
        Match.objectLike(counted('lost', 'RequestsOfFailedClaims')),
      ],
    });
  });

  it.each(COACH_ROWS)('an alarm watches the 95th percentile of the first token time of $kind', async ({ kind }) => {
    (await synthesized('prod')).template('app').hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: `coachstream-prod-first-token-${kind}`,
      Namespace: 'Coachstream/prod',
      MetricName: 'FirstTokenTime',
      ExtendedStatistic: 'p95',
      Dimensions: [
        { Name: 'frontDoor', Value: 'function_url' },
        { Name: 'kind', Value: kind },
      ],
      Threshold: kind === 'game_coach' ? 8000 : 5000,
      Period: 300,
      EvaluationPeriods: 3,
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
