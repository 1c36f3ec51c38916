import { describe, expect, it } from 'vitest';
import { agUi } from '#contract/dialects/ag-ui';
import { aiSdk } from '#contract/dialects/ai-sdk';
import type { Dialect } from '#contract/dialects/dialect';
import { native } from '#contract/dialects/native';
import { CoachError } from '#ports/errors';
import type { HttpRequest } from '#ports/http';
import { dialectOf } from './dialect-of.ts';
import { readTurn } from './read-turn.ts';
import { coachCreatorTurn } from './routes/coach-creator-turn-routes.ts';

const SESSION = '01JD8Y7Z6K3M9QW2R5T8V0XABC';
const TURN = '0f4f8f6e-3b1f-4f0e-9a55-6a8f6a0c9d11';

const requestOf = (json: unknown, more: Partial<HttpRequest> = {}): HttpRequest => ({
  frontDoor: 'rest',
  method: 'POST',
  path: '/stream',
  query: {},
  headers: { 'content-type': 'application/json' },
  body: new TextEncoder().encode(JSON.stringify(json)),
  deadline: new AbortController().signal,
  ...more,
});

const read = (json: unknown, query: HttpRequest['query'] = {}, { startedAt = 0, sessionId = SESSION } = {}) => {
  const request = requestOf(json, { query });
  const params: Record<string, string> = sessionId === '' ? {} : { sessionId };
  const call = { request, requestId: 'r', startedAt, sub: 'me', params };
  return readTurn(call, coachCreatorTurn, DIALECTS[query['protocol'] ?? 'native'] ?? native);
};
const problemOf = (run: () => unknown) => {
  try {
    run();
  } catch (error) {
    if (error instanceof CoachError) return { code: error.code, ...error.details };
    throw error;
  }
  return undefined;
};

const DIALECTS: Readonly<Record<string, Dialect>> = { native, 'ai-sdk': aiSdk, 'ag-ui': agUi };
const AI_SDK = { protocol: 'ai-sdk' };
const ours = { turnId: TURN, userResponse: 'Hi', messageTimestamp: '2026-11-21T10:00:00Z' };
const theirs = (id: string, text = 'Hi', more: object = {}) => ({
  id: 'chat',
  messages: [{ id, role: 'user', parts: [{ type: 'text', text }], ...more }],
});

describe('a turn whose ids are sent in upper case', () => {
  const upper = TURN.toUpperCase();
  const [id, again] = [TURN, upper];

  it('is the same turn with the same identity in our own dialect', () => {
    const sent = read({ ...ours, parentTurnId: TURN });
    expect(read({ ...ours, turnId: upper, parentTurnId: upper })).toEqual(sent);
    expect(sent.body).toMatchObject({ turnId: TURN, parentTurnId: TURN });
  });

  it('is the same turn with the same identity in the dialect of another product', () => {
    const ofClient = (turnId: string) => read({ ...theirs('m1'), turnId, parentTurnId: turnId }, AI_SDK);
    const { identity, body } = ofClient(again);
    expect({ identity, body: { ...body, messageTimestamp: '' } }).toEqual({
      identity: ofClient(id).identity,
      body: { ...ofClient(id).body, messageTimestamp: '' },
    });
    expect(body).toMatchObject({ turnId: TURN, parentTurnId: TURN });
  });
});

describe('dialectOf', () => {
  const nameOf = async (query: HttpRequest['query'], headers: HttpRequest['headers'] = {}) =>
    Object.keys((await dialectOf(requestOf({}, { query, headers }))).headers);

  it('reads the query first, then the header', async () => {
    expect(await nameOf(AI_SDK)).toEqual(['x-vercel-ai-ui-message-stream']);
    expect(await nameOf({}, { 'x-stream-protocol': 'ai-sdk' })).toEqual(['x-vercel-ai-ui-message-stream']);
    expect(await nameOf({ protocol: 'native' }, { 'x-stream-protocol': 'ai-sdk' })).toEqual([]);
    expect(await nameOf({})).toEqual([]);
  });

  it.each(['', 'AI-SDK', 'morse', 'constructor'])('refuses the unknown protocol “%s”', async (protocol) => {
    await expect(nameOf({ protocol })).rejects.toMatchObject({
      code: 'validation_failed',
      details: { fields: [{ path: 'protocol', message: 'native, ai-sdk, ag-ui' }] },
    });
  });
});

describe('readTurn of the native dialect', () => {
  it('returns the body, and the cursor of the body, or else of the header', () => {
    const { body, identity, cursor, message } = read({ ...ours, cursor: '1-4' });
    expect([body, identity, cursor, message]).toEqual([{ ...ours, cursor: '1-4' }, body, '1-4', undefined]);
    const request = requestOf(ours, { headers: { 'content-type': 'application/json', 'last-event-id': '1-2' } });
    const call = { request, requestId: 'r', startedAt: 0, sub: 'me', params: {} };
    expect(readTurn(call, coachCreatorTurn, native).cursor).toBe('1-2');
    const both = requestOf({ ...ours, cursor: '1-4' }, { headers: request.headers });
    expect(readTurn({ ...call, request: both }, coachCreatorTurn, native).cursor).toBe('1-4');
  });
});

describe('readTurn of another dialect', () => {
  it('fills the coach’s own fields, with the time of arrival when the client sends none', () => {
    expect(read(theirs(TURN), AI_SDK, { startedAt: Date.parse('2026-11-21T10:00:00Z') }).body).toEqual({
      turnId: TURN,
      userResponse: 'Hi',
      messageTimestamp: '2026-11-21T10:00:00.000Z',
    });
    const createdAt = '2026-11-21T11:00:00+01:00';
    expect(read(theirs(TURN, 'Hi', { metadata: { createdAt } }), AI_SDK).body.messageTimestamp).toBe(createdAt);
  });

  it('reads a repeated message as the same turn, whatever else the client sends', () => {
    const first = read(theirs('msg-1'), AI_SDK, { startedAt: 1 });
    const again = read({ ...theirs('msg-1'), trigger: 'regenerate-message', tools: { a: 1 } }, AI_SDK, {
      startedAt: 2,
    });
    expect(again.identity).toEqual(first.identity);
    expect(again.body.turnId).toBe(first.body.turnId);
    expect(read(theirs('msg-1', 'Ho'), AI_SDK).identity).not.toEqual(first.identity);
    expect(first.cursor).toBeUndefined();
  });

  it('derives the turn id from the session, or from the chat when there is no session yet', () => {
    const idOf = (sessionId: string, chat: string) =>
      read({ ...theirs('msg-1'), id: chat }, AI_SDK, { sessionId }).body.turnId;
    expect(idOf(SESSION, 'a')).toBe(idOf(SESSION, 'b'));
    expect(idOf(SESSION, 'a')).not.toBe(idOf('01JD8Y7Z6K3M9QW2R5T8V0XABD', 'a'));
    expect(idOf('', 'a')).not.toBe(idOf('', 'b'));
  });

  it('keeps the time of arrival out of the identity, and texts inside of lists as they are', () => {
    const imageS3Keys = [TURN.toUpperCase()];
    const { identity, body } = read({ ...theirs('msg-1'), imageS3Keys, confirm: true }, AI_SDK, { startedAt: 5 });
    expect(identity).toMatchObject({ messageTimestamp: '', confirm: true, imageS3Keys });
    expect(body).toMatchObject({ messageTimestamp: '1970-01-01T00:00:00.005Z', confirm: true, imageS3Keys });
  });

  it('copies only the extra fields that the coach knows', () => {
    const parentTurnId = '0f4f8f6e-3b1f-4f0e-9a55-6a8f6a0c9d12';
    const more = { confirm: true, imageS3Keys: ['a'], parentTurnId, turnId: TURN, cursor: '1-1', userResponse: 'x' };
    expect(read({ ...theirs('msg-1'), ...more }, AI_SDK).body).toMatchObject({
      turnId: TURN,
      userResponse: 'Hi',
      confirm: true,
      imageS3Keys: ['a'],
      parentTurnId,
    });
    const forwardedProps = { confirm: true };
    const run = { threadId: 't', runId: 'r', messages: [{ id: TURN, role: 'user', content: '' }], forwardedProps };
    expect(read(run, { protocol: 'ag-ui' })).toMatchObject({
      body: { confirm: true, userResponse: '' },
      message: { run: {} },
    });
  });

  it.each([
    ['missing_field', {}, 'messages'],
    ['validation_failed', { id: 'c', messages: [] }, 'messages'],
    ['validation_failed', theirs('msg-1', ''), 'userResponse'],
    ['validation_failed', { ...theirs('msg-1'), confirm: 'yes' }, 'confirm'],
    ['validation_failed', { ...theirs('msg-1'), parentTurnId: 7 }, 'parentTurnId'],
  ])('refuses with %s and names the field: %j', (code, json, path) => {
    expect(problemOf(() => read(json, AI_SDK))).toMatchObject({ code, fields: [{ path }] });
  });
});
