import * as z from 'zod/mini';
import type { Resolver } from './resolve.ts';

export type RestIntegration =
  /** The API answers by itself. CDK uses it for the CORS preflight. */
  | {
      readonly kind: 'mock';
      readonly status: number;
      readonly headers: Headers;
      readonly otherOrigins: readonly string[];
    }
  | { readonly kind: 'lambda'; readonly functionArn: string; readonly streamed: boolean; readonly timeoutMs: number };

type Headers = Readonly<Record<string, string>>;

export interface RestMethod {
  readonly authorization: 'NONE' | 'AWS_IAM';
  readonly integration: RestIntegration;
}

/** One node in the API's tree of resources. */
export interface RestResource {
  readonly id: string;
  /** `/users/{userId}`; `/` for the root. */
  readonly path: string;
  readonly pathPart: string;
  readonly children: readonly RestResource[];
  /** By HTTP method, or `ANY`. */
  readonly methods: ReadonlyMap<string, RestMethod>;
}

/** An answer that the API sends by itself. */
export interface GatewayResponse {
  readonly status: number | undefined;
  /** Literal values are in quotes. Others name a value of the context. */
  readonly headers: Headers;
  readonly template: string | undefined;
}

export interface RestApiSpec {
  readonly id: string;
  readonly stage: string;
  readonly root: RestResource;
  /** By CloudFormation's response type. */
  readonly gatewayResponses: ReadonlyMap<string, GatewayResponse>;
}

const MethodProperties = z.object({
  ResourceId: z.string(),
  HttpMethod: z.string(),
  AuthorizationType: z._default(z.enum(['NONE', 'AWS_IAM']), 'NONE'),
  Integration: z.object({
    Type: z.enum(['AWS_PROXY', 'MOCK']),
    Uri: z._default(z.string(), ''),
    ResponseTransferMode: z._default(z.enum(['BUFFERED', 'STREAM']), 'BUFFERED'),
    TimeoutInMillis: z._default(z.number(), 29_000),
    IntegrationResponses: z._default(
      z.array(
        z.object({
          StatusCode: z.string(),
          ResponseParameters: z._default(z.record(z.string(), z.string()), {}),
          ResponseTemplates: z._default(z.record(z.string(), z.string()), {}),
        }),
      ),
      [],
    ),
  }),
});

const ResourceProperties = z.object({ ParentId: z.string(), PathPart: z.string() });

const GatewayResponseProperties = z.object({
  ResponseType: z.string(),
  StatusCode: z.optional(z.string()),
  ResponseParameters: z._default(z.record(z.string(), z.string()), {}),
  ResponseTemplates: z._default(z.record(z.string(), z.string()), {}),
});

/** @throws Error unless there is exactly one API. */
export function readRestApi(resolver: Resolver): RestApiSpec {
  const [api, ...others] = resolver.find('AWS::ApiGateway::RestApi');
  if (!api || others.length > 0)
    throw new Error(`the local stack serves one REST API, not ${others.length + (api ? 1 : 0)}`);
  const id = resolver.ref(api);
  const [stage] = resolver.find('AWS::ApiGateway::Stage');
  return {
    id,
    stage: stage ? resolver.ref(stage) : 'api',
    root: readTree(resolver, `${id}.RootResourceId`),
    gatewayResponses: new Map(
      resolver.find('AWS::ApiGateway::GatewayResponse').map((resource) => {
        const properties = GatewayResponseProperties.parse(resolver.properties(resource));
        const { ResponseType, StatusCode, ResponseParameters, ResponseTemplates } = properties;
        return [
          ResponseType,
          {
            status: StatusCode === undefined ? undefined : Number(StatusCode),
            headers: withoutPrefix(ResponseParameters, 'gatewayresponse.header.'),
            template: ResponseTemplates['application/json'],
          },
        ];
      }),
    ),
  };
}

function readTree(resolver: Resolver, rootId: string): RestResource {
  const resources = resolver.find('AWS::ApiGateway::Resource').map((resource) => ({
    id: resolver.ref(resource),
    ...ResourceProperties.parse(resolver.properties(resource)),
  }));
  const methods = resolver
    .find('AWS::ApiGateway::Method')
    .map((resource) => MethodProperties.parse(resolver.properties(resource)));

  const node = (id: string, pathPart: string, path: string): RestResource => ({
    id,
    path: path || '/',
    pathPart,
    methods: new Map(
      methods
        .filter(({ ResourceId }) => ResourceId === id)
        .map((method) => [
          method.HttpMethod,
          { authorization: method.AuthorizationType, integration: integrationOf(method.Integration) },
        ]),
    ),
    children: resources
      .filter(({ ParentId }) => ParentId === id)
      .map((child) => node(child.id, child.PathPart, `${path}/${child.PathPart}`)),
  });
  return node(rootId, '', '');
}

type Integration = z.output<typeof MethodProperties>['Integration'];

function integrationOf(integration: Integration): RestIntegration {
  if (integration.Type === 'MOCK') return mockOf(integration);
  const [, functionArn = ''] = /\/functions\/([^/]+)\//.exec(integration.Uri) ?? [];
  return {
    kind: 'lambda',
    functionArn,
    streamed: integration.ResponseTransferMode === 'STREAM',
    timeoutMs: integration.TimeoutInMillis,
  };
}

/** CDK writes the first origin as the header's value, and the others as a template that overrides it. */
function mockOf({ IntegrationResponses: [response] }: Integration): RestIntegration {
  const parameters = withoutPrefix(response?.ResponseParameters ?? {}, 'method.response.header.');
  const template = Object.values(response?.ResponseTemplates ?? {}).join('\n');
  return {
    kind: 'mock',
    status: Number(response?.StatusCode ?? 200),
    headers: Object.fromEntries(
      Object.entries(parameters).map(([name, value]) => [name, value.replace(/^'(.*)'$/, '$1')]),
    ),
    otherOrigins: [...template.matchAll(/\$origin == "([^"]+)"/g)].flatMap(([, origin]) => origin ?? []),
  };
}

const withoutPrefix = (parameters: Headers, prefix: string): Headers =>
  Object.fromEntries(
    Object.entries(parameters)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length), value]),
  );
