import { setTimeout as timer } from 'node:timers';
import type { HttpAnswer, HttpHandler } from '#ports/http';
import { corsHeaders } from './cors.ts';
import { toHttpRequest } from './request.ts';

/** Kept back of the function's time, so that a turn can still end and say so, in milliseconds. */
const CLOSING_MS = 12_000;

/** What we use of Lambda's context. */
export interface LambdaContext {
  getRemainingTimeInMillis(): number;
}

/** What we use of Lambda's response stream, which is no `instanceof Writable`. */
export interface ResponseStream {
  write(chunk: string): boolean;
  end(callback: () => void): unknown;
  once(event: 'drain' | 'error' | 'close', listener: (error?: unknown) => void): unknown;
  off(event: 'drain' | 'error' | 'close', listener: (error?: unknown) => void): unknown;
}

export interface ResponseHead {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
}

export interface ServeDeps {
  readonly handle: HttpHandler;
  readonly allowedOrigins: readonly string[];
}

/** Answers one event of a streaming function: a head with the true status, then the body as it is made. */
export async function serveStream(
  event: unknown,
  context: LambdaContext,
  open: (head: ResponseHead) => ResponseStream,
  deps: ServeDeps,
): Promise<void> {
  await withDeadline(context, async (deadline) => {
    const { status, headers, body } = await answerOf(event, deadline, deps);
    await send(body, open({ statusCode: status, headers }));
  });
}

/** What a buffered function answers to API Gateway. */
export interface BufferedResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Answers one event of a buffered function. */
export function serveBuffered(event: unknown, context: LambdaContext, deps: ServeDeps): Promise<BufferedResponse> {
  return withDeadline(context, async (deadline) => {
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

async function withDeadline<T>(context: LambdaContext, run: (deadline: AbortSignal) => Promise<T>): Promise<T> {
  const deadline = new AbortController();
  const late = timer(() => deadline.abort(), Math.max(0, context.getRemainingTimeInMillis() - CLOSING_MS));
  try {
    return await run(deadline.signal);
  } finally {
    clearTimeout(late);
  }
}

/**
 * Writes a body at the pace at which it is read. A reader that has gone does not stop it: what is produced is still to be
 * committed, so the rest is asked for and thrown away.
 *
 * The head goes out with the first write, and an `end()` without one loses it, so there always is one.
 * @see https://github.com/aws/aws-lambda-nodejs-runtime-interface-client/issues/97
 */
async function send(body: HttpAnswer['body'], stream: ResponseStream): Promise<void> {
  let isGone = false;
  stream.once('error', () => {
    isGone = true;
  });
  if (typeof body === 'string') {
    stream.write(body);
  } else {
    for await (const part of body) {
      if (!isGone && !stream.write(part)) await drained(stream);
    }
  }
  if (!isGone) await new Promise<void>((resolve) => stream.end(resolve));
}

function drained(stream: ResponseStream): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const events = ['drain', 'error', 'close'] as const;
  const wake = () => {
    for (const event of events) stream.off(event, wake);
    resolve();
  };
  for (const event of events) stream.once(event, wake);
  return promise;
}
