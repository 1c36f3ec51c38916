import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { HttpAnswer, HttpHandler } from '#ports/http';
import { createManualClock } from '#testing/manual-clock';
import { type ResponseHead, serveBuffered, serveStream } from './serve.ts';

const OURS = 'https://coach.example';
const URL_EVENT = { version: '2.0', rawPath: '/x', requestContext: { http: { method: 'POST' } } };
const REST_EVENT = { httpMethod: 'POST', path: '/x', requestContext: {} };
const withOrigin = (event: object, origin: string) => ({ ...event, headers: { Origin: origin } });

interface Lambda {
  readonly event?: object;
  /** Until Lambda ends the function, in milliseconds. */
  readonly remainingMs?: number;
}

const ok: HttpAnswer = { status: 201, headers: { 'content-type': 'text/plain' }, body: 'done' };

/** What a client gets of a function that streams. */
async function stream(handle: HttpHandler, { event = URL_EVENT, remainingMs = 900_000 }: Lambda = {}) {
  const heads: ResponseHead[] = [];
  const written: string[] = [];
  const response = Object.assign(new EventEmitter(), {
    write: (chunk: string) => written.push(chunk) > 0,
    end: (callback: () => void) => callback(),
  });
  const open = (head: ResponseHead) => {
    heads.push(head);
    return response;
  };
  const deps = { handle, allowedOrigins: [OURS], clock: createManualClock() };
  await serveStream(event, { getRemainingTimeInMillis: () => remainingMs }, open, deps);
  return { heads, body: written.join('') };
}

const buffered = (handle: HttpHandler, { event = REST_EVENT, remainingMs = 900_000 }: Lambda = {}) =>
  serveBuffered(event, { getRemainingTimeInMillis: () => remainingMs }, { handle, allowedOrigins: [OURS] });

async function* parts() {
  yield 'one ';
  yield 'two';
}

it('sends one head with the status and the headers of the answer, and then its body', async () => {
  expect(await stream(async () => ({ ...ok, body: parts() }))).toEqual({
    heads: [{ statusCode: 201, headers: { 'content-type': 'text/plain' } }],
    body: 'one two',
  });
});

it('returns a buffered answer as a whole, whether its body is a text or comes in parts', async () => {
  const answer = { statusCode: 201, headers: { 'content-type': 'text/plain', vary: 'Origin' }, body: 'done' };
  expect(await buffered(async () => ok)).toEqual(answer);
  expect(await buffered(async () => ({ ...ok, body: parts() }))).toEqual({ ...answer, body: 'one two' });
});

describe('the CORS headers of an answer', () => {
  const headersFor = async (event: object) => (await stream(async () => ok, { event })).heads[0]?.headers;

  it('lets a page of ours read an answer of the API and the headers that it needs', async () => {
    expect(await headersFor(withOrigin(REST_EVENT, OURS))).toEqual({
      'content-type': 'text/plain',
      vary: 'Origin',
      'access-control-allow-origin': OURS,
      'access-control-expose-headers': 'retry-after, x-request-id, x-vercel-ai-ui-message-stream',
    });
  });

  it.each(['https://evil.example', `${OURS}.evil.example`, 'https://coach', 'null'])(
    'does not let a page of another origin read an answer of the API: %s',
    async (origin) => {
      expect(await headersFor(withOrigin(REST_EVENT, origin))).toEqual({
        'content-type': 'text/plain',
        vary: 'Origin',
      });
    },
  );

  it('adds no CORS headers to an answer of the Function URL, because browsers refuse a header that comes twice', async () => {
    expect(await headersFor(withOrigin(URL_EVENT, OURS))).toEqual({ 'content-type': 'text/plain' });
  });
});

describe('the deadline of a request', () => {
  /** Whether the deadline passes before a timer that a handler sets for itself. */
  const passesWithin = async (serve: typeof stream | typeof buffered, remainingMs: number) => {
    const { promise, resolve } = Promise.withResolvers<unknown>();
    const handle: HttpHandler = async ({ deadline }) => {
      deadline.addEventListener('abort', () => resolve(deadline.reason), { once: true });
      setTimeout(resolve, 20, 'not yet');
      await promise;
      return ok;
    };
    await serve(handle, { remainingMs });
    return promise;
  };

  it.each([
    ['a stream to store and send its end: 12 s', stream, 12_000],
    ['a buffered answer to settle its charge: 2 s', buffered, 2_000],
  ] as const)('keeps time back for %s', async (_, serve, closingMs) => {
    expect(await passesWithin(serve, closingMs + 1_000)).toBe('not yet');
    for (const remainingMs of [closingMs + 1, closingMs - 1, 0]) {
      expect(await passesWithin(serve, remainingMs)).toMatchObject({ code: 'deadline_exceeded' });
    }
  });
});
