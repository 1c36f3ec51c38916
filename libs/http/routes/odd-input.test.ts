import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { createDynamoGames } from '#adapters/dynamodb/games';
import { createDynamoNotes } from '#adapters/dynamodb/notes';
import { createDynamoUsers } from '#adapters/dynamodb/users';
import type { PreflightAnswer } from '#contract/game-chat-requests';
import { createGameCoach } from '#domain/game-coach/game-coach';
import { createExternalLoopWorld, PERSON, said, used } from '#testing/simulation/external-loop-world';
import { createRouter } from '../router.ts';
import { budgetRoutes } from './budget-routes.ts';
import { gameCoachPreflightRoutes } from './game-coach-preflight-routes.ts';
import { gameCoachSessionRoutes } from './game-coach-session-routes.ts';

const CHAT = '/coach/chat';
const SERVICE = `/service/users/${PERSON}${CHAT}`;
const HALF = '\ud83d';
const MAX = Number.MAX_SAFE_INTEGER;

async function createApi() {
  const world = await createExternalLoopWorld();
  const { storage, deps } = world;
  const coach = createGameCoach({ games: createDynamoGames(storage), notes: createDynamoNotes(storage), maxSteps: 3 });
  const routes = [
    ...gameCoachPreflightRoutes(coach, deps),
    ...gameCoachSessionRoutes(deps as unknown as Parameters<typeof gameCoachSessionRoutes>[0]),
    ...budgetRoutes({ ...deps, users: createDynamoUsers(storage) }),
  ];
  const handle = createRouter(routes, { ...deps, tokens: { verify: async () => ({ sub: PERSON }) } });
  const ask = async (method: string, path: string, json?: unknown, query: Record<string, string> = {}) => {
    const answer = await handle({
      frontDoor: 'rest',
      method,
      path,
      query,
      headers: { 'content-type': 'application/json', authorization: 'x' },
      body: Buffer.from(json === undefined ? '' : JSON.stringify(json)),
      deadline: new AbortController().signal,
      isService: path.startsWith('/service/'),
    });
    return { status: answer.status, body: JSON.parse(String(answer.body)), bytes: String(answer.body) };
  };
  const open = async () => {
    const { body } = await ask('POST', `${SERVICE}/preflight`, { message: 'How was I?' });
    const { sessionId, reservationId } = body as PreflightAnswer;
    return { sessionId, reservationId };
  };
  return { ...world, ask, open };
}

const block = (fields: object) => [{ role: 'assistant', content: [fields] }];
const found = { type: 'tool_result', toolUseId: 'a', ok: true, content: {} };

describe('half of a surrogate pair', () => {
  it.each([
    ['a text', { type: 'text', text: HALF }],
    ['a thought', { type: 'reasoning', text: HALF }],
    ['a signed thought', { type: 'reasoning', text: HALF, signature: 'signed' }],
    ['a signature', { type: 'reasoning', text: 'x', signature: HALF }],
    ['a redacted thought', { type: 'redacted_reasoning', data: HALF }],
    ['the id of a tool use', { type: 'tool_use', toolUseId: HALF, name: 'look', input: {} }],
    ['the name of a tool', { type: 'tool_use', toolUseId: 'a', name: HALF, input: {} }],
    ['a key of an input', { type: 'tool_use', toolUseId: 'a', name: 'look', input: { [HALF]: [HALF] } }],
  ])('ends the hold of an abort with one in %s', async (_, fields) => {
    const { ask, open, items } = await createApi();
    const stop = { ...(await open()), partialMessages: block(fields) };
    expect(await ask('POST', `${CHAT}/abort`, stop)).toMatchObject({ status: 200, body: { aborted: true } });
    expect(items('RES#')).toMatchObject([{ state: 'settled' }]);
    const again = await ask('POST', `${CHAT}/preflight`, { message: 'And?', sessionId: stop.sessionId });
    expect([again.status, again.bytes.includes('\\ud83d')]).toEqual([200, false]);
  });

  it('is replaced in everything that a backend records', async () => {
    const { ask, open, items } = await createApi();
    const uses = { type: 'tool_use', toolUseId: `a${HALF}`, name: HALF, input: { [HALF]: HALF } };
    const results = { ...found, toolUseId: `a${HALF}`, content: { [HALF]: HALF }, summary: HALF };
    const messages = [
      { role: 'user', content: HALF },
      ...block(uses),
      { role: 'user', content: [results] },
      { role: 'assistant', content: [{ type: 'text', text: HALF }] },
    ];
    const record = { ...(await open()), messages, usage: used(1, 1) };
    expect((await ask('POST', `${SERVICE}/record`, record)).body).toEqual({ recorded: true });
    expect(JSON.stringify(items('MSG#'))).not.toContain('\\ud83d');
  });
});

describe('what is too large to store', () => {
  it.each([
    ['a number', { ...found, durationMs: 1e300 }, 'durationMs'],
    ['a negative number', { ...found, durationMs: -1 }, 'durationMs'],
    ['an id', { ...found, toolUseId: 'x'.repeat(1_500) }, 'toolUseId'],
    ['a summary', { ...found, summary: 'x'.repeat(2_001) }, 'summary'],
    ['a key', { ...found, content: { a: { ['x'.repeat(257)]: 1 } } }, 'content'],
  ])('is refused with the path of its field: %s', async (_, fields, name) => {
    const { ask, open, items } = await createApi();
    const place = await open();
    const messages = [{ role: 'user', content: [fields] }];
    for (const [path, body] of [
      [`${CHAT}/abort`, { ...place, partialMessages: messages }],
      [`${SERVICE}/record`, { ...place, messages, usage: used(1, 1) }],
    ] as const) {
      const { status, body: answer } = await ask('POST', path, body);
      expect([status, answer.error.code]).toEqual([422, 'validation_failed']);
      expect(answer.error.details.fields[0].path).toMatch(new RegExp(`essages\\.0\\.content\\.0\\.${name}$`));
    }
    expect(items('RES#')).toMatchObject([{ state: 'held' }]);
  });
});

describe('reported usage', () => {
  it.each([
    ['more than ten million tokens', { inputTokens: 10_000_001 }, 'usage.inputTokens'],
    ['the largest integer', { outputTokens: MAX }, 'usage.outputTokens'],
    ['a negative number', { cacheReadTokens: -1 }, 'usage.cacheReadTokens'],
    ['a fraction', { cacheWriteTokens: 1.5 }, 'usage.cacheWriteTokens'],
    ['another field', { totalTokens: 2 }, 'usage.totalTokens'],
  ])('is refused with %s', async (_, fields, path) => {
    const { ask, open, items } = await createApi();
    const record = { ...(await open()), messages: said(), usage: { ...used(1, 1), ...fields } };
    const { status, body } = await ask('POST', `${SERVICE}/record`, record);
    expect([status, body.error.details.fields]).toMatchObject([422, [{ path }]]);
    expect(items('RES#')).toMatchObject([{ state: 'held' }]);
  });

  it('is accepted up to ten million tokens a field', async () => {
    const { ask, open, items } = await createApi();
    const usage = { inputTokens: 1e7, outputTokens: 1e7, cacheReadTokens: 1e7, cacheWriteTokens: 1e7 };
    const record = { ...(await open()), messages: said(), usage };
    expect((await ask('POST', `${SERVICE}/record`, record)).status).toBe(200);
    expect(items('BUDGET#')).toMatchObject([{ spent: 31_000_000 }]);
  });

  it('leaves the budget readable and refuses turns when more is stored than a number counts exactly', async () => {
    const { ask, open, items, putItem, turn } = await createApi();
    const place = await open();
    const { sessionId } = place;
    const [budget] = items('BUDGET#');
    await putItem({ ...budget, committed: MAX, spent: MAX });
    const [session] = items('SESSION#');
    await putItem({ ...session, tokensIn: MAX, tokensOut: MAX });
    // This adds to them. Later reads find numbers that are no safe integers.
    const record = { ...place, messages: said(), usage: used(60_000, 40_000) };
    expect((await ask('POST', `${SERVICE}/record`, record)).status).toBe(200);
    const { status, body } = await ask('GET', '/coach/budget');
    expect([status, body]).toMatchObject([200, { used: MAX, held: 0, remaining: 0, warning: true }]);
    const refused = await ask('POST', `${CHAT}/preflight`, { message: 'And?', sessionId });
    expect([refused.status, refused.body.error.code]).toEqual([402, 'budget_exhausted']);
    await expect(turn('0f4f8f6e-3b1f-4f0e-9a55-6a8f6a0c9d11').next()).rejects.toMatchObject({
      code: 'budget_exhausted',
    });
    expect((await ask('GET', `${CHAT}/sessions/${sessionId}`)).status).toBe(200);
  });
});

describe('a malformed id in a path', () => {
  it.each(['x', 'a'.repeat(1_500), '%20', '0', 'undefined', '%F0%9F%98%80', '..%2F..%2Fx', "'", '__proto__'])(
    'is answered like an unknown one: %s',
    async (id) => {
      const { ask } = await createApi();
      const unknown = await ask('GET', `${CHAT}/sessions/01JD8Y7Z6K3M9QW2R5T8V0XABC`);
      expect(unknown.status).toBe(404);
      for (const path of [`${CHAT}/sessions/${id}`, `${CHAT}/sessions/${id}/messages`]) {
        const { status, bytes } = await ask('GET', path);
        expect([status, bytes]).toEqual([404, unknown.bytes]);
      }
      const served = await ask('POST', `/service/users/${'u'.repeat(1_500)}${CHAT}/abort`, {});
      expect([served.status, served.bytes]).toEqual([404, unknown.bytes]);
    },
  );
});

describe('a failure that repeating does not mend', () => {
  it.each(['record', 'abort'])('is not retryable when storage refuses the content of %s', async (name) => {
    const { ask, open, dynamo } = await createApi();
    const place = await open();
    dynamo.hooks.beforeApply = (request) => {
      if (!(request instanceof TransactWriteCommand)) return;
      throw Object.assign(new Error('no'), { name: 'ValidationException', $metadata: { httpStatusCode: 400 } });
    };
    const record = { ...place, messages: said(), usage: used(1, 1) };
    const { status, body } = await ask('POST', `${SERVICE}/${name}`, name === 'record' ? record : place);
    expect([status, body.error.code, body.error.retryable]).toEqual([500, 'internal', false]);
  });

  it('is not retryable when a stored row cannot be read', async () => {
    const { ask, open, items, putItem } = await createApi();
    const place = await open();
    const [reservation] = items('RES#');
    await putItem({ ...reservation, amount: 'much' });
    const { status, body } = await ask('POST', `${SERVICE}/abort`, place);
    expect([status, body.error.code, body.error.retryable]).toEqual([500, 'internal', false]);
  });
});
