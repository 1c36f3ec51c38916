import { describe, expect, it, vi } from 'vitest';
import { coachCreator } from '#client/coaches/coach-creator';
import { isStreaming } from '#client/session-state';
import type { SessionMessage } from '#contract/creator-session-responses';
import { aSession, createFakeProduct } from '../testing/fake-product.ts';
import { createPage, followedOf, idOf, turnOf } from '../testing/session-page.ts';
import { chunk, completed, started } from '../testing/turn-fixtures.ts';

describe('a session in which another window’s turn is running', () => {
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

  it('shows the other window’s answer as it is written, then the session as stored', async () => {
    const product = running();
    const open = createPage(coachCreator, product);
    await open.session.open();
    expect(open.session.snapshot().isBusyElsewhere).toBe(true);

    const turn = await followedOf(product);
    turn.say(started('elsewhere'), chunk('A '), chunk('live'));
    await vi.waitFor(() => expect(open.bubbles()).toEqual(['user done: Hm?', 'assistant pending: A live']));
    expect(open.session.snapshot().isBusyElsewhere).toBe(true);

    product.session = over;
    turn.say(completed('A live answer', { turnId: 'elsewhere' }));
    await vi.waitFor(() => expect(open.bubbles()).toEqual(['user done: Hm?', 'assistant done: A stored answer']));
    expect(open.session.snapshot()).toMatchObject({ isBusyElsewhere: false, state: { openTurn: undefined } });
    expect(product.turns).toEqual([]);
    open.session.close();
  });

  it('reads the session until the other window’s turn is over when the turn cannot be followed', async () => {
    const product = running();
    const open = createPage(coachCreator, product);
    await open.session.open();
    (await followedOf(product)).hangUp();
    const second = await followedOf(product, 1);
    product.session = over;
    second.hangUp();

    await vi.waitFor(() => expect(open.session.snapshot().isBusyElsewhere).toBe(false));
    expect(open.bubbles()).toEqual(['user done: Hm?', 'assistant done: A stored answer']);
    expect(isStreaming(open.state())).toBe(false);
  });

  it('stops the other window’s turn by the same call', async () => {
    const product = running();
    const { session } = createPage(coachCreator, product);
    await session.open();
    (await followedOf(product)).say(started('elsewhere'));

    await session.stop();

    expect(product.asked.at(-1)).toMatch(/^POST .*\/turns\/elsewhere\/abort$/);
    session.close();
  });

  it('gives a message back that is refused meanwhile, and follows the running turn', async () => {
    const product = createFakeProduct();
    const { session } = createPage(coachCreator, product);
    await session.open();
    product.refuseNext('turn_in_progress');
    product.session = aSession({ activeTurnId: 'elsewhere', messages: [asked] });

    await session.send({ text: 'Me too' });

    await followedOf(product);
    expect(session.snapshot()).toMatchObject({ isBusyElsewhere: true, state: { returnedDraft: { text: 'Me too' } } });
    session.close();
  });

  it('shows the refusal until the other window’s turn is over', async () => {
    const product = createFakeProduct();
    const { session } = createPage(coachCreator, product);
    await session.open();
    product.refuseNext('turn_in_progress');
    product.session = aSession({ activeTurnId: 'elsewhere', messages: [asked] });
    await session.send({ text: 'Me too' });
    const turn = await followedOf(product);
    turn.say(started('elsewhere'), chunk('A '));
    expect(session.snapshot().state.error).toMatchObject({ code: 'turn_in_progress' });

    product.session = over;
    turn.say(completed('A stored answer', { turnId: 'elsewhere' }));

    await vi.waitFor(() => expect(session.snapshot().isBusyElsewhere).toBe(false));
    expect(session.snapshot().state.error).toBeUndefined();
    session.close();
  });

  it('shows no refusal when the other window’s turn is over before the session is read', async () => {
    const product = createFakeProduct(over);
    const { session } = createPage(coachCreator, product);
    await session.open();
    product.refuseNext('turn_in_progress');

    await session.send({ text: 'Me too' });

    expect(session.snapshot().state).toMatchObject({ error: undefined, returnedDraft: { text: 'Me too' } });
    session.close();
  });

  it.each(['validation_failed', 'body_too_large', 'predecessor_mismatch'] as const)(
    'shows a refusal of the text until the text changes: %s',
    async (code) => {
      const product = createFakeProduct();
      const { session } = createPage(coachCreator, product);
      await session.open();
      product.refuseNext(code);
      await session.send({ text: 'Me too' });
      expect(session.snapshot().state.error).toMatchObject({ code });

      session.forgetRefusal();

      expect(session.snapshot().state).toMatchObject({ error: undefined, streamingStage: 'idle' });
      session.close();
    },
  );

  it('keeps a refusal that another text would not change', async () => {
    const product = createFakeProduct();
    const { session } = createPage(coachCreator, product);
    await session.open();
    product.refuseNext('budget_exhausted');
    await session.send({ text: 'Me too' });

    session.forgetRefusal();

    expect(session.snapshot().state.error).toMatchObject({ code: 'budget_exhausted' });
    session.close();
  });

  it('follows a turn that another window has begun when the own turn ends', async () => {
    const product = createFakeProduct();
    const open = createPage(coachCreator, product);
    await open.session.open();
    const sending = open.session.send({ text: 'Hello' });
    const own = await turnOf(product);
    product.session = aSession({ activeTurnId: 'elsewhere', messages: [asked] });
    own.say(started(idOf(own)), completed('Hi', { turnId: idOf(own) }));
    await sending;

    (await followedOf(product)).say(started('elsewhere'), chunk('A live'));

    await vi.waitFor(() => expect(open.bubbles()).toEqual(['user done: Hm?', 'assistant pending: A live']));
    expect(open.session.snapshot().isBusyElsewhere).toBe(true);
    open.session.close();
  });
});
