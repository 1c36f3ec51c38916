// @vitest-environment jsdom
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { coachFrom } from '../../../testing/coach-fixture.ts';
import { createFakeGameCoach } from '../../../testing/fake-game-coach.ts';
import { renderPage } from '../../../testing/render-app.ts';
import { AccountContext } from './account-context.ts';
import { Frame } from './frame.tsx';

const scrolledTo = vi.fn<(x: number, y: number) => void>();
beforeEach(() => void vi.stubGlobal('scrollTo', scrolledTo));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  scrolledTo.mockClear();
});

async function openFrame(path: string) {
  const coach = coachFrom('c1', '2026-11-21T10:00:00.000Z');
  const coaches = [coach, { ...coach, coachId: 'c2', coachName: 'Old Rowan', status: 'archived' }];
  const product = createFakeGameCoach();
  const signOut = vi.fn(async () => undefined);
  await renderPage(
    <AccountContext value={{ account: { userId: 'me', name: 'Kim' }, signOut }}>
      <Frame>
        <button type="button">on the page</button>
      </Frame>
    </AccountContext>,
    {
      path,
      fetch: async (input, init) =>
        String(input).includes('/users/me/coaches') ? Response.json({ coaches }) : product.fetch(input, init),
    },
  );
  const [menu] = screen.getAllByRole('navigation', { name: 'Main menu' });
  return { menu: within(menu ?? document.body), user: userEvent.setup() };
}

it('lists the coaches that are not archived, and marks the one whose page is open', async () => {
  const { menu } = await openFrame('/coaches/c1');
  await menu.findByRole('link', { name: /Steady Rowan/ });

  expect(menu.getAllByRole('link').map((link) => [link.title, link.ariaCurrent])).toEqual([
    ['Home', null],
    ['Steady Rowan', 'page'],
    ['Game coach', null],
    ['Prompt coach', null],
    ['Vesper', null],
  ]);
});

it('moves the focus and the view to the beginning of a new page', async () => {
  const { menu, user } = await openFrame('/notes');
  expect(scrolledTo.mock.calls).toEqual([]);

  await user.click(menu.getByRole('link', { name: 'Home' }));

  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('main')));
  expect(scrolledTo.mock.calls).toEqual([[0, 0]]);
});

it('shows who is signed in, and their plan', async () => {
  await openFrame('/');

  await screen.findAllByText('Pro');
  expect(screen.getAllByTitle('Account').map(({ textContent }) => textContent)).toEqual(
    Array(2).fill('Account: KimPro'),
  );
});
