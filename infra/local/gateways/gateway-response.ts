import type { ServerResponse } from 'node:http';
import type { GatewayResponse } from '../template/rest-api.ts';

/** Responses that the API sends itself, with AWS's status and text. */
const BUILT_IN = {
  MISSING_AUTHENTICATION_TOKEN: [403, 'Missing Authentication Token'],
  INVALID_SIGNATURE: [403, 'The request signature we calculated does not match the signature you provided.'],
  ACCESS_DENIED: [403, 'User is not authorized to access this resource'],
  REQUEST_TOO_LARGE: [413, 'Request Too Long'],
  THROTTLED: [429, 'Too Many Requests'],
  INTEGRATION_TIMEOUT: [504, 'Endpoint request timed out'],
  INTEGRATION_FAILURE: [504, 'Network error communicating with endpoint'],
  /** Lambda throttled the function, which API Gateway does not pass on as 429. */
  API_CONFIGURATION_ERROR: [500, 'Internal server error'],
  /** The function failed or returned an invalid response. */
  DEFAULT_5XX: [502, 'Internal server error'],
} as const satisfies Record<string, readonly [number, string]>;

export type GatewayResponseType = keyof typeof BUILT_IN;

export type SendGatewayResponse = (response: ServerResponse, type: GatewayResponseType, requestId: string) => void;

/** Sends the API's own responses as the template defines them. An undefined type falls back to its class. */
export function createGatewayResponses(responses: ReadonlyMap<string, GatewayResponse>): SendGatewayResponse {
  return (response, type, requestId) => {
    const [builtInStatus, message] = BUILT_IN[type];
    const custom = responses.get(type) ?? responses.get(builtInStatus < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX');
    const context: Record<string, string> = { 'context.requestId': requestId, 'context.error.message': message };
    const headers = Object.entries(custom?.headers ?? {}).map(([name, value]): [string, string] => [
      name,
      /^'.*'$/.test(value) ? value.slice(1, -1) : (context[value] ?? ''),
    ]);
    const named = new Set(headers.map(([name]) => name.toLowerCase()));
    if (!named.has('content-type')) headers.push(['content-type', 'application/json']);
    headers.push(['x-amzn-requestid', requestId], ['x-amzn-errortype', type]);
    response.writeHead(custom?.status ?? builtInStatus, headers.flat());
    response.end(
      (custom?.template ?? '{"message":$context.error.messageString}')
        .replaceAll('$context.error.messageString', JSON.stringify(message))
        .replaceAll('$context.error.message', message)
        .replaceAll('$context.requestId', requestId),
    );
  };
}
