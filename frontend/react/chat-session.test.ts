import { describe, expect, it, vi } from 'vitest';
import { gameCoach } from '#client/coaches/game-coach';
import { createFakeGameCoach } from '../testing/fake-game-coach.ts';
import { createPage, turnOf } from '../testing/session-page.ts';
import { chunk, completed, SESSION, started } from '../testing/turn-fixtures.ts';

const said = { contentBlocks: [], turnId: 'old', createdAt: '2026-11-21T10:00:00.000Z' };

describe('a conversation that exists', () => {
  it('reads a conversation with its messages, and continues it under its id', async () => {
    const product = createFakeGameCoach({
      messages: [
        { messageId: 'a', role: 'user', content: 'Hi', ...said },
        { messageId: 'b', role: 'assistant', content: 'Hello', ...said },
      ],
    });
    const open = createPage(gameCoach, product);
    await open.session.open();
    expect(open.bubbles()).toEqual(['user done: Hi', 'assistant done: Hello']);
    expect(open.session.snapshot().session?.title).toBe('How am I doing?');

    void open.session.send({ text: 'And now?', gameId: 'g1' });

    expect((await turnOf(product)).body).toMatchObject({
      sessionId: SESSION,
      parentTurnId: 'old',
      message: 'And now?',
      gameId: 'g1',
    });
  });

  it('reports a conversation as missing when the server does not know it', async () => {
    const { session } = createPage(gameCoach, createFakeGameCoach({ chat: undefined }));

    await session.open();

    expect(session.snapshot().load).toBe('missing');
  });
});

it('reads a conversation again after an answer on path 3, with the steps to it', async () => {
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
  const open = createPage(gameCoach, { fetch: down }, { attempts: 3 });
  await open.session.open();

  await open.session.send({ text: 'Hi' });

  expect(open.bubbles()).toEqual(['user done: Hi', 'assistant done: Hello']);
  expect(open.state().messages[1]?.tools).toMatchObject([{ name: 'get_recent_games', state: 'ok' }]);
});

describe('a new conversation', () => {
  it('shows a new conversation without a request to the server', async () => {
    const product = createFakeGameCoach({ chat: undefined });
    const { session } = createPage(gameCoach, product, { begun: 'no' });

    await session.open();

    expect(session.snapshot()).toMatchObject({ load: 'ready', session: undefined });
    expect(product.asked).toEqual([]);
  });

  it('creates a conversation by its first turn, under the id of that turn', async () => {
    const product = createFakeGameCoach({ chat: undefined });
    const { session } = createPage(gameCoach, product, { begun: 'no' });
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

  it('sends a refused first turn again under the same id, and reads no conversation in between', async () => {
    const product = createFakeGameCoach({ chat: undefined });
    const { session } = createPage(gameCoach, product, { begun: 'no' });
    await session.open();
    product.refuseNext('budget_exhausted', {}, { remaining: 12 });

    await session.send({ text: 'Hi' });
    expect(session.snapshot().state.error).toMatchObject({ code: 'budget_exhausted', details: { remaining: 12 } });
    expect(product.asked).toEqual(['POST /coach/chat/stream']);
    void session.send({ text: 'Shorter' });

    expect((await turnOf(product)).body).toEqual({ turnId: SESSION, message: 'Shorter' });
  });

  it('shows a new conversation again after a reload when the server does not know it', async () => {
    const { session } = createPage(gameCoach, createFakeGameCoach({ chat: undefined }), { begun: 'maybe' });

    await session.open();

    expect(session.snapshot()).toMatchObject({ load: 'ready', session: undefined });
  });

  it('resumes a first answer after a reload, without reading the conversation first', async () => {
    const product = createFakeGameCoach({ chat: undefined });
    const before = createPage(gameCoach, product, { begun: 'no' });
    await before.session.open();
    void before.session.send({ text: 'Hi' });
    const first = await turnOf(product);
    first.say(started(SESSION), chunk('Hel'));
    await vi.waitFor(() => expect(before.bubbles()).toHaveLength(2));
    before.session.close();

    const after = createPage(gameCoach, product, { storage: before.storage });
    void after.session.open();
    const again = await turnOf(product, 1);
    expect(product.asked).toEqual(Array(2).fill('POST /coach/chat/stream'));
    again.say(started(SESSION), chunk('Hello'), completed('Hello', { turnId: SESSION }));

    expect(again.body).toEqual(first.body);
    await vi.waitFor(() => expect(after.bubbles()).toEqual(['user done: Hi', 'assistant done: Hello']));
  });
});
