import { setTimeout as timer } from 'node:timers';
import type { Clock } from '#ports/clock';
import { CoachError } from '#ports/errors';
import type { HttpAnswer, HttpHandler } from '#ports/http';
import { corsHeaders } from './cors.ts';
import { toHttpRequest } from './request.ts';
import { type ResponseStream, writeBody } from './write-body.ts';

/** Reserved at the end of the function's time, so that a turn can still store and send its end. Milliseconds. */
const CLOSING_MS = 12_000;

/** The same for a buffered answer, which has only a charge to settle. */
const BUFFERED_CLOSING_MS = 2_000;

/** The part of Lambda's context that is used. */
export interface LambdaContext {
  getRemainingTimeInMillis(): number;
}

export interface ResponseHead {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
}

export interface ServeDeps {
  readonly handle: HttpHandler;
  readonly allowedOrigins: readonly string[];
}

export interface ServeStreamDeps extends ServeDeps {
  readonly clock: Clock;
}

/** Answers one event of a streaming function: a head with the real status, then the body as it is produced. */
export async function serveStream(
  event: unknown,
  context: LambdaContext,
  open: (head: ResponseHead) => ResponseStream,
  deps: ServeStreamDeps,
): Promise<void> {
  await withDeadline(context, CLOSING_MS, async (deadline) => {
    const answer = await answerOf(event, deadline, deps);
    await writeBody(answer, open({ statusCode: answer.status, headers: answer.headers }), deps.clock);
  });
}

/** The response of a buffered function to API Gateway. */
export interface BufferedResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Answers one event of a buffered function. */
export function serveBuffered(event: unknown, context: LambdaContext, deps: ServeDeps): Promise<BufferedResponse> {
  return withDeadline(context, BUFFERED_CLOSING_MS, async (deadline) => {
    const { status, headers, body } = await answerOf(event, deadline, deps);
    return {
      statusCode: status,
      headers,
      body: typeof body === 'string' ? body : (await Array.fromAsync(body)).join(''),
    };
  });
}

async function answerOf(
  event: unknown,
  deadline: AbortSignal,
  { handle, allowedOrigins }: ServeDeps,
): Promise<HttpAnswer> {
  const request = toHttpRequest(event, deadline);
  const answer = await handle(request);
  return { ...answer, headers: { ...answer.headers, ...corsHeaders(request, allowedOrigins) } };
}

async function withDeadline<T>(
  context: LambdaContext,
  closingMs: number,
  run: (deadline: AbortSignal) => Promise<T>,
): Promise<T> {
  const deadline = new AbortController();
  const late = timer(
    () => deadline.abort(new CoachError('deadline_exceeded', 'the function is running out of time')),
    Math.max(0, context.getRemainingTimeInMillis() - closingMs),
  );
  try {
    return await run(deadline.signal);
  } finally {
    clearTimeout(late);
  }
}
