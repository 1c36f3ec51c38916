import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FaultKind } from '../faults/faults.ts';
import { type FunctionBackend, type FunctionFailure, THROTTLED } from '../lambda/backend.ts';
import { BodyTooLarge, readBody } from '../loopback-server.ts';
import { underFault } from './gateway-faults.ts';
import { createHttpSink } from './http-sink.ts';
import { answerPreflight, corsHeaders, type UrlCors } from './url-cors.ts';
import { urlEvent } from './url-event.ts';

/** Lambda's limit of a request payload: of the body, and of the event that contains it, with base64 if it is binary. */
const REQUEST_LIMIT_BYTES = 6 * 1024 * 1024;
const TOO_LARGE = `Request must be smaller than ${REQUEST_LIMIT_BYTES} bytes`;

export interface FunctionUrlDeps {
  readonly backend: FunctionBackend;
  readonly cors: UrlCors | undefined;
  /** First label of the domain, which is part of the event. */
  readonly urlId: string;
  readonly now: () => number;
  readonly faults: { next(): FaultKind | undefined };
}

/** A Function URL with `RESPONSE_STREAM` and without IAM: it passes every path and method to the function. */
export function createFunctionUrl({ backend, cors, urlId, now, faults }: FunctionUrlDeps) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (answerPreflight(cors, request, response)) return;
    const gatewayHeaders: [string, string][] = [...corsHeaders(cors, request), ['x-amzn-requestid', randomUUID()]];
    const refuse = (status: number, message: string) => {
      response.writeHead(status, [['content-type', 'application/json'], ...gatewayHeaders].flat());
      response.end(JSON.stringify({ Message: message }));
    };
    let body: Buffer;
    try {
      body = await readBody(request, REQUEST_LIMIT_BYTES);
    } catch (error) {
      if (error instanceof BodyTooLarge) return refuse(413, TOO_LARGE);
      throw error;
    }
    const event = JSON.stringify(urlEvent(request, body, urlId, now()));
    if (Buffer.byteLength(event) > REQUEST_LIMIT_BYTES) return refuse(413, TOO_LARGE);
    const answerFailure = (failure: FunctionFailure) => {
      if (failure === THROTTLED) return refuse(429, THROTTLED.errorMessage);
      response.writeHead(502, [['content-type', 'text/plain'], ...gatewayHeaders].flat());
      response.end('Internal Server Error');
    };
    const target = underFault(faults.next(), backend, response, () => refuse(429, THROTTLED.errorMessage));
    if (!target) return;
    const sink = createHttpSink({ response, gatewayHeaders, answerFailure, needsPrelude: false });
    await target.invoke(event, sink);
  };
}
