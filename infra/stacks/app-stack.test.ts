import { Match, type Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { COACH_ROWS } from '#contract/coaches';
import { PROBLEMS, type ProblemBody } from '#contract/problems';
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
  ['delete-user-data', 300, 512],
  ['mark-failed-job', 60, 256],
  ['cleanup-expired-sessions', 60, 512],
] as const;

describe('functions', () => {
  it.each(FUNCTIONS)('%s: %i s, %i MB, and what all have', (folder, timeoutSeconds, memoryMb) => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: `coachstream-dev-${folder}`,
      Timeout: timeoutSeconds,
      MemorySize: memoryMb,
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      LoggingConfig: Match.objectLike({ LogFormat: 'JSON', SystemLogLevel: 'INFO' }),
      TracingConfig: { Mode: 'Active' },
      ReservedConcurrentExecutions: Match.absent(),
    });
  });

  it('are these and no others', () => {
    template.resourceCountIs('AWS::Lambda::Function', FUNCTIONS.length);
  });

  it('sweep each minute', () => {
    template.hasResourceProperties('AWS::Scheduler::Schedule', { ScheduleExpression: 'rate(1 minute)' });
  });

  it('keep their logs for a while', () => {
    template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 7 });
  });

  it('find jobs by the names that jobs have', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'coachstream-dev-coach-api',
      Environment: { Variables: Match.objectLike({ JOB_FUNCTION_PREFIX: 'coachstream-dev-', STAGE: 'dev' }) },
    });
  });

  it('are told what the model can do', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'coachstream-dev-build-coach-config',
      Environment: {
        Variables: Match.objectLike({
          COACH_MODEL_ID: 'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
          COACH_MODEL_TRAITS: Match.serializedJson(Match.objectLike({ forcedTool: true, cacheMinTokens: 1024 })),
        }),
      },
    });
  });

  it('reserve concurrency when they are told to, 0 included', async () => {
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
});

describe('path 1', () => {
  it('is a Function URL that streams, open to exact origins', () => {
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

  it('needs both permissions, and the second only through the URL', () => {
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

describe('jobs', () => {
  it('are tried three times within an hour, then handed to the failure queue', () => {
    const configs = Object.values(template.findResources('AWS::Lambda::EventInvokeConfig'));

    expect(configs).toHaveLength(3);
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

  it('have one consumer for their failures, which reads one at a time', () => {
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      BatchSize: 1,
      EventSourceArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^JobsFailures'), 'Arn'] },
      FunctionName: { Ref: Match.stringLikeRegexp('^JobsMarkFailedJob') },
    });
  });

  it('leave what cannot be read in a dead-letter queue', () => {
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

describe('gateway responses', () => {
  it('have the shape, the status and the code of our refusals', () => {
    const responses = Object.values(template.findResources('AWS::ApiGateway::GatewayResponse'));

    expect(responses.length).toBeGreaterThan(10);
    for (const { Properties } of responses) {
      const { error } = JSON.parse(Properties.ResponseTemplates['application/json']) as ProblemBody;
      const { status, message, retryable } = PROBLEMS[error.code];
      expect(Properties.StatusCode).toBe(String(status));
      expect(error).toEqual({ code: error.code, message, retryable });
      expect(Properties.ResponseParameters['gatewayresponse.header.Content-Type']).toBe("'application/problem+json'");
    }
  });

  it.each([
    ['THROTTLED', 'rate_limited'],
    ['WAF_FILTERED', 'rate_limited'],
    ['MISSING_AUTHENTICATION_TOKEN', 'not_found'],
    ['RESOURCE_NOT_FOUND', 'not_found'],
    ['DEFAULT_5XX', 'internal'],
  ])('answer %s with %s', (type, code) => {
    template.hasResourceProperties('AWS::ApiGateway::GatewayResponse', {
      ResponseType: type,
      ResponseTemplates: { 'application/json': Match.serializedJson({ error: Match.objectLike({ code }) }) },
    });
  });

  it('tell when to come back', () => {
    template.hasResourceProperties('AWS::ApiGateway::GatewayResponse', {
      ResponseType: 'THROTTLED',
      ResponseParameters: Match.objectLike({ 'gatewayresponse.header.Retry-After': "'5'" }),
    });
  });
});

it('puts a firewall in front of the API that reads no bodies', () => {
  template.hasResourceProperties('AWS::WAFv2::WebACL', {
    Scope: 'REGIONAL',
    Rules: [
      Match.objectLike({ Statement: { ManagedRuleGroupStatement: Match.objectLike({ VendorName: 'AWS' }) } }),
      Match.objectLike({
        Action: { Block: {} },
        Statement: { RateBasedStatement: Match.objectLike({ AggregateKeyType: 'IP' }) },
      }),
    ],
  });
  template.resourceCountIs('AWS::WAFv2::WebACLAssociation', 1);
});

it('lets the web app sign in with a code and PKCE, for 15 minutes at a time', () => {
  template.hasResourceProperties('AWS::Cognito::UserPoolClient', {
    AllowedOAuthFlows: ['code'],
    GenerateSecret: false,
    AccessTokenValidity: 15,
    TokenValidityUnits: Match.objectLike({ AccessToken: 'minutes' }),
    PreventUserExistenceErrors: 'ENABLED',
  });
});
