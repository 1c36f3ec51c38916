// @vitest-environment jsdom
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { aBudget, aChat, createFakeGameCoach } from '../../../../testing/fake-game-coach.ts';
import { openChat, say } from '../../../../testing/game-chat-page.ts';
import { accessOf, createGameCoachState } from '../../../../testing/game-coach-state.ts';
import { renderPage } from '../../../../testing/render-app.ts';
import { aborted, completed, SESSION, started } from '../../../../testing/turn-fixtures.ts';
import { GameHome } from '../game-coach/game-home.tsx';
import { GameChat } from './game-chat.tsx';

afterEach(() => {
  cleanup();
  window.history.replaceState(null, '');
});

describe('a new conversation', () => {
  it('sends the question that a conversation was opened with, once', async () => {
    const { product, turnAt } = await openChat(undefined, { begun: 'no', ask: 'How am I doing?', gameId: 'g1' });

    expect((await turnAt(0)).body).toEqual({ turnId: SESSION, message: 'How am I doing?', gameId: 'g1' });
    expect(window.history.state).toEqual({ begun: 'maybe' });
    expect(product.turns).toHaveLength(1);
  });

  it('is no new conversation after a reload once the server knows it', async () => {
    const { user, composer, turnAt } = await openChat();
    await user.type(composer, 'Hi{Enter}');
    await say(await turnAt(0), started(SESSION));

    await waitFor(() => expect(window.history.state).toBeNull());
  });

  it('offers three starter questions and sends one at a press', async () => {
    const { user, turnAt } = await openChat();

    await user.click(screen.getByRole('button', { name: 'How do I compare to others at my rank?' }));

    expect((await turnAt(0)).body).toMatchObject({ message: 'How do I compare to others at my rank?' });
    expect(screen.queryByRole('button', { name: 'How did my last ten games go?' })).toBeNull();
  });

  it('opens a new conversation with the question that was stopped before the server had it', async () => {
    const { composer, user, turnAt, history } = await openChat();
    await user.type(composer, 'Hi{Enter}');
    const turn = await turnAt(0);

    await say(turn, aborted('', SESSION));

    await waitFor(() => expect(history.at(-1)).toMatch(/^\/game-coach\/conversations\/[\w-]{36}$/));
    expect(history.at(-1)).not.toContain(SESSION);
  });
});

describe('a game', () => {
  it('sends an attached game with one question and restores it after a refusal', async () => {
    const { composer, user, turnAt, product } = await openChat();
    await user.click(screen.getByRole('button', { name: 'Ask about one of your games' }));
    await user.click((await screen.findAllByRole('button', { name: /Doubles/ }))[0] ?? document.body);
    expect(await screen.findByText('About this game:')).toBeDefined();
    product.refuseNext('rate_limited');

    await user.type(composer, 'What went wrong?{Enter}');
    await screen.findByRole('alert');
    expect(await screen.findByText('About this game:')).toBeDefined();
    await user.type(composer, '{Enter}');

    expect((await turnAt(0)).body).toMatchObject({ gameId: 'game-0001', message: 'What went wrong?' });
    expect(screen.queryByRole('button', { name: 'Remove this game' })).toBeNull();
  });

  it('links the game that a question was about', async () => {
    const { turnAt } = await openChat(undefined, { begun: 'no', ask: 'What went wrong?', gameId: 'game-0001' });
    await turnAt(0);

    const bubble = screen.getByText('What went wrong?', { selector: 'li *' }).closest('li') ?? document.body;
    const link = await within(bubble).findByRole('link', { name: /Doubles/ });

    expect(link.getAttribute('href')).toBe('/game-coach/games/game-0001');
    expect(bubble.textContent).toContain('About this game:');
  });

  it('removes an attached game', async () => {
    const { user, composer, turnAt } = await openChat(undefined, { begun: 'no', gameId: 'game-0002' });
    await user.click(await screen.findByRole('button', { name: 'Remove this game' }));

    await user.type(composer, 'Hi{Enter}');

    expect((await turnAt(0)).body).not.toHaveProperty('gameId');
  });
});

describe('the plan', () => {
  const free = () =>
    createFakeGameCoach({
      chat: undefined,
      budget: aBudget({ tier: 'free', limit: 100_000 }),
      access: accessOf(createGameCoachState('free')),
    });

  it('shows a free player one free message and no budget', async () => {
    await openChat(free());

    expect(await screen.findByText(/^One free message/)).toBeDefined();
    expect(screen.queryByRole('progressbar')).toBeNull();
  });

  it('shows the plans and keeps the text when the free message is used', async () => {
    const { composer, user, product } = await openChat(free());
    product.refuseNext('preview_used');

    await user.type(composer, 'One more?{Enter}');

    const card = await screen.findByRole('alert');
    expect(within(card).getByRole('heading', { name: 'Your free message is used' })).toBeDefined();
    expect(within(card).getByText('150,000 tokens a month')).toBeDefined();
    await waitFor(() => expect(composer).toHaveProperty('value', 'One more?'));
  });

  it('offers the plans in place of a composer in a new conversation when the free message is used', async () => {
    const product = free();
    product.access = { ...product.access, previewAvailable: false, previewUsed: true };
    window.history.replaceState({ begun: 'no' }, '');
    await renderPage(<GameChat sessionId={SESSION} />, { fetch: product.fetch });

    expect(await screen.findByRole('heading', { name: 'Your free message is used' })).toBeDefined();
    expect(screen.queryByRole('textbox')).toBeNull();
    expect(screen.queryByRole('button', { name: 'How did my last ten games go?' })).toBeNull();
  });

  it('offers the plans on the page of the game coach when the free message is used', async () => {
    const product = free();
    product.access = { ...product.access, previewAvailable: false, previewUsed: true };
    await renderPage(<GameHome />, { fetch: product.fetch });

    expect(await screen.findByRole('heading', { name: 'Your free message is used' })).toBeDefined();
    expect(await screen.findByRole('progressbar', { name: 'Tokens used this month' })).toBeDefined();
    expect(screen.queryByRole('button', { name: 'New conversation' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'How did my last ten games go?' })).toBeNull();
  });

  it('says how many tokens are left when they do not suffice, and when new ones come', async () => {
    const { composer, user, product } = await openChat();
    const details = { remaining: 1_234, estimate: 5_000, periodEnd: '2026-12-01T12:00:00.000Z' };
    product.refuseNext('budget_exhausted', {}, details);

    await user.type(composer, 'Hi{Enter}');

    expect((await screen.findByRole('alert')).textContent).toContain(
      'This question needs more than the 1,234 tokens that you have. New ones come on Dec 1, 2026.',
    );
  });

  it('shows no budget in a conversation below 60 %', async () => {
    const { product } = await openChat();
    await waitFor(() => expect(product.asked).toContain('GET /coach/budget'));

    expect(screen.queryByRole('progressbar')).toBeNull();
  });

  it('shows the budget from 60 % on and warns from 80 % on', async () => {
    const budget = aBudget({ used: 95_000, remaining: 55_000 });
    const { composer, user, turnAt } = await openChat(createFakeGameCoach({ chat: undefined, budget }));
    const bar = await screen.findByRole('progressbar', { name: 'Tokens used this month' });
    expect(bar.dataset['tone']).toBe('plain');
    await user.type(composer, 'Hi{Enter}');

    await say(await turnAt(0), started(SESSION), completed('Hello', { turnId: SESSION, budgetRemaining: 30_000 }));

    await waitFor(() => expect(bar.dataset['tone']).toBe('warn'));
    expect(screen.getByText(/80% used, new ones on/)).toBeDefined();
  });
});

describe('a conversation that is over', () => {
  it('shows an ended conversation without a composer', async () => {
    const said = { contentBlocks: [], turnId: 'old', createdAt: '2026-11-21T10:00:00.000Z' };
    const product = createFakeGameCoach({
      chat: aChat({ status: 'ended' }),
      messages: [
        { messageId: 'a', role: 'user', content: 'Hi', ...said },
        { messageId: 'b', role: 'assistant', content: 'Hello there', ...said },
      ],
    });
    await renderPage(<GameChat sessionId={SESSION} />, { fetch: product.fetch });

    expect(await screen.findByText('Hello there')).toBeDefined();
    expect(screen.getByText(/This conversation has ended/)).toBeDefined();
    expect(screen.queryByRole('textbox')).toBeNull();
  });

  it('says that a conversation does not exist', async () => {
    await renderPage(<GameChat sessionId={SESSION} />, { fetch: createFakeGameCoach({ chat: undefined }).fetch });

    expect(
      await screen.findByText(
        'We can’t find this conversation. It may have been deleted, or you’re signed in to a different account.',
      ),
    ).toBeDefined();
  });
});

it('loads a recap once for each number of messages', async () => {
  const recap = { summary: 'Six wins.', strengths: ['Saves'], weaknesses: [], actionItems: ['Pass'], messageCount: 4 };
  const product = createFakeGameCoach({ chat: aChat({ messageCount: 4 }), recap });
  const { user, composer, turnAt } = await openChat(product, null);
  const recaps = () => product.asked.filter((call) => call.endsWith('/recap'));

  await user.click(await screen.findByRole('button', { name: 'Recap' }));
  expect(await screen.findByText('Six wins.')).toBeDefined();
  const parts = [...screen.getByRole('dialog').querySelectorAll('section')].map(({ textContent }) => textContent);
  expect(parts).toEqual(['What goes wellSaves', 'What’s holding you backThis didn’t come up.', 'Your next stepsPass']);
  await user.click(screen.getByRole('button', { name: 'Close' }));
  await user.click(screen.getByRole('button', { name: 'Recap' }));

  await screen.findByText('Six wins.');
  expect(recaps()).toHaveLength(1);

  await user.click(screen.getByRole('button', { name: 'Close' }));
  product.chat = aChat({ messageCount: 6 });
  product.recap = { ...recap, summary: 'Seven wins.' };
  await user.type(composer, 'And now?{Enter}');
  await say(await turnAt(0), started('t'), completed('Fine.', { turnId: 't' }));
  await user.click(await screen.findByRole('button', { name: 'Recap' }));

  expect(await screen.findByText('Seven wins.')).toBeDefined();
  expect(recaps()).toHaveLength(2);
});
