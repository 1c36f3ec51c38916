import { describe, expect, it } from 'vitest';
import { failureOf, isRunning, Refusal, retryAfterOf, Unreachable } from './refusal.ts';

const NOW = Date.parse('2026-11-21T10:00:00.000Z');

it.each([
  ['seconds', '42', 42_000],
  ['a date', 'Sat, 21 Nov 2026 10:00:07 GMT', 7_000],
  ['a date that has passed', 'Sat, 21 Nov 2026 09:59:00 GMT', 0],
  ['anything else', 'soon', undefined],
])('reads a Retry-After in %s', (_, value, ms) => {
  expect(retryAfterOf(new Headers({ 'retry-after': value }), NOW)).toBe(ms);
});

it('reads no Retry-After where the browser hides the header', () => {
  expect(retryAfterOf(new Headers(), NOW)).toBeUndefined();
});

it.each(['1.5', '-1', ' ', 'Infinity', '10 seconds'])('reads no Retry-After of %j', (value) => {
  expect(retryAfterOf(new Headers({ 'retry-after': value }), NOW) ?? 0).toBe(0);
});

const PROBLEM = 'application/problem+json';
const answered = (status: number, body: unknown, type = PROBLEM, headers: Record<string, string> = {}) =>
  new Response(typeof body === 'string' ? body : JSON.stringify(body), {
    status,
    headers: { 'content-type': type, ...headers },
  });
const problem = { code: 'rate_limited', message: 'Too many.', retryable: true, details: { limit: 3 } };

describe('an error answer', () => {
  it('is read as a refusal with every field when our server sent it', async () => {
    const answer = answered(429, { error: problem }, PROBLEM, { 'retry-after': '2' });
    const failure = await failureOf(answer, NOW);
    expect(failure).toBeInstanceOf(Refusal);
    expect(failure).toMatchObject({ ...problem, name: 'Refusal', status: 429, retryAfterMs: 2_000 });
  });

  it('is read as internal with empty fields when a newer server sent it', async () => {
    expect(await failureOf(answered(418, { error: { code: 'new_code', details: null } }), NOW)).toMatchObject({
      ...{ code: 'internal', message: '', status: 418, retryable: false, retryAfterMs: undefined },
      details: {},
    });
    expect(await failureOf(answered(418, { error: { code: 'not_found', retryable: 'yes' } }), NOW)).toMatchObject({
      ...{ code: 'not_found', retryable: false },
    });
  });

  it('is ours when its status says that a dependency is unavailable', async () => {
    expect(await failureOf(answered(503, { error: problem }), NOW)).toBeInstanceOf(Refusal);
    expect(await failureOf(answered(499, { error: problem }, `${PROBLEM}; charset=utf-8`), NOW)).toBeInstanceOf(
      Refusal,
    );
  });

  it.each([
    ['a crashed function', answered(500, { error: problem })],
    ['a gateway', answered(502, { error: problem })],
    ['another type', answered(403, { error: problem }, 'application/json')],
    ['no type', new Response(null, { status: 403 })],
    ['no JSON', answered(403, '<html>')],
    ['no object', answered(403, null)],
    ['a text', answered(403, 'text' as unknown)],
    ['no error in it', answered(403, {})],
    ['an error that is null', answered(403, { error: null })],
    ['an error without a code', answered(403, { error: { message: 'no' } })],
  ])('is not ours when it has %s', async (_, response) => {
    const failure = await failureOf(response, NOW);
    expect(failure).toBeInstanceOf(Unreachable);
    expect(failure).toMatchObject({ name: 'Unreachable', begun: false, lasted: false, isFree: false });
  });
});

it('knows a refusal because this very turn is running', () => {
  const facts = { status: 409, retryable: true, retryAfterMs: undefined };
  const of = (code: 'turn_in_progress' | 'session_ended', turnId?: string) =>
    new Refusal(code, '', { ...facts, details: { turnId } });
  expect(isRunning(of('turn_in_progress', 't'), 't')).toBe(true);
  expect(isRunning(of('turn_in_progress', 'other'), 't')).toBe(false);
  expect(isRunning(of('turn_in_progress'), 't')).toBe(false);
  expect(isRunning(of('session_ended', 't'), 't')).toBe(false);
});
