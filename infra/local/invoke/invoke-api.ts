import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FaultKind } from '../faults/faults.ts';
import type { Permissions } from '../iam/permissions.ts';
import { type FunctionBackend, invokeBuffered, THROTTLED } from '../lambda/backend.ts';
import { BodyTooLarge, readBody, sendJson } from '../loopback-server.ts';
import { arnOf } from '../template/local-values.ts';
import type { AsyncInvocations } from './async-invocations.ts';

const EVENT_LIMIT_BYTES = 1024 * 1024;
const REQUEST_RESPONSE_LIMIT_BYTES = 6 * 1024 * 1024;

const ROUTE = /^\/2015-03-31\/functions\/([^/]+)\/invocations(\?.*)?$/;

export interface InvokeApiDeps {
  /** Functions by physical name. */
  readonly functions: ReadonlyMap<string, FunctionBackend>;
  readonly invocations: AsyncInvocations;
  readonly faults: { next(): FaultKind | undefined };
  readonly permissions: Permissions;
}

/**
 * Lambda's Invoke API. The endpoint also receives the calls to services that the local stack does not have. It rejects
 * them, so that no call leaves this machine.
 */
export function createInvokeApi({ functions, invocations, faults, permissions }: InvokeApiDeps) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [, target] = ROUTE.exec(request.url ?? '') ?? [];
    if (request.method !== 'POST' || target === undefined) {
      return refuse(response, 501, 'NotPartOfTheLocalStack', `the local stack has no ${request.method} ${request.url}`);
    }
    const type = request.headers['x-amz-invocation-type'] ?? 'RequestResponse';
    const payload = await payloadOf(request, type === 'Event' ? EVENT_LIMIT_BYTES : REQUEST_RESPONSE_LIMIT_BYTES);
    if (payload === undefined) return refuse(response, 413, 'RequestTooLargeException', 'the payload is too large');
    const fault = faults.next();
    if (fault === 'down') return void response.socket?.resetAndDestroy();
    if (fault === 'timeout') return;
    if (fault === 'throttle') return refuse(response, 429, THROTTLED.errorType, THROTTLED.errorMessage);

    const name = functionNameOf(decodeURIComponent(target));
    const resource = arnOf('AWS::Lambda::Function', name);
    const access = { action: 'lambda:InvokeFunction', resource };
    const refusal = permissions.refusalOf(request.headers.authorization, [access]);
    if (refusal !== undefined) return refuse(response, 403, 'AccessDeniedException', refusal);
    const host = functions.get(name);
    if (!host) return refuse(response, 404, 'ResourceNotFoundException', `Function not found: ${name}`);
    if (!isJson(payload))
      return refuse(response, 400, 'InvalidRequestContentException', 'Could not parse request body');
    if (type === 'DryRun') return void response.writeHead(204).end();
    const times = fault === 'duplicate' ? 2 : 1;
    if (type === 'Event') {
      for (let count = 0; count < times; count++) invocations.submit(name, payload);
      if (fault === 'lost-response') return void response.socket?.resetAndDestroy();
      return void response.writeHead(202, { 'x-amzn-requestid': randomUUID() }).end();
    }
    const answers = await Promise.all(Array.from({ length: times }, () => invokeBuffered(host, payload)));
    if (fault === 'lost-response') return void response.socket?.resetAndDestroy();
    const [answer] = answers;
    if (answer?.failure === THROTTLED) return refuse(response, 429, THROTTLED.errorType, THROTTLED.errorMessage);
    response.writeHead(200, {
      'content-type': 'application/json',
      'x-amz-executed-version': '$LATEST',
      'x-amzn-requestid': randomUUID(),
      ...(answer?.failure && { 'x-amz-function-error': 'Unhandled' }),
    });
    response.end(answer?.payload);
  };
}

/** @returns `undefined` when the payload is too large. */
async function payloadOf(request: IncomingMessage, limitBytes: number): Promise<string | undefined> {
  try {
    return (await readBody(request, limitBytes)).toString() || '{}';
  } catch (error) {
    if (error instanceof BodyTooLarge) return undefined;
    throw error;
  }
}

/** Parses a name, a partial ARN or a full ARN, each with an optional version. */
function functionNameOf(target: string): string {
  const parts = target.split(':');
  const at = parts.indexOf('function');
  return parts[at + 1] ?? target;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function refuse(response: ServerResponse, status: number, type: string, message: string): void {
  sendJson(response, status, { Type: 'User', Message: message, message }, { 'x-amzn-errortype': type });
}
