import { describe, expect, it, vi } from 'vitest';
import { gameCoach } from '#client/coaches/game-coach';
import { createCoachClient } from '#client/create-coach-client';
import { createFakeGameCoach, type FakeGameCoach } from '../testing/fake-game-coach.ts';
import { chunk, completed, configFor, createMemoryStorage, SESSION, started } from '../testing/turn-fixtures.ts';
import { type Begun, createCoachSession } from './coach-session.ts';

function page(product: FakeGameCoach, begun: Begun = 'yes', storage = createMemoryStorage(), attempts = 2) {
  const client = createCoachClient({
    config: configFor('http://api', 'http://stream'),
    userId: 'me',
    getToken: () => Promise.resolve('token'),
    storage,
    fetch: product.fetch,
    limits: { backoffMinMs: 1, backoffMaxMs: 2, attempts },
  });
  const ref = { coach: gameCoach, sessionId: SESSION };
  return { session: createCoachSession(ref, { client, begun, flushMs: 0, readAgainMs: 1 }), storage };
}

const turnOf = (product: FakeGameCoach, index = 0) =>
  vi.waitFor(() => product.turns[index] ?? Promise.reject(new Error('no such turn yet')));

const bubbles = ({ session }: ReturnType<typeof page>) =>
  session.snapshot().state.messages.map(({ role, text, state }) => `${role} ${state}: ${text}`);

const said = { contentBlocks: [], turnId: 'old', createdAt: '2026-11-21T10:00:00.000Z' };

describe('a conversation that is there', () => {
  it('is read with its messages, and goes on under its id', async () => {
    const product = createFakeGameCoach({
      messages: [
        { messageId: 'a', role: 'user', content: 'Hi', ...said },
        { messageId: 'b', role: 'assistant', content: 'Hello', ...said },
      ],
    });
    const open = page(product);
    await open.session.open();
    expect(bubbles(open)).toEqual(['user done: Hi', 'assistant done: Hello']);
    expect(open.session.snapshot().session?.title).toBe('How am I doing?');

    void open.session.send({ text: 'And now?', gameId: 'g1' });

    expect((await turnOf(product)).body).toMatchObject({
      sessionId: SESSION,
      parentTurnId: 'old',
      message: 'And now?',
      gameId: 'g1',
    });
  });

  it('is missing when the server does not know it', async () => {
    const { session } = page(createFakeGameCoach({ chat: undefined }));

    await session.open();

    expect(session.snapshot().load).toBe('missing');
  });
});

it('that came as a whole is read again, with what led to it', async () => {
  const product = createFakeGameCoach();
  const down: typeof fetch = async (input, init) => {
    const { pathname } = new URL(String(input));
    if (pathname.endsWith('/stream')) return new Response('', { status: 502 });
    if (pathname !== '/coach/chat') return product.fetch(input, init);
    const { turnId } = JSON.parse(String(init?.body)) as { turnId: string };
    product.messages = [
      { messageId: 'a', role: 'user', content: 'Hi', ...said, turnId },
      {
        messageId: 'b',
        role: 'assistant',
        content: '',
        ...said,
        contentBlocks: [{ type: 'tool_use', toolUseId: 't', name: 'get_recent_games', input: {} }],
        turnId,
      },
      { messageId: 'c', role: 'assistant', content: 'Hello', ...said, turnId },
    ];
    return Response.json(completed('Hello', { turnId }));
  };
  const open = page({ ...product, fetch: down }, 'yes', createMemoryStorage(), 3);
  await open.session.open();

  await open.session.send({ text: 'Hi' });

  expect(bubbles(open)).toEqual(['user done: Hi', 'assistant done: Hello']);
  expect(open.session.snapshot().state.messages[1]?.tools).toMatchObject([{ name: 'get_recent_games', state: 'ok' }]);
});

describe('a new conversation', () => {
  it('is there before anything is asked of the server', async () => {
    const product = createFakeGameCoach({ chat: undefined });
    const { session } = page(product, 'no');

    await session.open();

    expect(session.snapshot()).toMatchObject({ load: 'ready', session: undefined });
    expect(product.asked).toEqual([]);
  });

  it('begins with its first turn, which lends it its id', async () => {
    const product = createFakeGameCoach({ chat: undefined });
    const { session } = page(product, 'no');
    await session.open();

    const first = session.send({ text: 'Hi' });
    const turn = await turnOf(product);
    turn.say(started(SESSION), completed('Hello', { turnId: SESSION }));
    await first;
    void session.send({ text: 'And now?' });

    expect(turn.body).toEqual({ turnId: SESSION, message: 'Hi' });
    const { body } = await turnOf(product, 1);
    expect(body).toMatchObject({ sessionId: SESSION, parentTurnId: SESSION });
    expect(body['turnId']).not.toBe(SESSION);
  });

  it('may be refused, and is begun again under the same id', async () => {
    const product = createFakeGameCoach({ chat: undefined });
    const { session } = page(product, 'no');
    await session.open();
    product.refuseNext('budget_exhausted', {}, { remaining: 12 });

    await session.send({ text: 'Hi' });
    expect(session.snapshot().state.error).toMatchObject({ code: 'budget_exhausted', details: { remaining: 12 } });
    void session.send({ text: 'Shorter' });

    expect((await turnOf(product)).body).toEqual({ turnId: SESSION, message: 'Shorter' });
  });

  it('that had not begun is new after a reload, too', async () => {
    const { session } = page(createFakeGameCoach({ chat: undefined }), 'maybe');

    await session.open();

    expect(session.snapshot()).toMatchObject({ load: 'ready', session: undefined });
  });

  it('is found after a reload in the middle of its first answer, whether or not the question had arrived', async () => {
    const product = createFakeGameCoach({ chat: undefined });
    const before = page(product, 'no');
    await before.session.open();
    void before.session.send({ text: 'Hi' });
    const first = await turnOf(product);
    first.say(started(SESSION), chunk('Hel'));
    await vi.waitFor(() => expect(bubbles(before)).toHaveLength(2));
    before.session.close();

    const after = page(product, 'yes', before.storage);
    void after.session.open();
    const again = await turnOf(product, 1);
    again.say(started(SESSION), chunk('Hello'), completed('Hello', { turnId: SESSION }));

    expect(again.body).toEqual(first.body);
    await vi.waitFor(() => expect(bubbles(after)).toEqual(['user done: Hi', 'assistant done: Hello']));
  });
});
