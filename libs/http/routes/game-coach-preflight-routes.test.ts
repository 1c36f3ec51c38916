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

describe('for an orchestrator', () => {
  it('a browser asks and stops; it is told no instructions', async () => {
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

  it('a backend asks, with the instructions, and records once', async () => {
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

  it('usage never comes from a browser', async () => {
    const { post, items } = await createApi();
    const { body } = await post(`${CHAT}/preflight`, { message: 'How was I?' });
    const record = { ...placeOf(body), messages: said(), usage: used(0, 0) };
    expect((await post(`${CHAT}/record`, record)).status).toBe(404);
    expect((await post(`${SERVICE}/record`, record, { isService: false })).status).toBe(404);
    expect((await post(`${SERVICE}/record`, record, { frontDoor: 'function_url' })).status).toBe(404);
    expect((await post(`${CHAT}/abort`, { ...placeOf(body), usage: used(0, 0) })).status).toBe(422);
    expect(items('RES#')).toMatchObject([{ state: 'held' }]);
  });

  it('a backend may send a megabyte, in messages that can be stored; a browser 64 kB', async () => {
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
    ['a tool that was never answered', [asks('a'), answers], 'messages.1'],
    ['a tool that nobody waited for', [asks('a')], 'messages.0'],
    ['half of the tools', [asks('a', 'b'), finds('a'), answers], 'messages.1'],
    ['an answer to no tool', [finds('a'), answers], 'messages.0'],
    ['an answer to another tool', [asks('a'), finds('b'), answers], 'messages.1'],
    ['one tool twice', [asks('a', 'a'), finds('a', 'a'), answers], 'messages.1'],
    ['a person who uses tools', [{ ...asks('a'), role: 'user' }, answers], 'messages.0'],
    ['a coach who answers tools', [asks('a'), { ...finds('a'), role: 'assistant' }], 'messages.1'],
    ['a person who thinks', [{ role: 'user', content: [{ type: 'reasoning', text: 'x' }] }], 'messages.0'],
    ['what no table holds', [{ ...asks('a'), content: [{ ...asks('a').content[0], input: nested }] }], 'messages.0'],
    [
      'a number that no table holds',
      [{ ...finds('a'), content: [{ ...finds('a').content[0], content: 1e300 }] }],
      'messages.0',
    ],
  ])('records no %s, and charges nothing', async (_, messages, path) => {
    const { post, items } = await createApi();
    const { body } = await post(`${SERVICE}/preflight`, { message: 'How was I?' });
    const record = { ...placeOf(body), messages, usage: used(1, 1) };
    const answer = await post(`${SERVICE}/record`, record);
    expect([answer.status, answer.body.error?.details.fields]).toMatchObject([422, [{ path }]]);
    expect(items('RES#')).toMatchObject([{ state: 'held' }]);
    expect(items('MSG#')).toEqual([]);
  });

  it('records tools with their results, and tells them again', async () => {
    const { post } = await createApi();
    const { body } = await post(`${SERVICE}/preflight`, { message: 'How was I?' });
    const messages = [{ role: 'user', content: 'How was I?' }, asks('a', 'b'), finds('b', 'a'), answers];
    await post(`${SERVICE}/record`, { ...placeOf(body), messages, usage: used(1, 1) });
    const { body: next } = await post(`${SERVICE}/preflight`, { message: 'And?', sessionId: body.sessionId });
    expect(next.history).toHaveLength(4);
  });

  it('says what is wrong with a field', async () => {
    const { post } = await createApi();
    const { body } = await post(`${CHAT}/preflight`, { message: 7, gameId: 'a b' });
    expect(body.error.details.fields).toEqual([
      { path: 'message', message: 'must be of type string' },
      { path: 'gameId', message: '1 to 64 letters, digits, _ or -' },
    ]);
  });

  it('refuses a game that there isn’t, and ids that are none', async () => {
    const { post } = await createApi();
    expect((await post(`${CHAT}/preflight`, { message: 'How was I?', gameId: 'unknown-game' })).status).toBe(404);
    expect((await post(`${CHAT}/abort`, { sessionId: 'x', reservationId: 'y' })).status).toBe(422);
    expect((await post(`${CHAT}/preflight`, {})).body.error.code).toBe('missing_field');
  });
});
