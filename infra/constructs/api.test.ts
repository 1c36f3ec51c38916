import type { Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
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

const SESSION = '/users/{userId}/coach-creator-sessions/{sessionId}';
const STREAMED = [
  'GET /coach/chat/sessions/{sessionId}/turns/{turnId}/stream',
  `GET ${SESSION}/turns/{turnId}/stream`,
  'POST /coach/chat',
  'POST /coach/chat/stream',
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
        /2021-11-15.*(CoachCreator|GameCoach)Handler.*response-streaming-invocations/,
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
    }
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
