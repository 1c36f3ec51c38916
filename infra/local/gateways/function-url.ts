import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FaultKind } from '../faults/faults.ts';
import type { FunctionBackend } from '../lambda/backend.ts';
import { BodyTooLarge, readBody } from '../loopback-server.ts';
import { underFault } from './gateway-faults.ts';
import { createHttpSink } from './http-sink.ts';
import { answerPreflight, corsHeaders, type UrlCors } from './url-cors.ts';
import { urlEvent } from './url-event.ts';

/** Lambda's limit of a request payload. */
const REQUEST_LIMIT_BYTES = 6 * 1024 * 1024;

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
      if (error instanceof BodyTooLarge) return refuse(413, 'Request must be smaller than 6291456 bytes');
      throw error;
    }
    const answerFailure = () => {
      response.writeHead(502, [['content-type', 'text/plain'], ...gatewayHeaders].flat());
      response.end('Internal Server Error');
    };
    const target = underFault(faults.next(), backend, response, () => refuse(429, 'Rate Exceeded.'));
    if (!target) return;
    const sink = createHttpSink({ response, gatewayHeaders, answerFailure, needsPrelude: false });
    await target.invoke(JSON.stringify(urlEvent(request, body, urlId, now())), sink);
  };
}
