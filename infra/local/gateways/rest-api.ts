import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FaultKind } from '../faults/faults.ts';
import { type FunctionBackend, type FunctionFailure, type ResponseSink, THROTTLED } from '../lambda/backend.ts';
import { BodyTooLarge, readBody, sendJson } from '../loopback-server.ts';
import type { RestApiSpec, RestIntegration } from '../template/rest-api.ts';
import { sendBuffered } from './buffered-answer.ts';
import { underFault } from './gateway-faults.ts';
import { createGatewayResponses, type SendGatewayResponse } from './gateway-response.ts';
import { createHttpSink } from './http-sink.ts';
import { splitTarget } from './request-parts.ts';
import { restEvent } from './rest-event.ts';
import { route } from './rest-router.ts';

/** API Gateway's limit of a request, and Lambda's limit of a buffered invocation's payload. */
const REQUEST_LIMIT_BYTES = 10 * 1024 * 1024;
const PAYLOAD_LIMIT_BYTES = 6 * 1024 * 1024;
/** API Gateway's limits of the URL of a regional API, in characters, and of all header values. */
const URL_LIMIT = 10_240;
const HEADERS_LIMIT_BYTES = 10_240;

/** Returns the signer's access key; `undefined` when the signature is wrong. */
export type CheckSignature = (request: IncomingMessage, body: Buffer) => { readonly accessKey: string } | undefined;

export interface RestApiDeps {
  readonly spec: RestApiSpec;
  /** Functions by ARN. */
  readonly functions: ReadonlyMap<string, FunctionBackend>;
  readonly checkSignature: CheckSignature;
  readonly faults: { next(): FaultKind | undefined };
  readonly now: () => number;
}

/**
 * A REST API. Every path starts with the stage, as in its URL.
 * The stage's throttling and the firewall are not simulated.
 */
export function createRestApi(deps: RestApiDeps) {
  const gateway = createGatewayResponses(deps.spec.gatewayResponses);
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const requestId = randomUUID();
    if ((request.url ?? '').length > URL_LIMIT) return refuse(response, 414, 'Request-URI Too Long', requestId);
    if (sizeOfValues(request) > HEADERS_LIMIT_BYTES)
      return refuse(response, 431, 'Request Header Fields Too Large', requestId);
    const { path: fullPath, query } = splitTarget(request.url ?? '/');
    if (/[|{}]/.test(query)) return refuse(response, 400, 'Bad Request', requestId); // they must be encoded
    const path = fullPath.slice(deps.spec.stage.length + 1) || '/';
    const found = route(deps.spec.root, request.method ?? 'GET', path);
    if (!found?.method) return gateway(response, 'MISSING_AUTHENTICATION_TOKEN', requestId);
    const { authorization, integration } = found.method;
    if (integration.kind === 'mock') return sendMock(integration, request, response);

    const body = await bodyOf(request);
    if (!body) return gateway(response, 'REQUEST_TOO_LARGE', requestId);
    let accessKey: string | undefined;
    if (authorization === 'AWS_IAM') {
      if (!request.headers.authorization) return gateway(response, 'MISSING_AUTHENTICATION_TOKEN', requestId);
      accessKey = deps.checkSignature(request, body)?.accessKey;
      if (accessKey === undefined) return gateway(response, 'INVALID_SIGNATURE', requestId);
    }
    const event = restEvent({
      request,
      body,
      path,
      query,
      route: found,
      api: deps.spec,
      requestId,
      accessKey,
      now: deps.now(),
    });
    await integrate(deps, integration, JSON.stringify(event), { response, requestId, gateway });
  };
}

/** A refusal before any route or response of the template applies. AWS documents the limits and not the status. */
function refuse(response: ServerResponse, status: number, message: string, requestId: string): void {
  sendJson(response, status, { message }, { 'x-amzn-requestid': requestId });
}

const sizeOfValues = ({ rawHeaders }: IncomingMessage): number =>
  rawHeaders.reduce((sum, text, index) => sum + (index % 2 === 1 ? text.length : 0), 0);

async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  try {
    return await readBody(request, REQUEST_LIMIT_BYTES);
  } catch (error) {
    if (error instanceof BodyTooLarge) return undefined;
    throw error;
  }
}

interface Answering {
  readonly response: ServerResponse;
  readonly requestId: string;
  readonly gateway: SendGatewayResponse;
}

async function integrate(
  deps: RestApiDeps,
  integration: RestIntegration & { kind: 'lambda' },
  payload: string,
  { response, requestId, gateway }: Answering,
): Promise<void> {
  const fn = deps.functions.get(integration.functionArn);
  if (!fn) return gateway(response, 'DEFAULT_5XX', requestId);
  if (Buffer.byteLength(payload) > PAYLOAD_LIMIT_BYTES) return gateway(response, 'REQUEST_TOO_LARGE', requestId);
  const backend = underFault(deps.faults.next(), fn, response, () => gateway(response, 'THROTTLED', requestId));
  if (!backend) return;

  // The API stops waiting. The function continues, and its response is dropped.
  const timer = setTimeout(() => {
    if (response.headersSent) response.destroy();
    else gateway(response, 'INTEGRATION_TIMEOUT', requestId);
  }, integration.timeoutMs);
  response.once('close', () => clearTimeout(timer));
  const answerFailure = (failure?: FunctionFailure) =>
    gateway(response, failure === THROTTLED ? 'API_CONFIGURATION_ERROR' : 'DEFAULT_5XX', requestId);
  if (!integration.streamed) return sendBuffered(backend, payload, { response, requestId, answerFailure });
  const gatewayHeaders = [['x-amzn-requestid', requestId]] as const;
  const sink = createHttpSink({ response, gatewayHeaders, answerFailure, needsPrelude: true });
  await backend.invoke(payload, untilAnswered(response, sink));
}

/** Drops the function's response after the API has sent its own. */
function untilAnswered(response: ServerResponse, sink: ResponseSink): ResponseSink {
  const gone = () => response.writableEnded || response.destroyed;
  return {
    open: (contentType) => void (gone() || sink.open(contentType)),
    write: (chunk) => (gone() ? undefined : sink.write(chunk)),
    end: () => void (gone() || sink.end()),
    fail: (failure) => void (gone() || sink.fail(failure)),
  };
}

/** Answers as CDK's preflight mock: fixed headers, and the request's origin if it is another allowed one. */
function sendMock(
  integration: RestIntegration & { kind: 'mock' },
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const { origin } = request.headers;
  const headers = new Map(Object.entries(integration.headers));
  if (origin && integration.otherOrigins.includes(origin)) headers.set('Access-Control-Allow-Origin', origin);
  response.writeHead(integration.status, Object.fromEntries(headers)).end();
}
