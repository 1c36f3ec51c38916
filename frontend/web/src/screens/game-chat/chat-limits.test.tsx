// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import type { CoachEvent } from '#contract/events';
import type { ProblemCode } from '#contract/problems';
import { aBudget, aChat, createFakeGameCoach } from '../../../../testing/fake-game-coach.ts';
import { openChat, say } from '../../../../testing/game-chat-page.ts';
import { completed, SESSION, started } from '../../../../testing/turn-fixtures.ts';

afterEach(() => {
  cleanup();
  window.history.replaceState(null, '');
});

const withBudget = (remaining: number) =>
  createFakeGameCoach({ chat: undefined, budget: aBudget({ used: 150_000 - remaining, remaining }) });

it('shows the budget in a conversation when 60 % are used', async () => {
  await openChat(withBudget(60_000));

  expect(await screen.findByText('60,000 of 150,000 tokens left')).toBeDefined();
});

it('shows no budget in a conversation when a token less than 60 % is used', async () => {
  const { product } = await openChat(withBudget(60_001));
  await waitFor(() => expect(product.asked).toContain('GET /coach/budget'));

  expect(screen.queryByText(/tokens left/)).toBeNull();
});

it('shows what a turn has cost at its end, and not what is held for it', async () => {
  const { composer, user, turnAt } = await openChat(withBudget(55_000));
  await screen.findByText('55,000 of 150,000 tokens left');
  await user.type(composer, 'Hi{Enter}');
  const turn = await turnAt(0);

  await say(turn, { ...started(SESSION), budgetRemaining: 20_000 } as CoachEvent);
  await screen.findByText('The game coach is thinking…');
  expect(screen.getByText('55,000 of 150,000 tokens left')).toBeDefined();
  await say(turn, completed('Hello', { turnId: SESSION, budgetRemaining: 50_000 }));

  expect(await screen.findByText('50,000 of 150,000 tokens left')).toBeDefined();
});

it.each<[ProblemCode, string]>([
  ['upgrade_required', 'This needs another planYour plan does not include this coach.'],
  ['trial_used', 'That was your free sessionYour sessions and pictures stay here.'],
  ['budget_exhausted', 'Too few tokens are left this monthNew ones come with the next month.'],
])('offers a pro player the plan that includes more after %s', async (code, words) => {
  const { composer, user, product } = await openChat();
  product.refuseNext(code);

  await user.type(composer, 'Hi{Enter}');

  const card = await screen.findByRole('alert');
  expect(card.textContent).toContain(words);
  const plans = within(card)
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent);
  expect(plans).toEqual(['Studio500,000 tokens a month200 pictures a month50 messages a minute']);
});

it.each([
  [2, 'Available after three messages', true],
  [3, 'Recap', false],
])('offers a recap from three messages on: %i', async (messageCount, name, isDisabled) => {
  await openChat(createFakeGameCoach({ chat: aChat({ messageCount }) }), null);

  expect(await screen.findByRole('button', { name })).toHaveProperty('disabled', isDisabled);
});

it('says that there is too little to recap when the server says so', async () => {
  const { user } = await openChat(createFakeGameCoach({ chat: aChat({ messageCount: 4 }) }), null);

  await user.click(await screen.findByRole('button', { name: 'Recap' }));

  expect((await screen.findByRole('alert')).textContent).toBe(
    'There isn’t enough to recap yet. Ask a few more questions first.',
  );
});

it('accepts a question of 10,000 characters and no more', async () => {
  const { composer } = await openChat();

  fireEvent.change(composer, { target: { value: 'x'.repeat(10_000) } });
  expect(screen.getByRole('button', { name: 'Send' })).toHaveProperty('disabled', false);
  fireEvent.change(composer, { target: { value: 'x'.repeat(10_001) } });

  expect(screen.getByText('1 character too long')).toBeDefined();
  expect(screen.getByRole('button', { name: 'Send' })).toHaveProperty('disabled', true);
});
