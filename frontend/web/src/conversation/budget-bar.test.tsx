// @vitest-environment jsdom
import { cleanup, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { aBudget, createFakeGameCoach } from '../../../testing/fake-game-coach.ts';
import { renderPage } from '../../../testing/render-app.ts';
import { BudgetBar } from './budget-bar.tsx';

afterEach(cleanup);

it.each([
  [30_001, 'plain', '30,001 of 150,000 tokens left', '79% used'],
  [30_000, 'warn', '30,000 of 150,000 tokens left', '80% used, new ones on Dec 1'],
  [1, 'warn', '1 of 150,000 tokens left', '99% used, new ones on Dec 1'],
  [0, 'bad', '0 of 150,000 tokens left', '100% used, new ones on Dec 1'],
])('shows %i tokens that are left as %s', async (remaining, tone, left, used) => {
  const budget = aBudget({ used: 150_000 - remaining, remaining, periodEnd: '2026-12-01T12:00:00.000Z' });
  await renderPage(<BudgetBar />, { fetch: createFakeGameCoach({ budget }).fetch });

  const bar = await screen.findByRole('progressbar', { name: 'Tokens used this month' });
  expect(bar.dataset['tone']).toBe(tone);
  expect(bar).toHaveProperty('value', 150_000 - remaining);
  expect(screen.getByText(left)).toBeDefined();
  expect(screen.getByText(used)).toBeDefined();
});

it('prefers what a conversation knows to the last answer of the API', async () => {
  await renderPage(<BudgetBar remaining={15_000} />, { fetch: createFakeGameCoach().fetch });

  expect(await screen.findByText('15,000 of 150,000 tokens left')).toBeDefined();
});
