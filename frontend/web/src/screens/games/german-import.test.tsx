// @vitest-environment jsdom
import { cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, it } from 'vitest';
import { createFakeGameCoach } from '../../../../testing/fake-game-coach.ts';
import { renderPage } from '../../../../testing/render-app.ts';
import { Games } from './games.tsx';

afterEach(cleanup);

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
