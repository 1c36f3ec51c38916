import { PROBLEMS } from '#contract/problems';
import { CoachError, codeOf, toProblemBody } from '#ports/errors';
import type { HttpAnswer } from '#ports/http';

/** What every answer says: it is one person's, and of the type that it says it is. */
const COMMON = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

export const json = (status: number, value: unknown): HttpAnswer => ({
  status,
  headers: { ...COMMON, 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify(value),
});

export const noContent = (): HttpAnswer => ({ status: 204, headers: COMMON, body: '' });

export interface Streamed {
  readonly contentType: string;
  readonly heartbeat: string;
  readonly headers?: HttpAnswer['headers'];
}

export const streamed = (
  body: AsyncGenerator<string, void, undefined>,
  { contentType, heartbeat, headers = {} }: Streamed,
): HttpAnswer => ({
  status: 200,
  headers: { ...COMMON, 'content-type': contentType, 'x-accel-buffering': 'no', ...headers },
  body,
  heartbeat,
});

/** A refusal, or whatever went wrong, in the one shape that leaves the server. */
export function problem(error: unknown): HttpAnswer {
  const code = codeOf(error);
  const retryAfterMs = error instanceof CoachError ? error.retryAfterMs : undefined;
  const { status } = PROBLEMS[code];
  return {
    status,
    headers: {
      ...COMMON,
      'content-type': 'application/problem+json',
      ...(retryAfterMs !== undefined && { 'retry-after': String(Math.ceil(retryAfterMs / 1_000)) }),
      ...(status === 401 && { 'www-authenticate': 'Bearer' }),
    },
    body: JSON.stringify(toProblemBody(error)),
  };
}
