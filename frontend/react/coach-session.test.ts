import { describe, expect, it, vi } from 'vitest';
import { coachCreator } from '#client/coaches/coach-creator';
import { createCoachClient } from '#client/create-coach-client';
import { isStreaming } from '#client/session-state';
import type { SessionMessage } from '#contract/creator-session-responses';
import { aSession, createFakeProduct, type FakeProduct, type SpokenTurn } from '../testing/fake-product.ts';
import {
  aborted,
  chunk,
  completed,
  configFor,
  createMemoryStorage,
  failed,
  SESSION,
  started,
} from '../testing/turn-fixtures.ts';
import { createCoachSession } from './coach-session.ts';

const ref = { coach: coachCreator, sessionId: SESSION };

function page(product: FakeProduct, storage = createMemoryStorage()) {
  const client = createCoachClient({
    config: configFor('http://api', 'http://stream'),
    userId: 'me',
    getToken: () => Promise.resolve('token'),
    storage,
    fetch: product.fetch,
    limits: { backoffMinMs: 1, backoffMaxMs: 2, attempts: 2 },
  });
  return { session: createCoachSession(ref, { client, flushMs: 0, readAgainMs: 1 }), storage };
}

const turnOf = (product: FakeProduct, index = 0): Promise<SpokenTurn> =>
  vi.waitFor(() => product.turns[index] ?? Promise.reject(new Error('no such turn yet')));

const bubbles = ({ session }: ReturnType<typeof page>) =>
  session.snapshot().state.messages.map(({ role, text, state }) => `${role} ${state}: ${text}`);

const idOf = ({ body }: SpokenTurn) => String(body['turnId']);

it('reads the session, and says what is sent and answered', async () => {
  const product = createFakeProduct();
  const open = page(product);
  await open.session.open();

  const sending = open.session.send({ text: 'Hello' });
  const turn = await turnOf(product);
  turn.say(started(idOf(turn)), chunk('Hi '), completed('Hi there', { turnId: idOf(turn) }));
  await sending;

  expect(bubbles(open)).toEqual([
    'assistant done: Welcome. What brings you here?',
    'user done: Hello',
    'assistant done: Hi there',
  ]);
  expect(turn.body).toMatchObject({ userResponse: 'Hello' });
  expect(open.storage.entries.size).toBe(0);
});

it('names the last turn that it knows as the parent of the next', async () => {
  const product = createFakeProduct();
  const { session } = page(product);
  await session.open();
  const first = session.send({ text: 'One' });
  const turn = await turnOf(product);
  turn.say(started(idOf(turn)), completed('A', { turnId: idOf(turn) }));
  await first;

  void session.send({ text: 'Two' });

  expect(turn.body).not.toHaveProperty('parentTurnId');
  expect((await turnOf(product, 1)).body).toMatchObject({ parentTurnId: idOf(turn) });
});

it('reads every page of a long session', async () => {
  const product = createFakeProduct();
  const second = aSession({ messages: [{ ...aSession().messages[0], messageId: 'm2', content: 'More' } as never] });
  const { session } = page({
    ...product,
    fetch: async (input) =>
      Response.json(String(input).includes('cursor=next') ? second : { ...product.session, nextCursor: 'next' }),
  });

  await session.open();

  expect(session.snapshot().state.messages.map(({ text }) => text)).toEqual(['Welcome. What brings you here?', 'More']);
});

it('takes up, after a reload, the answer that was being written', async () => {
  const product = createFakeProduct();
  const before = page(product);
  await before.session.open();
  void before.session.send({ text: 'Hello' });
  const first = await turnOf(product);
  first.say(started(idOf(first)), chunk('Hi '));
  await vi.waitFor(() => expect(bubbles(before)).toHaveLength(3));
  before.session.close();

  const after = page(product, before.storage);
  void after.session.open();
  const second = await turnOf(product, 1);
  second.say(started(idOf(first)), chunk('Hi '), completed('Hi there', { turnId: idOf(first) }));

  expect(second.body).toEqual(first.body);
  await vi.waitFor(() => expect(bubbles(after).slice(1)).toEqual(['user done: Hello', 'assistant done: Hi there']));
  expect(product.asked.filter((call) => call.includes('abort'))).toEqual([]);
});

it('gives a refused text back', async () => {
  const product = createFakeProduct();
  const { session } = page(product);
  await session.open();
  product.refuseNext('rate_limited', { 'retry-after': '40' });

  await session.send({ text: 'Hello' });

  expect(session.snapshot().state).toMatchObject({
    returnedDraft: 'Hello',
    error: { kind: 'refused', code: 'rate_limited', retryAfterMs: 40_000, isDraftBack: true },
  });
  session.takeDraft();
  expect(session.snapshot().state.returnedDraft).toBeUndefined();
});

it('reads the session again when it went on elsewhere', async () => {
  const product = createFakeProduct();
  const open = page(product);
  await open.session.open();
  product.session = aSession({
    messages: [
      ...aSession().messages,
      { ...aSession().messages[0], messageId: 'x', content: 'From the phone' } as never,
    ],
  });
  product.refuseNext('predecessor_mismatch');

  await open.session.send({ text: 'Hello' });

  expect(bubbles(open)).toContain('assistant done: From the phone');
  expect(open.session.snapshot().state).toMatchObject({ returnedDraft: 'Hello' });
});

it('retries a lost turn with its id, and a failed one as a new turn', async () => {
  const product = createFakeProduct();
  const { session } = page(product);
  await session.open();
  const sending = session.send({ text: 'Hello' });
  const lost = await turnOf(product);
  lost.hangUp();
  (await turnOf(product, 1)).hangUp();
  await sending;
  expect(session.snapshot().state.error).toEqual({ kind: 'interrupted' });

  const again = session.retry();
  const resumed = await turnOf(product, 2);
  resumed.say(started(idOf(resumed)), failed(idOf(resumed)));
  await again;
  expect(idOf(resumed)).toBe(idOf(lost));

  void session.retry();
  const anew = await turnOf(product, 3);
  expect(idOf(anew)).not.toBe(idOf(lost));
  expect(anew.body).toMatchObject({ userResponse: 'Hello', parentTurnId: idOf(lost) });
  expect(session.snapshot().state.messages.filter(({ text }) => text === 'Hello')).toMatchObject([
    { turnId: idOf(anew) },
  ]);
});

it('stops by asking the server, and waits for the end', async () => {
  const product = createFakeProduct();
  const { session } = page(product);
  await session.open();
  const sending = session.send({ text: 'Hello' });
  const turn = await turnOf(product);
  turn.say(started(idOf(turn)), chunk('Hi '));

  await session.stop();

  expect(product.asked.at(-1)).toMatch(new RegExp(`^POST .*/turns/${idOf(turn)}/abort$`));
  expect(session.snapshot().state.openTurn?.isStopping).toBe(true);
  turn.say(aborted('Hi', idOf(turn)));
  await sending;
  expect(session.snapshot().state.messages.at(-1)).toMatchObject({ state: 'partial', text: 'Hi' });
});

describe('while another window’s turn is running', () => {
  const asked: SessionMessage = {
    messageId: 'q',
    role: 'user',
    content: 'Hm?',
    contentBlocks: [],
    turnId: 'elsewhere',
    createdAt: '2026-11-21T10:00:00.000Z',
  };
  const running = () => createFakeProduct(aSession({ activeTurnId: 'elsewhere', messages: [asked] }));
  const over = aSession({
    messages: [asked, { ...asked, messageId: 'a', role: 'assistant', content: 'A stored answer' }],
  });
  const watchedOf = (product: FakeProduct, index = 0): Promise<SpokenTurn> =>
    vi.waitFor(() => product.watched[index] ?? Promise.reject(new Error('nobody reads along yet')));

  it('shows its answer word by word, and then the session as it is', async () => {
    const product = running();
    const open = page(product);
    await open.session.open();
    expect(open.session.snapshot().isBusyElsewhere).toBe(true);

    const turn = await watchedOf(product);
    turn.say(started('elsewhere'), chunk('A '), chunk('live'));
    await vi.waitFor(() => expect(bubbles(open)).toEqual(['user done: Hm?', 'assistant pending: A live']));
    expect(open.session.snapshot().isBusyElsewhere).toBe(true);

    product.session = over;
    turn.say(completed('A live answer', { turnId: 'elsewhere' }));
    await vi.waitFor(() => expect(bubbles(open)).toEqual(['user done: Hm?', 'assistant done: A stored answer']));
    expect(open.session.snapshot()).toMatchObject({ isBusyElsewhere: false, state: { openTurn: undefined } });
    expect(product.turns).toEqual([]);
    open.session.close();
  });

  it('looks at the session when it cannot be read along, until it is over', async () => {
    const product = running();
    const open = page(product);
    await open.session.open();
    (await watchedOf(product)).hangUp();
    const second = await watchedOf(product, 1);
    product.session = over;
    second.hangUp();

    await vi.waitFor(() => expect(open.session.snapshot().isBusyElsewhere).toBe(false));
    expect(bubbles(open)).toEqual(['user done: Hm?', 'assistant done: A stored answer']);
    expect(isStreaming(open.session.snapshot().state)).toBe(false);
  });

  it('stops it, as in its own window', async () => {
    const product = running();
    const { session } = page(product);
    await session.open();
    (await watchedOf(product)).say(started('elsewhere'));

    await session.stop();

    expect(product.asked.at(-1)).toMatch(/^POST .*\/turns\/elsewhere\/abort$/);
    session.close();
  });

  it('gives back what is sent meanwhile, and reads along from then on', async () => {
    const product = createFakeProduct();
    const { session } = page(product);
    await session.open();
    product.refuseNext('turn_in_progress');
    product.session = aSession({ activeTurnId: 'elsewhere', messages: [asked] });

    await session.send({ text: 'Me too' });

    await watchedOf(product);
    expect(session.snapshot()).toMatchObject({ isBusyElsewhere: true, state: { returnedDraft: 'Me too' } });
    session.close();
  });
});

it('tells a session that is missing from one that cannot be reached', async () => {
  const missing = page({ ...createFakeProduct(), fetch: async () => new Response('', { status: 502 }) });
  await missing.session.open();
  expect(missing.session.snapshot().load).toBe('unreachable');

  const gone = JSON.stringify({ error: { code: 'not_found', message: '', retryable: false } });
  const foreign = page({
    ...createFakeProduct(),
    fetch: async () => new Response(gone, { status: 404, headers: { 'content-type': 'application/problem+json' } }),
  });
  await foreign.session.open();
  expect(foreign.session.snapshot().load).toBe('missing');
});
