import type { IncomingMessage, ServerResponse } from 'node:http';

/** The property `Cors` of an `AWS::Lambda::Url`. */
export interface UrlCors {
  readonly allowOrigins: readonly string[];
  readonly allowMethods: readonly string[];
  readonly allowHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly allowCredentials: boolean;
  readonly maxAgeSeconds: number;
}

/** Answers a preflight without invoking the function. @returns whether the request was a preflight. */
export function answerPreflight(
  cors: UrlCors | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  const asked = request.headers['access-control-request-method'];
  if (!cors || request.method !== 'OPTIONS' || asked === undefined || !request.headers.origin) return false;
  const headers = corsHeaders(cors, request);
  if (headers.length > 0) {
    headers.push(['access-control-allow-methods', list(cors.allowMethods)]);
    if (cors.allowHeaders.length > 0) headers.push(['access-control-allow-headers', list(cors.allowHeaders)]);
    headers.push(['access-control-max-age', String(cors.maxAgeSeconds)]);
  }
  response.writeHead(200, headers.flat()).end();
  return true;
}

/** CORS headers that a Function URL adds without replacing the function's. A second allow-origin header is invalid. */
export function corsHeaders(cors: UrlCors | undefined, request: IncomingMessage): [string, string][] {
  const { origin } = request.headers;
  if (!cors || origin === undefined) return [];
  if (!cors.allowOrigins.includes('*') && !cors.allowOrigins.includes(origin)) return [];
  return [
    ['access-control-allow-origin', origin],
    ...(cors.allowCredentials ? [['access-control-allow-credentials', 'true'] as [string, string]] : []),
    ...(cors.exposeHeaders.length > 0
      ? [['access-control-expose-headers', list(cors.exposeHeaders)] as [string, string]]
      : []),
    ['vary', 'Origin'],
  ];
}

const list = (values: readonly string[]): string => values.join(',');
