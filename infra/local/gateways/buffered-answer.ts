import type { ServerResponse } from 'node:http';
import * as z from 'zod/mini';
import { type FunctionBackend, type FunctionFailure, invokeBuffered } from '../lambda/backend.ts';
import { headerLines, Prelude } from './prelude.ts';

/** Lambda's limit of a buffered response. */
const ANSWER_LIMIT_BYTES = 6 * 1024 * 1024;

const HAS_NO_BODY = new Set([204, 304]);

const Answer = z.extend(Prelude, {
  statusCode: z.int().check(z.gte(100), z.lte(599)),
  body: z._default(z.nullable(z.string()), ''),
  isBase64Encoded: z._default(z.boolean(), false),
});

export interface BufferedAnswering {
  readonly response: ServerResponse;
  readonly requestId: string;
  /** Called when the function failed or did not return a valid response. */
  readonly answerFailure: (failure?: FunctionFailure) => void;
}

/** Invokes the function and sends its complete response. */
export async function sendBuffered(
  backend: FunctionBackend,
  payload: string,
  { response, requestId, answerFailure }: BufferedAnswering,
): Promise<void> {
  const { payload: result, failure } = await invokeBuffered(backend, payload);
  if (response.writableEnded || response.destroyed) return;
  const answer = failure || result.length > ANSWER_LIMIT_BYTES ? undefined : parseAnswer(result);
  if (!answer) return answerFailure(failure);
  const lines = headerLines(answer);
  if (!lines.some(([name]) => name.toLowerCase() === 'content-type')) lines.push(['content-type', 'application/json']);
  const body = Buffer.from(answer.body ?? '', answer.isBase64Encoded ? 'base64' : 'utf8');
  try {
    const length = HAS_NO_BODY.has(answer.statusCode) ? [] : [['content-length', String(body.length)]];
    response.writeHead(answer.statusCode, [...lines, ...length, ['x-amzn-requestid', requestId]].flat());
  } catch {
    // a header that HTTP does not allow
    return answerFailure();
  }
  response.end(body);
}

function parseAnswer(result: Buffer): z.output<typeof Answer> | undefined {
  try {
    return Answer.safeParse(JSON.parse(result.toString())).data;
  } catch {
    return undefined;
  }
}
