import { expect, it, vi } from 'vitest';
import { coachCreator } from '#client/coaches/coach-creator';
import { aSession, createFakeProduct } from '../testing/fake-product.ts';
import { createPage, idOf, turnOf } from '../testing/session-page.ts';
import {
  aborted,
  chunk,
  completed,
  createMemoryStorage,
  failed,
  SESSION,
  started,
  TURN,
} from '../testing/turn-fixtures.ts';

it('reads the session, then shows the message and its answer', async () => {
  const product = createFakeProduct();
  const open = createPage(coachCreator, product);
  await open.session.open();

  const sending = open.session.send({ text: 'Hello' });
  const turn = await turnOf(product);
  turn.say(started(idOf(turn)), chunk('Hi '), completed('Hi there', { turnId: idOf(turn) }));
  await sending;

  expect(open.bubbles()).toEqual([
    'assistant done: Welcome. What brings you here?',
    'user done: Hello',
    'assistant done: Hi there',
  ]);
  expect(turn.body).toMatchObject({ userResponse: 'Hello' });
  expect(open.storage.entries.size).toBe(0);
});

it('sends the last known turn as the parent of the next', async () => {
  const product = createFakeProduct();
  const { session } = createPage(coachCreator, product);
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
  const { session } = createPage(coachCreator, {
    ...product,
    fetch: async (input) =>
      Response.json(String(input).includes('cursor=next') ? second : { ...product.session, nextCursor: 'next' }),
  });

  await session.open();

  expect(session.snapshot().state.messages.map(({ text }) => text)).toEqual(['Welcome. What brings you here?', 'More']);
});

it('resumes the running answer after a reload', async () => {
  const product = createFakeProduct();
  const before = createPage(coachCreator, product);
  await before.session.open();
  void before.session.send({ text: 'Hello' });
  const first = await turnOf(product);
  first.say(started(idOf(first)), chunk('Hi '));
  await vi.waitFor(() => expect(before.bubbles()).toHaveLength(3));
  before.session.close();

  const after = createPage(coachCreator, product, { storage: before.storage });
  void after.session.open();
  const second = await turnOf(product, 1);
  second.say(started(idOf(first)), chunk('Hi '), completed('Hi there', { turnId: idOf(first) }));

  expect(second.body).toEqual(first.body);
  await vi.waitFor(() => expect(after.bubbles().slice(1)).toEqual(['user done: Hello', 'assistant done: Hi there']));
  expect(product.asked.filter((call) => call.includes('abort'))).toEqual([]);
});

it('gives a refused text back to the composer', async () => {
  const product = createFakeProduct();
  const { session } = createPage(coachCreator, product);
  await session.open();
  product.refuseNext('rate_limited', { 'retry-after': '40' });

  await session.send({ text: 'Hello' });

  expect(session.snapshot().state).toMatchObject({
    returnedDraft: { text: 'Hello' },
    error: { kind: 'refused', code: 'rate_limited', retryAfterMs: 40_000, isDraftBack: true },
  });
  session.takeDraft();
  expect(session.snapshot().state.returnedDraft).toBeUndefined();
});

it.each(['predecessor_mismatch', 'session_ended', 'session_expired'] as const)(
  'reads the session again when it is refused with %s, because another window has changed it',
  async (code) => {
    const product = createFakeProduct();
    const open = createPage(coachCreator, product);
    await open.session.open();
    product.session = aSession({
      messages: [
        ...aSession().messages,
        { ...aSession().messages[0], messageId: 'x', content: 'From the phone' } as never,
      ],
    });
    product.refuseNext(code);

    await open.session.send({ text: 'Hello' });

    expect(open.bubbles()).toContain('assistant done: From the phone');
    expect(open.state()).toMatchObject({ returnedDraft: { text: 'Hello' } });
  },
);

it('retries a lost turn with its id, and a failed one as a new turn', async () => {
  const product = createFakeProduct();
  const { session } = createPage(coachCreator, product);
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

it('asks the server to stop a turn, and keeps its partial text at the end', async () => {
  const product = createFakeProduct();
  const { session } = createPage(coachCreator, product);
  await session.open();
  const sending = session.send({ text: 'Hello' });
  const turn = await turnOf(product);
  turn.say(started(idOf(turn)), chunk('Hi '));

  await session.stop();

  expect(product.asked.at(-1)).toMatch(new RegExp(`^POST .*/turns/${idOf(turn)}/abort$`));
  expect(session.snapshot().state.openTurn?.isStopping).toBe(true);
  turn.say(aborted('Hi', idOf(turn)));
  await sending;
  expect(session.snapshot().state.messages.at(-1)).toMatchObject({ state: 'partial', text: 'Hi ' });
});

it('stops a turn again that was stopped before a reload, and returns its message when the server never had it', async () => {
  const product = createFakeProduct();
  const storage = createMemoryStorage();
  const turn = { turnId: TURN, fields: { userResponse: 'Hello' }, message: { text: 'Hello' }, isStopped: true };
  await storage.write(`coachstream:me:turn:coachCreator:${SESSION}`, JSON.stringify(turn));
  const fetching: typeof fetch = async (input, init) =>
    String(input).endsWith('/abort') ? Response.json({ accepted: false }) : product.fetch(input, init);
  const { session, bubbles } = createPage(coachCreator, { fetch: fetching }, { storage });

  const opening = session.open();
  (await turnOf(product)).say(aborted('', TURN));
  await opening;

  expect(session.snapshot().state.returnedDraft).toEqual({ text: 'Hello' });
  expect(bubbles()).toEqual(['assistant done: Welcome. What brings you here?']);
});

it('distinguishes a missing session from an unreachable server', async () => {
  const missing = createPage(coachCreator, {
    ...createFakeProduct(),
    fetch: async () => new Response('', { status: 502 }),
  });
  await missing.session.open();
  expect(missing.session.snapshot().load).toBe('unreachable');

  const gone = JSON.stringify({ error: { code: 'not_found', message: '', retryable: false } });
  const foreign = createPage(coachCreator, {
    ...createFakeProduct(),
    fetch: async () => new Response(gone, { status: 404, headers: { 'content-type': 'application/problem+json' } }),
  });
  await foreign.session.open();
  expect(foreign.session.snapshot().load).toBe('missing');
});
