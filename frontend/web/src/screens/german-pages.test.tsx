// @vitest-environment jsdom
import { cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, it } from 'vitest';
import { coachFrom } from '../../../testing/coach-fixture.ts';
import { aBudget, createFakeGameCoach } from '../../../testing/fake-game-coach.ts';
import { accessOf, createGameCoachState } from '../../../testing/game-coach-state.ts';
import { renderPage } from '../../../testing/render-app.ts';
import { Coach } from './coach/coach.tsx';
import { GameHome } from './game-coach/game-home.tsx';
import { Games } from './games/games.tsx';

afterEach(cleanup);

it('shows the lists that the product writes for a coach in German', async () => {
  const coach = coachFrom('c1', '2026-11-21T10:00:00.000Z');
  const config = {
    ...coach,
    technicalConfig: { ...coach.technicalConfig, programmingFocus: ['strength', 'skill and technique'] },
  };
  await renderPage(<Coach coachId="c1" />, { fetch: async () => Response.json(config), language: 'de' });

  expect(await screen.findByText('Können und Technik')).toBeDefined();
  expect(screen.queryByText('strength')).toBeNull();
});

it('says in German what the next plan includes', async () => {
  const access = {
    ...accessOf(createGameCoachState('free')),
    previewAvailable: false,
    upgradeMessage: 'Pro has more.',
  };
  const product = createFakeGameCoach({ budget: aBudget({ tier: 'free' }), access });
  await renderPage(<GameHome />, { fetch: product.fetch, language: 'de' });

  expect(await screen.findByText('Pro enthält den Game-Coach und mehr Tokens und Nachrichten.')).toBeDefined();
  expect(screen.queryByText('Pro has more.')).toBeNull();
});

it('says in German why a game was not imported', async () => {
  const product = createFakeGameCoach();
  const fields = [
    { path: 'playedAt', message: 'must be of type string', code: 'wrong_type' },
    { path: 'goals', message: 'at most 100', code: 'too_big', limit: 100 },
    { path: 'rank', message: 'words of a newer server', code: 'too_new' },
  ];
  const rejected = [{ index: 0, code: 'validation_failed', fields }];
  const { container } = await renderPage(<Games />, {
    fetch: async (input, init) =>
      init?.method === 'POST' ? Response.json({ imported: 0, unchanged: 0, rejected }) : product.fetch(input, init),
    language: 'de',
  });
  await screen.findByRole('heading', { name: 'Importierte Spiele' });
  const file = new File(['[{}]'], 'games.json', { type: 'application/json' });

  await userEvent.setup().upload(container.querySelector('input') ?? document.body, file);

  const reasons = (await screen.findByText('Spiel 1 in der Datei')).closest('li') ?? document.body;
  expect(await within(reasons).findByText(/playedAt: fehlt oder hat den falschen Typ/)).toBeDefined();
  expect(reasons.textContent).toContain('goals: zu groß oder zu lang: höchstens 100');
  expect(reasons.textContent).toContain('rank: words of a newer server');
});
