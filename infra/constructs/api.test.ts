import { Match, type Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { PROBLEMS, type ProblemCode } from '#contract/problems';
import { synthesized } from '../testing.ts';

interface Route {
  readonly method: string;
  readonly path: string;
  readonly authorization: string;
  readonly integration: Readonly<Record<string, unknown>>;
}

let template: Template;
let routes: readonly Route[];
beforeAll(async () => {
  template = (await synthesized('dev')).template('app');
  routes = routesOf(template);
});

/** The domain of the web app, which another stack has. */
const WEB_DOMAIN = expect.objectContaining({ 'Fn::GetStackOutput': expect.anything() });
const SESSION = '/users/{userId}/coach-creator-sessions/{sessionId}';
const STREAMED = [
  'GET /coach/chat/sessions/{sessionId}/turns/{turnId}/stream',
  'GET /coach/sessions/{sessionId}/turns/{turnId}/stream',
  `GET ${SESSION}/turns/{turnId}/stream`,
  'POST /coach/chat',
  'POST /coach/chat/stream',
  'POST /coach/sessions/{sessionId}/messages',
  'POST /coach/start',
  `POST ${SESSION}/stream`,
  `PUT ${SESSION}`,
];

describe('turn routes', () => {
  it('streams exactly the turn routes', () => {
    expect(of((route) => route.integration['ResponseTransferMode'] === 'STREAM')).toEqual(STREAMED);
  });

  it('turn routes stream for up to five minutes from the function behind the Function URL', () => {
    for (const { integration } of routes.filter(named(STREAMED))) {
      expect(integration).toMatchObject({ Type: 'AWS_PROXY', TimeoutInMillis: 300_000 });
      expect(JSON.stringify(integration['Uri'])).toMatch(
        /2021-11-15.*(CoachCreator|PromptCoach|GameCoach)Handler.*response-streaming-invocations/,
      );
    }
  });

  it('turn routes have lower throttling limits than the other routes', () => {
    template.hasResourceProperties('AWS::ApiGateway::Stage', {
      StageName: 'api',
      MethodSettings: [
        { HttpMethod: '*', ResourcePath: '/*', ThrottlingRateLimit: 500, ThrottlingBurstLimit: 1000 },
        ...[
          ['POST', 'users~1{userId}~1coach-creator-sessions~1{sessionId}~1stream'],
          ['PUT', 'users~1{userId}~1coach-creator-sessions~1{sessionId}'],
          ['GET', 'users~1{userId}~1coach-creator-sessions~1{sessionId}~1turns~1{turnId}~1stream'],
          ['POST', 'coach~1start'],
          ['POST', 'coach~1sessions~1{sessionId}~1messages'],
          ['GET', 'coach~1sessions~1{sessionId}~1turns~1{turnId}~1stream'],
          ['POST', 'coach~1chat~1stream'],
          ['POST', 'coach~1chat'],
          ['GET', 'coach~1chat~1sessions~1{sessionId}~1turns~1{turnId}~1stream'],
        ].map(([HttpMethod, path]) => ({
          HttpMethod,
          ResourcePath: `/~1${path}`,
          ThrottlingRateLimit: 50,
          ThrottlingBurstLimit: 100,
        })),
      ],
    });
  });
});

describe('the other routes', () => {
  it('every resource sends any other method to one function', () => {
    const paths = [...new Set(routes.map(({ path }) => path))];

    expect(of((route) => route.method === 'ANY')).toEqual(paths.map((path) => `ANY ${path}`).sort());
    expect(paths).toEqual(expect.arrayContaining(['/', '/{proxy+}', SESSION]));
    for (const { integration } of routes.filter((route) => route.method === 'ANY')) {
      expect(JSON.stringify(integration['Uri'])).toMatch(/CoachApiHandler.*\/invocations/);
    }
  });

  it('the API answers preflights itself, for exact origins', () => {
    const preflights = routes.filter((route) => route.method === 'OPTIONS');

    expect(preflights).toHaveLength(new Set(routes.map(({ path }) => path)).size);
    for (const { integration } of preflights) {
      const text = JSON.stringify(integration);
      expect(text).toContain("'authorization,content-type,last-event-id,x-request-id,x-stream-protocol'");
      expect(text).toContain('$origin == \\"http://localhost:5173\\"');
      expect(text).not.toContain("'*'");
      expect(integration['IntegrationResponses']).toMatchObject([
        {
          StatusCode: '204',
          ResponseParameters: {
            'method.response.header.Access-Control-Allow-Methods': "'GET,POST,PUT,DELETE'",
            'method.response.header.Access-Control-Expose-Headers':
              "'retry-after,x-request-id,x-vercel-ai-ui-message-stream'",
            'method.response.header.Access-Control-Max-Age': "'7200'",
          },
        },
      ]);
    }
  });
});

describe('the responses that the API sends itself', () => {
  it.each<[string, ProblemCode, string?]>([
    ['DEFAULT_4XX', 'not_found'],
    ['DEFAULT_5XX', 'internal'],
    ['MISSING_AUTHENTICATION_TOKEN', 'not_found'],
    ['RESOURCE_NOT_FOUND', 'not_found'],
    ['BAD_REQUEST_PARAMETERS', 'bad_path'],
    ['BAD_REQUEST_BODY', 'bad_json'],
    ['REQUEST_TOO_LARGE', 'body_too_large'],
    ['UNSUPPORTED_MEDIA_TYPE', 'unsupported_media_type'],
    ['UNAUTHORIZED', 'missing_token'],
    ['INVALID_SIGNATURE', 'invalid_token'],
    ['EXPIRED_TOKEN', 'expired_token'],
    ['THROTTLED', 'rate_limited', '5'],
    ['QUOTA_EXCEEDED', 'rate_limited', '5'],
    ['WAF_FILTERED', 'rate_limited', '5'],
    ['INTEGRATION_FAILURE', 'dependency_unavailable', '2'],
    ['INTEGRATION_TIMEOUT', 'deadline_exceeded'],
  ])(
    'the response %s of the API itself has the status and body of %s, and headers that the web app can read',
    (type, code, retryAfter) => {
      const found = Object.values(template.findResources('AWS::ApiGateway::GatewayResponse'));
      const byType = new Map(found.map(({ Properties }) => [Properties.ResponseType, Properties]));
      const { StatusCode, ResponseTemplates, ResponseParameters } = byType.get(type) ?? {};
      const { status, message, retryable } = PROBLEMS[code];

      expect(StatusCode).toBe(String(status));
      expect(JSON.parse(ResponseTemplates['application/json'])).toEqual({ error: { code, message, retryable } });
      expect(ResponseParameters).toEqual({
        'gatewayresponse.header.Content-Type': "'application/problem+json'",
        'gatewayresponse.header.Access-Control-Allow-Origin': { 'Fn::Join': ['', ["'https://", WEB_DOMAIN, "'"]] },
        'gatewayresponse.header.Access-Control-Expose-Headers':
          "'retry-after,x-request-id,x-vercel-ai-ui-message-stream'",
        'gatewayresponse.header.Vary': "'Origin'",
        'gatewayresponse.header.X-Request-Id': 'context.requestId',
        ...(retryAfter !== undefined && { 'gatewayresponse.header.Retry-After': `'${retryAfter}'` }),
      });
      expect(byType.size).toBe(16);
    },
  );
});

it('the API is regional, so that no CloudFront of AWS is in front of its streams', () => {
  template.hasResourceProperties('AWS::ApiGateway::RestApi', { EndpointConfiguration: { Types: ['REGIONAL'] } });
});

it('the access log has a line of JSON for each request, with both latencies and the firewall’s answer', () => {
  template.hasResourceProperties('AWS::ApiGateway::Stage', {
    TracingEnabled: true,
    AccessLogSetting: {
      Format: Match.serializedJson({
        requestId: '$context.requestId',
        time: '$context.requestTime',
        method: '$context.httpMethod',
        resource: '$context.resourcePath',
        status: '$context.status',
        bytes: '$context.responseLength',
        latencyMs: '$context.responseLatency',
        integrationMs: '$context.integrationLatency',
        integrationError: '$context.integration.error',
        firewall: '$context.wafResponseCode',
      }),
    },
  });
});

it('the firewall of the API blocks by reputation, blocks an address after 3,000 requests, and reads no bodies', () => {
  template.hasResourceProperties('AWS::WAFv2::WebACL', {
    Scope: 'REGIONAL',
    DefaultAction: { Allow: {} },
    Rules: [
      {
        Name: 'ip-reputation',
        Priority: 0,
        // The rules of the group block by themselves.
        OverrideAction: { None: {} },
        Statement: {
          ManagedRuleGroupStatement: { VendorName: 'AWS', Name: 'AWSManagedRulesAmazonIpReputationList' },
        },
        VisibilityConfig: Match.objectLike({ CloudWatchMetricsEnabled: true, SampledRequestsEnabled: false }),
      },
      {
        Name: 'rate',
        Priority: 1,
        Action: { Block: {} },
        Statement: { RateBasedStatement: { Limit: 3_000, AggregateKeyType: 'IP' } },
        VisibilityConfig: Match.objectLike({ CloudWatchMetricsEnabled: true, SampledRequestsEnabled: false }),
      },
    ],
  });
  template.hasResourceProperties('AWS::WAFv2::WebACLAssociation', {
    WebACLArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^FirewallAcl'), 'Arn'] },
    ResourceArn: { 'Fn::Join': ['', Match.arrayWith([{ Ref: Match.stringLikeRegexp('^ApiRestDeploymentStage') }])] },
  });
});

it('requires an IAM signature under /service and nowhere else', () => {
  expect(of(({ authorization }) => authorization === 'AWS_IAM')).toEqual(['ANY /service/{proxy+}']);
  expect(of(({ authorization, path }) => authorization === 'NONE' && path.startsWith('/service'))).toEqual([
    'ANY /service', // answers 404
    'OPTIONS /service',
    'OPTIONS /service/{proxy+}',
  ]);
});

it('allows no wildcard origin anywhere', () => {
  expect(JSON.stringify(template.toJSON())).not.toMatch(/Allow-?Origins?"?:\s*\[?"?'?\*/i);
});

const named = (names: readonly string[]) => (route: Route) => names.includes(`${route.method} ${route.path}`);

const of = (wanted: (route: Route) => boolean) =>
  routes
    .filter(wanted)
    .map(({ method, path }) => `${method} ${path}`)
    .sort();

/** The API's routes, assembled from resources and methods. */
function routesOf(whole: Template): Route[] {
  const resources = whole.findResources('AWS::ApiGateway::Resource');
  const pathOf = (id: unknown): string => {
    const resource = typeof id === 'string' ? resources[id] : undefined;
    if (resource === undefined) return '';
    return `${pathOf(resource['Properties'].ParentId.Ref)}/${resource['Properties'].PathPart}`;
  };
  return Object.values(whole.findResources('AWS::ApiGateway::Method')).map(({ Properties }) => ({
    method: Properties.HttpMethod,
    path: pathOf(Properties.ResourceId.Ref) || '/',
    authorization: Properties.AuthorizationType,
    integration: Properties.Integration,
  }));
}
