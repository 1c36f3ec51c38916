import { describe, expect, it } from 'vitest';
import { createDynamoGames } from '#adapters/dynamodb/games';
import { createDynamoNotes } from '#adapters/dynamodb/notes';
import { AbortPreflight, PreflightAnswer, RecordTurn } from '#contract/game-chat-requests';
import { createGameCoach } from '#domain/game-coach/game-coach';
import type { HttpRequest } from '#ports/http';
import { createExternalLoopWorld, PERSON, said, used } from '#testing/simulation/external-loop-world';
import { createRouter } from '../router.ts';
import { gameCoachPreflightRoutes } from './game-coach-preflight-routes.ts';

const CHAT = '/coach/chat';
const SERVICE = `/service/users/${PERSON}${CHAT}`;

async function createApi() {
  const world = await createExternalLoopWorld();
  const { storage, deps } = world;
  const coach = createGameCoach({ games: createDynamoGames(storage), notes: createDynamoNotes(storage), maxSteps: 3 });
  const handle = createRouter(gameCoachPreflightRoutes(coach, deps), {
    ...deps,
    tokens: { verify: async () => ({ sub: PERSON }) },
  });
  const post = async (path: string, body: unknown, more: Partial<HttpRequest> = {}) => {
    const answer = await handle({
      frontDoor: 'rest',
      method: 'POST',
      path,
      query: {},
      headers: { 'content-type': 'application/json', authorization: 'x' },
      body: Buffer.from(JSON.stringify(body)),
      deadline: new AbortController().signal,
      isService: path.startsWith('/service/'),
      ...more,
    });
    return { status: answer.status, body: JSON.parse(String(answer.body)) };
  };
  return { ...world, post };
}

const placeOf = ({ sessionId, reservationId }: PreflightAnswer) => ({ sessionId, reservationId });

describe('an external loop', () => {
  it('lets a browser call preflight and abort, without the system message', async () => {
    const { post, items } = await createApi();
    const { status, body } = await post(`${CHAT}/preflight`, { message: 'How was I?' });
    expect(status).toBe(200);
    expect(PreflightAnswer.parse(body)).toEqual(body);
    expect(body).not.toHaveProperty('systemMessage');
    const stop = { ...placeOf(body), partialMessages: said() };
    expect(AbortPreflight.parse(stop)).toEqual(stop);
    for (let times = 0; times < 2; times += 1) {
      expect(await post(`${CHAT}/abort`, stop)).toEqual({ status: 200, body: { aborted: true } });
    }
    expect(items('MSG#')).toHaveLength(2);
  });

  it('gives a backend the system message, and records its turn once', async () => {
    const { post, items } = await createApi();
    const { body } = await post(`${SERVICE}/preflight`, { message: 'How was I?' });
    expect(body.systemMessage).toContain('Rocket League');
    const record = { ...placeOf(body), messages: said(), usage: used(2_000, 100) };
    expect(RecordTurn.parse(record)).toEqual(record);
    for (let times = 0; times < 2; times += 1) {
      expect(await post(`${SERVICE}/record`, record)).toEqual({ status: 200, body: { recorded: true } });
    }
    expect(await post(`${SERVICE}/abort`, placeOf(body))).toEqual({ status: 200, body: { aborted: true } });
    expect(items('RES#')).toMatchObject([{ state: 'settled', amount: 2_100 }]);
    const { body: next } = await post(`${SERVICE}/preflight`, { message: 'And now?', sessionId: body.sessionId });
    expect(next.history).toHaveLength(2);
  });

  it('charges the input of a backend’s work that a browser ends without an answer, and uses the preview up', async () => {
    const { post, items, putItem } = await createApi();
    await putItem({ pk: `U#${PERSON}`, sk: 'PROFILE', tier: 'free' });
    const { body } = await post(`${SERVICE}/preflight`, { message: 'How was I?' });
    expect(body.isFreePreview).toBe(true);
    expect((await post(`${CHAT}/abort`, placeOf(body))).status).toBe(200);
    const input = Number(items('RES#')[0]?.['inputTokens']);
    expect(items('RES#')).toMatchObject([{ state: 'settled', amount: input, source: 'estimate' }]);
    expect((await post(`${SERVICE}/preflight`, { message: 'Again?' })).status).toBe(402);
    const record = { ...placeOf(body), messages: said(), usage: used(60_000, 100) };
    expect(await post(`${SERVICE}/record`, record)).toEqual({ status: 200, body: { recorded: true } });
    expect(items('RES#')).toMatchObject([{ state: 'settled', amount: 60_100, source: 'report' }]);
  });

  it('returns the preview when the one who asked for it ends the work without an answer', async () => {
    const { post, items, putItem } = await createApi();
    await putItem({ pk: `U#${PERSON}`, sk: 'PROFILE', tier: 'free' });
    for (const way of [CHAT, SERVICE]) {
      const { body } = await post(`${way}/preflight`, { message: 'How was I?' });
      expect(body.isFreePreview).toBe(true);
      await post(`${way}/abort`, placeOf(body));
    }
    expect(items('RES#')).toMatchObject([{ state: 'released' }, { state: 'released' }]);
  });

  it('charges and stores what a backend records after a browser has aborted its turn', async () => {
    const { post, items } = await createApi();
    const { body } = await post(`${SERVICE}/preflight`, { message: 'How was I?' });
    const input = Number(items('RES#')[0]?.['inputTokens']);
    await post(`${CHAT}/abort`, { ...placeOf(body), partialMessages: said('How was I?', 'G') });
    expect(items('BUDGET#')).toMatchObject([{ spent: input + 1 }]);
    const record = { ...placeOf(body), messages: said(), usage: used(60_000, 4_000) };
    for (let times = 0; times < 2; times += 1) {
      expect(await post(`${SERVICE}/record`, record)).toEqual({ status: 200, body: { recorded: true } });
    }
    expect(items('BUDGET#')).toMatchObject([{ spent: 64_000, committed: 64_000, live: 0 }]);
    expect(items('MSG#').map(({ partial, content }) => [partial, content])).toEqual([
      [undefined, [{ type: 'text', text: 'How was I?' }]],
      [undefined, [{ type: 'text', text: 'Good.' }]],
    ]);
    const other = await post(`${SERVICE}/record`, { ...record, usage: used(1, 1) });
    expect([other.status, other.body.error.code, other.body.error.retryable]).toEqual([422, 'turn_mismatch', false]);
    const reordered = { usage: record.usage, messages: record.messages, ...placeOf(body) };
    expect((await post(`${SERVICE}/record`, reordered)).status).toBe(200);
  });

  it('refuses an abort with more than 20 partial messages, and a record with more than 60', async () => {
    const { post, items } = await createApi();
    const { body } = await post(`${SERVICE}/preflight`, { message: 'How was I?' });
    const many = (count: number) => Array.from({ length: count }, () => ({ role: 'user', content: 'x' }));
    const abort = await post(`${CHAT}/abort`, { ...placeOf(body), partialMessages: many(21) });
    expect([abort.status, abort.body.error.details.fields]).toMatchObject([422, [{ path: 'partialMessages' }]]);
    const usage = used(1, 1);
    const record = await post(`${SERVICE}/record`, { ...placeOf(body), messages: many(61), usage });
    expect([record.status, record.body.error.details.fields]).toMatchObject([422, [{ path: 'messages' }]]);
    expect((await post(`${CHAT}/abort`, { ...placeOf(body), partialMessages: many(20) })).status).toBe(200);
    expect((await post(`${SERVICE}/record`, { ...placeOf(body), messages: many(60), usage })).status).toBe(200);
    expect(items('MSG#')).toHaveLength(60);
  });

  it('does not let a browser record usage', async () => {
    const { post, items } = await createApi();
    const { body } = await post(`${CHAT}/preflight`, { message: 'How was I?' });
    const record = { ...placeOf(body), messages: said(), usage: used(0, 0) };
    expect((await post(`${CHAT}/record`, record)).status).toBe(404);
    expect((await post(`${SERVICE}/record`, record, { isService: false })).status).toBe(404);
    expect((await post(`${SERVICE}/record`, record, { frontDoor: 'function_url' })).status).toBe(404);
    expect((await post(`${CHAT}/abort`, { ...placeOf(body), usage: used(0, 0) })).status).toBe(422);
    expect(items('RES#')).toMatchObject([{ state: 'held' }]);
  });

  it('accepts 1 MB from a backend, 64 kB from a browser, and no message too large to store', async () => {
    const { post } = await createApi();
    const { body } = await post(`${SERVICE}/preflight`, { message: 'How was I?' });
    const recordOf = (texts: readonly string[]) => ({
      ...placeOf(body),
      messages: texts.map((text) => ({ role: 'assistant', content: [{ type: 'text', text }] })),
      usage: used(1, 1),
    });
    const { body: refused, status } = await post(`${SERVICE}/record`, recordOf(['x', 'x'.repeat(400_000)]));
    expect([status, refused.error.details.fields]).toMatchObject([422, [{ path: 'messages.1' }]]);
    expect((await post(`${SERVICE}/record`, recordOf(Array(4).fill('x'.repeat(300_000))))).status).toBe(413);
    expect((await post(`${SERVICE}/record`, recordOf(Array(3).fill('x'.repeat(300_000))))).status).toBe(200);
    const partialMessages = [{ role: 'assistant', content: [{ type: 'text', text: 'x'.repeat(400_000) }] }];
    const aborted = await post(`${SERVICE}/abort`, { ...placeOf(body), partialMessages });
    expect([aborted.status, aborted.body.error?.details.fields]).toMatchObject([422, [{ path: 'partialMessages.0' }]]);
    const long = [{ role: 'assistant', content: 'x'.repeat(70_000) }];
    expect((await post(`${CHAT}/abort`, { ...placeOf(body), partialMessages: long })).status).toBe(413);
  });

  const asks = (...ids: string[]) => ({
    role: 'assistant',
    content: ids.map((toolUseId) => ({ type: 'tool_use', toolUseId, name: 'get_recent_games', input: {} })),
  });
  const finds = (...ids: string[]) => ({
    role: 'user',
    content: ids.map((toolUseId) => ({ type: 'tool_result', toolUseId, ok: true, content: {} })),
  });
  const answers = { role: 'assistant', content: 'Good.' };
  let nested: unknown = 1;
  for (let depth = 0; depth < 24; depth += 1) nested = [nested];

  it.each([
    ['a tool use without a result', [asks('a'), answers], 'messages.1'],
    ['a tool use in the last message', [asks('a')], 'messages.0'],
    ['a result for only one of two tools', [asks('a', 'b'), finds('a'), answers], 'messages.1'],
    ['a result without a tool use', [finds('a'), answers], 'messages.0'],
    ['a result of another tool use', [asks('a'), finds('b'), answers], 'messages.1'],
    ['the same tool use id twice', [asks('a', 'a'), finds('a', 'a'), answers], 'messages.1'],
    ['a tool use of the user', [{ ...asks('a'), role: 'user' }, answers], 'messages.0'],
    ['a tool result of the assistant', [asks('a'), { ...finds('a'), role: 'assistant' }], 'messages.1'],
    ['a reasoning block of the user', [{ role: 'user', content: [{ type: 'reasoning', text: 'x' }] }], 'messages.0'],
    [
      'input that is nested too deeply to store',
      [{ ...asks('a'), content: [{ ...asks('a').content[0], input: nested }] }],
      'messages.0',
    ],
    [
      'a number too large to store',
      [{ ...finds('a'), content: [{ ...finds('a').content[0], content: 1e300 }] }],
      'messages.0',
    ],
  ])('refuses to record %s, and charges nothing', async (_, messages, path) => {
    const { post, items } = await createApi();
    const { body } = await post(`${SERVICE}/preflight`, { message: 'How was I?' });
    const record = { ...placeOf(body), messages, usage: used(1, 1) };
    const answer = await post(`${SERVICE}/record`, record);
    expect([answer.status, answer.body.error?.details.fields]).toMatchObject([422, [{ path }]]);
    expect(items('RES#')).toMatchObject([{ state: 'held' }]);
    expect(items('MSG#')).toEqual([]);
  });

  it('records tools with their results once, in any order of fields, and returns them in the next history', async () => {
    const { post } = await createApi();
    const { body } = await post(`${SERVICE}/preflight`, { message: 'How was I?' });
    const recordWith = (input: object) => {
      const [use, other] = asks('a', 'b').content;
      const uses = { role: 'assistant', content: [{ ...use, input }, other] };
      const messages = [{ role: 'user', content: 'How was I?' }, uses, finds('b', 'a'), answers];
      return post(`${SERVICE}/record`, { ...placeOf(body), messages, usage: used(1, 1) });
    };
    for (const input of [
      { limit: 2, mode: 'duel' },
      { mode: 'duel', limit: 2 },
    ]) {
      expect((await recordWith(input)).body).toEqual({ recorded: true });
    }
    expect((await recordWith({ limit: 3, mode: 'duel' })).body.error.code).toBe('turn_mismatch');
    const { body: next } = await post(`${SERVICE}/preflight`, { message: 'And?', sessionId: body.sessionId });
    expect(next.history).toHaveLength(4);
  });

  it('says what is wrong with each field', async () => {
    const { post } = await createApi();
    const { body } = await post(`${CHAT}/preflight`, { message: 7, gameId: 'a b' });
    expect(body.error.details.fields).toEqual([
      { path: 'message', message: 'must be of type string' },
      { path: 'gameId', message: '1 to 64 letters, digits, _ or -' },
    ]);
  });

  it('refuses an unknown game, malformed ids and a missing message', async () => {
    const { post } = await createApi();
    expect((await post(`${CHAT}/preflight`, { message: 'How was I?', gameId: 'unknown-game' })).status).toBe(404);
    expect((await post(`${CHAT}/abort`, { sessionId: 'x', reservationId: 'y' })).status).toBe(422);
    expect((await post(`${CHAT}/preflight`, {})).body.error.code).toBe('missing_field');
  });
});
