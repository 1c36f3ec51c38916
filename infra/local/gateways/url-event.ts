import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { edgeHeaders, headerValues, isEmpty, queryValues, requestTime, splitTarget } from './request-parts.ts';

/** Content types whose body a Function URL passes as text; all others are base64. */
const TEXT = /^(text\/|application\/(json|javascript|xml|[\w.+-]+\+(json|xml))\b)/i;

/** Builds the event of a Function URL, payload format 2.0. @param now - Time of the local clock. */
export function urlEvent(request: IncomingMessage, body: Buffer, urlId: string, now: number): Record<string, unknown> {
  const { path, query } = splitTarget(request.url ?? '/');
  const values = headerValues(request);
  const cookies = (values.get('cookie') ?? []).flatMap((line) => line.split(/;\s*/)).filter(Boolean);
  values.delete('cookie');
  const headers = {
    ...Object.fromEntries([...values].map(([name, lines]) => [name, lines.join(',')])),
    ...edgeHeaders(request, now),
  };
  const parameters = queryValues(query);
  const isText = TEXT.test(request.headers['content-type'] ?? '');
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: query,
    ...(cookies.length > 0 && { cookies }),
    headers,
    ...(!isEmpty(parameters) && {
      queryStringParameters: Object.fromEntries([...parameters].map(([name, list]) => [name, list.join(',')])),
    }),
    requestContext: {
      accountId: 'anonymous',
      apiId: urlId,
      domainName: request.headers.host ?? '',
      domainPrefix: urlId,
      http: {
        method: request.method ?? 'GET',
        path,
        protocol: 'HTTP/1.1',
        sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
        userAgent: request.headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: '$default',
      stage: '$default',
      time: requestTime(now),
      timeEpoch: now,
    },
    ...(body.length > 0 && { body: body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !isText,
  };
}
