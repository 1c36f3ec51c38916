import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { LOCAL_ACCOUNT, LOCAL_REGION } from '../template/local-values.ts';
import { ENDING_AT_API, edgeHeaders, queryValues, requestTime } from './request-parts.ts';
import type { Route } from './rest-router.ts';

export interface RestEventParts {
  readonly request: IncomingMessage;
  readonly body: Buffer;
  /** Path after the stage, as sent. */
  readonly path: string;
  readonly query: string;
  readonly route: Route;
  readonly api: { readonly id: string; readonly stage: string };
  readonly requestId: string;
  /** The signer's access key, for a method with IAM authorization. */
  readonly accessKey: string | undefined;
  /** Time of the local clock. */
  readonly now: number;
}

/** Builds the event of a REST API's Lambda proxy integration, payload format 1.0. */
export function restEvent(parts: RestEventParts): Record<string, unknown> {
  const { request, body, path, query, route } = parts;
  const headers = headerLists(request, parts.now);
  const parameters = queryValues(query);
  return {
    resource: route.resource.path,
    path,
    httpMethod: request.method,
    headers: lastOfEach(headers),
    multiValueHeaders: Object.fromEntries(headers),
    queryStringParameters: parameters.size > 0 ? lastOfEach(parameters) : null,
    multiValueQueryStringParameters: parameters.size > 0 ? Object.fromEntries(parameters) : null,
    pathParameters: Object.keys(route.pathParameters).length > 0 ? route.pathParameters : null,
    stageVariables: null,
    requestContext: restContext(parts),
    // The API declares no binary media types, so every body is text.
    body: body.length > 0 ? body.toString() : null,
    isBase64Encoded: false,
  };
}

function restContext({
  request,
  path,
  route,
  api,
  requestId,
  accessKey,
  now,
}: RestEventParts): Record<string, unknown> {
  return {
    resourceId: route.resource.id,
    resourcePath: route.resource.path,
    httpMethod: request.method,
    extendedRequestId: randomUUID(),
    requestTime: requestTime(now),
    path: `/${api.stage}${path}`,
    accountId: LOCAL_ACCOUNT,
    protocol: 'HTTP/1.1',
    stage: api.stage,
    domainPrefix: api.id,
    requestTimeEpoch: now,
    requestId,
    identity: {
      accessKey: accessKey ?? null,
      accountId: accessKey ? LOCAL_ACCOUNT : null,
      caller: accessKey ?? null,
      user: accessKey ?? null,
      userArn: accessKey ? `arn:aws:iam::${LOCAL_ACCOUNT}:user/local-service` : null,
      sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
      userAgent: request.headers['user-agent'] ?? null,
    },
    domainName: `${api.id}.execute-api.${LOCAL_REGION}.amazonaws.com`,
    apiId: api.id,
  };
}

/** Header names keep their spelling, because a REST API does not convert them to lower case. */
function headerLists(request: IncomingMessage, now: number): Map<string, string[]> {
  const spelling = new Map<string, string>();
  const lists = new Map<string, string[]>();
  const { rawHeaders } = request;
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const sent = rawHeaders[index] ?? '';
    if (ENDING_AT_API.has(sent.toLowerCase())) continue;
    const name = spelling.get(sent.toLowerCase()) ?? sent;
    spelling.set(sent.toLowerCase(), name);
    lists.set(name, [...(lists.get(name) ?? []), rawHeaders[index + 1] ?? '']);
  }
  for (const [name, value] of Object.entries(edgeHeaders(request, now))) lists.set(capitalized(name), [value]);
  return lists;
}

const capitalized = (name: string): string => name.replaceAll(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());

const lastOfEach = (lists: ReadonlyMap<string, readonly string[]>): Record<string, string> =>
  Object.fromEntries([...lists].map(([name, values]) => [name, values.at(-1) ?? '']));
