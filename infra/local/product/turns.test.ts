import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TIERS } from '#contract/tiers';
import { type LocalStack, startLocalStack } from '../stack.ts';
import { aTurn, createPerson, minuteOf, type Person, type Received, readEvents, type TurnPath } from './person.ts';

let stack: LocalStack;
let person: Person;

beforeAll(async () => {
  stack = await startLocalStack({ web: false, latency: { firstMs: 0, tokenMs: 0 } });
  person = await createPerson(stack, 'turns', 'studio');
});
afterAll(() => stack.close());

const local = (path: string, body?: unknown, method = 'POST') =>
  fetch(`${stack.origin}/local/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
const script = (contains: string, steps: readonly object[], times = 1) =>
  local('model/script', [{ match: { contains }, times, steps }]);
const callsWith = async (text: string) => {
  const { calls } = (await (await local('model/calls', undefined, 'GET')).json()) as {
    calls: { body: unknown; cancelled: boolean }[];
  };
  return calls.filter(({ body }) => JSON.stringify(body).includes(text));
};
/** From the first chunk to the last, in milliseconds. */
const spreadOf = (received: readonly Received[]) => {
  const times = received.filter(({ event }) => event.type === 'chunk').map(({ at }) => at);
  return (times.at(-1) ?? 0) - (times[0] ?? 0);
};

describe('tokens', () => {
  it.each([1, 2] as const)('tokens arrive one by one at the model’s pace on path %i', async (path) => {
    const steps = Array.from({ length: 60 }, (_, index) => ({ text: `w${index} `, delayMs: 20 }));
    await script(`pace ${path}`, steps);
    const { received } = await person.turn(await person.createSession(), aTurn(`pace ${path}`), path);
    expect(received.filter(({ event }) => event.type === 'chunk')).toHaveLength(60);
    // The model takes 1,180 ms for them. A busy machine delays any of them, but all at once means that they were held.
    expect(spreadOf(received)).toBeGreaterThan(600);
  });
});

describe('the three paths', () => {
  it('all three paths end a turn with the same event', async () => {
    await script('all three', [{ text: 'One answer.' }], 3);
    const ends = await Promise.all(
      ([1, 2, 3] as const).map(async (path) => {
        const sessionId = await person.createSession();
        const { last } = await person.turn(sessionId, aTurn('all three'), path);
        expect(last).toMatchObject({ sessionId });
        return last;
      }),
    );
    const comparable = ends.map((end) => ({
      ...end,
      sessionId: '',
      turnId: '',
      messageId: '',
      expiresAt: '',
      budgetRemaining: 0,
      usage: '',
    }));
    expect(comparable[0]).toMatchObject({ type: 'complete', aiResponse: 'One answer.' });
    expect(comparable[1]).toEqual(comparable[0]);
    expect(comparable[2]).toEqual(comparable[0]);
  });

  let open: string;
  beforeAll(async () => {
    open = await person.createSession();
  });
  const refused = async (path: TurnPath, body: unknown, init?: RequestInit, sessionId?: string) =>
    (await person.turn(sessionId ?? open, body, path, init)).refusal;

  it.each([1, 2, 3] as const)(
    'path %i sends refusals with the same status and code, before the stream starts',
    async (path) => {
      const as = (headers: Record<string, string>) => ({ headers: { ...person.headers(), ...headers } });
      const turn = aTurn('refused');
      expect(await refused(path, '{', {})).toMatchObject({
        status: 400,
        code: 'bad_json',
        type: 'application/problem+json',
      });
      expect(await refused(path, `${'['.repeat(40)}${']'.repeat(40)}`)).toMatchObject({
        status: 400,
        code: 'bad_json',
      });
      expect(await refused(path, { turnId: turn.turnId })).toMatchObject({ status: 400, code: 'missing_field' });
      expect(await refused(path, turn, { headers: { 'content-type': 'application/json' } })).toMatchObject({
        status: 401,
        code: 'missing_token',
      });
      expect(await refused(path, turn, as({ authorization: 'Bearer a.b.c' }))).toMatchObject({
        status: 401,
        code: 'invalid_token',
      });
      expect(await refused(path, turn, {}, '01JD0000000000000000000000')).toMatchObject({
        status: 404,
        code: 'not_found',
      });
      expect(await refused(path, turn, {}, 'not-an-id')).toMatchObject({ status: 404, code: 'not_found' });
      expect(await refused(path, turn, { method: 'PATCH' })).toMatchObject({ status: 405, code: 'method_not_allowed' });
      expect(await refused(path, `${JSON.stringify(turn)}${' '.repeat(70_000)}`)).toMatchObject({
        status: 413,
        code: 'body_too_large',
      });
      expect(await refused(path, turn, as({ 'content-type': 'text/plain' }))).toMatchObject({
        status: 415,
        code: 'unsupported_media_type',
      });
      expect(await refused(path, { ...turn, extra: 1 })).toMatchObject({ status: 422, code: 'validation_failed' });
      expect(await refused(path, { ...turn, imageS3Keys: ['user-uploads/another/x.jpg'] })).toMatchObject({
        status: 422,
        code: 'validation_failed',
      });
    },
  );

  it('gives the same bytes for another person’s session as for a missing one', async () => {
    const stranger = await createPerson(stack, 'a-stranger');
    const sessionId = await person.createSession();
    const answers = await Promise.all([
      stranger.api('GET', person.sessionPath(sessionId)),
      stranger.api('GET', stranger.sessionPath(sessionId)),
      stranger.api('GET', stranger.sessionPath('01JD0000000000000000000000')),
      stranger.api('DELETE', stranger.sessionPath(sessionId)),
    ]);
    expect(
      new Set(await Promise.all(answers.map(async (answer) => `${answer.status} ${await answer.text()}`))).size,
    ).toBe(1);
    expect((await stranger.turn(sessionId, aTurn('mine'))).refusal).toMatchObject({ status: 404 });
  });
});

describe('the same turn id again', () => {
  it('replays a finished turn on every path without a model call, and refuses another body', async () => {
    await script('replay me', [{ text: 'Once ' }, { text: 'only.' }]);
    const sessionId = await person.createSession();
    const turn = aTurn('replay me');
    const live = await person.turn(sessionId, turn);
    for (const path of [1, 2] as const) {
      const again = await person.turn(sessionId, turn, path);
      expect(again.received.map(({ id, event }) => ({ id, event }))).toEqual(
        live.received.map(({ id, event }) => ({ id, event })),
      );
    }
    expect((await person.turn(sessionId, turn, 3)).last).toEqual(live.last);
    const rest = await person.turn(sessionId, { ...turn, cursor: live.received[1]?.id });
    expect(rest.events).toEqual(live.events.slice(2));
    expect(await callsWith('replay me')).toHaveLength(1);
    const other = await person.turn(sessionId, { ...turn, userResponse: 'something else' });
    expect(other.refusal).toMatchObject({ status: 422, code: 'turn_mismatch' });
  });
});

describe('the budget', () => {
  it('the budget shows the tokens spent, and holds none after a turn has ended', async () => {
    const spender = await createPerson(stack, 'a-spender', 'free');
    expect(await spender.get('/coach/budget')).toMatchObject({
      tier: 'free',
      limit: 100_000,
      used: 0,
      held: 0,
      remaining: 100_000,
    });
    await script('spend', [{ text: 'Spent.' }, { usage: { inputTokens: 70_000, outputTokens: 10_000 } }]);
    expect((await spender.turn(await spender.createSession(), aTurn('spend'))).last).toMatchObject({
      budgetRemaining: 20_000,
    });
    expect(await spender.get('/coach/budget')).toMatchObject({
      used: 80_000,
      held: 0,
      remaining: 20_000,
      warning: true,
    });
    await script('spend', [{ text: 'More.' }, { usage: { inputTokens: 18_000, outputTokens: 1_000 } }]);
    await spender.turn(await spender.createSession(), aTurn('spend more'));
    expect((await spender.turn(await spender.createSession(), aTurn('too much'))).refusal).toMatchObject({
      status: 402,
      code: 'budget_exhausted',
    });
  });

  it('concurrent turns never exceed the message rate, and leave nothing held', async () => {
    const crowd = await createPerson(stack, 'a-crowd', 'free');
    await script('crowd', [{ text: 'Yes.' }], 60);
    const sessions = await Promise.all(Array.from({ length: 5 }, () => crowd.createSession()));
    const outcomes = await Promise.all(
      Array.from({ length: 60 }, (_, index) => crowd.turn(sessions[index % 5] ?? '', aTurn(`crowd ${index}`))),
    );
    const completed = outcomes.filter(({ last }) => last?.type === 'complete');
    const minutesTaken = new Set(completed.map(minuteOf)).size;
    expect(completed.length).toBeLessThanOrEqual(minutesTaken * TIERS.free.messagesPerMinute);
    expect(completed.length).toBeGreaterThanOrEqual(5);
    for (const { refusal } of outcomes) if (refusal) expect([409, 429]).toContain(refusal.status);
    expect(await crowd.get('/coach/budget')).toMatchObject({ held: 0 });
  });
});

describe('a turn whose worker is killed', () => {
  it('the same request takes over a killed turn after its lease expires, and answers it once', async () => {
    await script('kill me', [{ text: 'Half' }, { text: 'more', delayMs: 60_000 }]);
    await script('kill me', [{ text: 'Whole.' }]);
    const sessionId = await person.createSession();
    const turn = aTurn('kill me');
    const response = await fetch(person.addressOf(1, sessionId), {
      method: 'POST',
      headers: person.headers(),
      body: JSON.stringify(turn),
    });
    let seen = 0;
    const received = await readEvents(response, ({ event }) => {
      seen += 1;
      if (event.type === 'chunk' && seen === 2) void local('functions/stream-coach-creator-session/kill');
    });
    expect(received.map(({ event }) => event.type)).toEqual(['start', 'chunk']);
    await local('clock', { advanceMs: 15_000 });
    await person.renew();
    const again = await person.turn(sessionId, { ...turn, cursor: received.at(-1)?.id });
    expect(again.events.map(({ type }) => type)).toEqual(['reset', 'start', 'chunk', 'complete']);
    expect(again.last).toMatchObject({ aiResponse: 'Whole.' });
    const { messages } = await person.get<{ messages: unknown[] }>(person.sessionPath(sessionId));
    expect(messages).toHaveLength(3);
  });
});
