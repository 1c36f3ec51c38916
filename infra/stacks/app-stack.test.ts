import { Match, type Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { COACH_ROWS } from '#contract/coaches';
import { synthesized } from '../testing.ts';

let template: Template;
beforeAll(async () => {
  template = (await synthesized('dev')).template('app');
});

const FUNCTIONS = [
  ...COACH_ROWS.map((row) => [row.function, 300, 1024] as const),
  ['coach-api', 29, 1024],
  ['build-coach-config', 900, 512],
  ['summarize-conversation', 300, 512],
  ['generate-asset', 300, 512],
  ['delete-user-data', 300, 512],
  ['mark-failed-job', 60, 256],
  ['cleanup-expired-sessions', 60, 512],
] as const;

describe('the functions of the app stack', () => {
  it.each(FUNCTIONS)('include %s with %i s, %i MB and the common settings', (folder, timeoutSeconds, memoryMb) => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: `coachstream-dev-${folder}`,
      Timeout: timeoutSeconds,
      MemorySize: memoryMb,
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      LoggingConfig: Match.objectLike({ LogFormat: 'JSON', ApplicationLogLevel: 'INFO', SystemLogLevel: 'INFO' }),
      TracingConfig: { Mode: 'Active' },
      ReservedConcurrentExecutions: Match.absent(),
    });
  });

  it('include no other function', () => {
    template.resourceCountIs('AWS::Lambda::Function', FUNCTIONS.length);
  });

  it('include a sweeper that runs every minute', () => {
    template.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'rate(1 minute)',
      State: 'ENABLED',
      Target: Match.objectLike({ Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^CleanupExpiredSessions'), 'Arn'] } }),
    });
    template.resourceCountIs('AWS::Scheduler::Schedule', 1);
  });

  it('keep their logs for 7 days', () => {
    template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 7 });
  });

  it('know the prefix of the names of jobs', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'coachstream-dev-coach-api',
      Environment: { Variables: Match.objectLike({ JOB_FUNCTION_PREFIX: 'coachstream-dev-', STAGE: 'dev' }) },
    });
  });

  it('know the traits of the model', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'coachstream-dev-build-coach-config',
      Environment: {
        Variables: Match.objectLike({
          COACH_MODEL_ID: 'us.anthropic.claude-sonnet-4-6',
          COACH_MODEL_TRAITS: Match.serializedJson(Match.objectLike({ forcedTool: true, cacheMinTokens: 2048 })),
        }),
      },
    });
  });

  it('reserve the concurrency that is set, also 0', async () => {
    const stopped = (await synthesized('dev', { STREAM_CONCURRENCY: '0', JOB_CONCURRENCY: '3' })).template('app');

    stopped.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'coachstream-dev-stream-coach-creator-session',
      ReservedConcurrentExecutions: 0,
    });
    stopped.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'coachstream-dev-build-coach-config',
      ReservedConcurrentExecutions: 3,
    });
  });

  it('are stopped by JOB_CONCURRENCY 0, but for the deletion of data, which calls no model', async () => {
    const stopped = (await synthesized('prod', { JOB_CONCURRENCY: '0' })).template('app');
    const reserved = Object.values(stopped.findResources('AWS::Lambda::Function')).map(({ Properties }) => [
      Properties.FunctionName,
      Properties.ReservedConcurrentExecutions,
    ]);
    expect(Object.fromEntries(reserved)).toMatchObject({
      'coachstream-prod-build-coach-config': 0,
      'coachstream-prod-summarize-conversation': 0,
      'coachstream-prod-generate-asset': 0,
      'coachstream-prod-delete-user-data': undefined,
    });
  });
});

describe('the Function URL of a stream function', () => {
  it('streams, and allows exact origins', () => {
    template.resourceCountIs('AWS::Lambda::Url', COACH_ROWS.length);
    template.allResourcesProperties('AWS::Lambda::Url', { InvokeMode: 'RESPONSE_STREAM' });
    template.hasResourceProperties('AWS::Lambda::Url', {
      AuthType: 'NONE',
      InvokeMode: 'RESPONSE_STREAM',
      TargetFunctionArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^CoachCreatorHandler'), 'Arn'] },
      Cors: {
        AllowOrigins: [Match.objectLike({ 'Fn::Join': Match.anyValue() }), 'http://localhost:5173'],
        AllowCredentials: Match.absent(),
        AllowMethods: ['GET', 'POST'],
        AllowHeaders: ['authorization', 'content-type', 'last-event-id', 'x-request-id', 'x-stream-protocol'],
        ExposeHeaders: ['retry-after', 'x-request-id', 'x-vercel-ai-ui-message-stream'],
        MaxAge: 7200,
      },
    });
  });

  it('grants both permissions, the second only through the URL', () => {
    template.hasResourceProperties('AWS::Lambda::Permission', {
      Action: 'lambda:InvokeFunctionUrl',
      FunctionUrlAuthType: 'NONE',
    });
    template.hasResourceProperties('AWS::Lambda::Permission', {
      Action: 'lambda:InvokeFunction',
      InvokedViaFunctionUrl: true,
    });
  });
});

describe('the jobs of the app stack', () => {
  it('are tried three times within an hour, and then sent to the failure queue', () => {
    const configs = Object.values(template.findResources('AWS::Lambda::EventInvokeConfig')).filter(
      ({ Properties }) => !String(Properties.FunctionName.Ref).startsWith('CleanupExpiredSessions'),
    );

    expect(configs).toHaveLength(4);
    for (const { Properties } of configs) {
      expect(Properties).toMatchObject({
        MaximumRetryAttempts: 2,
        MaximumEventAgeInSeconds: 3600,
        DestinationConfig: {
          OnFailure: { Destination: { 'Fn::GetAtt': [expect.stringMatching(/^JobsFailures/), 'Arn'] } },
        },
      });
    }
  });

  it('do not include the sweeper, which runs again after a minute and so is neither repeated nor kept', () => {
    template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      FunctionName: { Ref: Match.stringLikeRegexp('^CleanupExpiredSessions') },
      MaximumRetryAttempts: 0,
      MaximumEventAgeInSeconds: 60,
      DestinationConfig: Match.absent(),
    });
    template.hasResourceProperties('AWS::Scheduler::Schedule', {
      Target: {
        RetryPolicy: { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 },
        DeadLetterConfig: Match.absent(),
      },
    });
  });

  it('have one consumer of their failures, with batches of one', () => {
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      BatchSize: 1,
      ScalingConfig: { MaximumConcurrency: 2 },
      EventSourceArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^JobsFailures'), 'Arn'] },
      FunctionName: { Ref: Match.stringLikeRegexp('^JobsMarkFailedJob') },
    });
  });

  it('keep the logical id of their mapping, because Lambda refuses a second one beside it', async () => {
    const prod = (await synthesized('prod')).template('app');
    expect(Object.keys(prod.findResources('AWS::Lambda::EventSourceMapping'))).toEqual([
      'JobsMarkFailedJobHandlerSqsEventSourcecoachstreamprodappJobsFailures312C1C02879D7CEF',
    ]);
  });

  it('failures of jobs are kept for 14 days, and unreadable ones go to a dead-letter queue after five receives', () => {
    template.allResourcesProperties('AWS::SQS::Queue', { MessageRetentionPeriod: 14 * 24 * 3_600 });
    template.resourceCountIs('AWS::SQS::Queue', 2);
    template.hasResourceProperties('AWS::SQS::Queue', {
      // Six times the consumer's timeout.
      VisibilityTimeout: 360,
      RedrivePolicy: {
        maxReceiveCount: 5,
        deadLetterTargetArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^JobsDeadLetters'), 'Arn'] },
      },
    });
  });
});

it('the web client signs in with a code and PKCE on the origins of the stage, and gets tokens for 15 minutes', () => {
  const urls = [{ 'Fn::Join': ['', Match.arrayWith(['https://', '/'])] }, 'http://localhost:5173/'];
  template.hasResourceProperties('AWS::Cognito::UserPoolClient', {
    AllowedOAuthFlows: ['code'],
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthScopes: ['openid', 'email', 'profile'],
    CallbackURLs: urls,
    LogoutURLs: urls,
    SupportedIdentityProviders: ['COGNITO'],
    ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    GenerateSecret: false,
    EnableTokenRevocation: true,
    PreventUserExistenceErrors: 'ENABLED',
    AccessTokenValidity: 15,
    IdTokenValidity: 15,
    RefreshTokenValidity: 43_200, // 30 days
    TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'minutes' },
  });
});
