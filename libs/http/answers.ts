import { PROBLEMS } from '#contract/problems';
import { CoachError, codeOf, toProblemBody } from '#ports/errors';
import type { HttpAnswer } from '#ports/http';

/** Headers of every answer: caches must not store it, and browsers must not guess another type. */
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

/** The problem body of any error, the only shape in which errors leave the server. */
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
