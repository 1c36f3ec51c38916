// @vitest-environment jsdom
import { cleanup, fireEvent, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, it } from 'vitest';
import { createFakeGameCoach } from '../../../../testing/fake-game-coach.ts';
import { gamesUntil } from '../../../../testing/game-fixtures.ts';
import { renderPage } from '../../../../testing/render-app.ts';
import { Games } from './games.tsx';

afterEach(cleanup);

const fileOf = (text: string, name = 'games.json') => new File([text], name, { type: 'application/json' });

async function openPage(product = createFakeGameCoach()) {
  const page = await renderPage(<Games />, { fetch: product.fetch, path: '/game-coach/games' });
  await screen.findByRole('heading', { name: 'Imported games' });
  const user = userEvent.setup();
  const choose = (file: File) => user.upload(page.container.querySelector('input') ?? document.body, file);
  return { ...page, product, user, choose };
}

it('imports a chosen file and reloads the list', async () => {
  const { product, choose } = await openPage();
  const asked = () => product.asked.filter((call) => call === 'GET /coach/games').length;
  const before = asked();
  const games = gamesUntil('2026-11-21T10:00:00.000Z', 2);

  await choose(fileOf(JSON.stringify({ games })));

  expect((await screen.findByText('The import is done.')).parentElement?.textContent).toContain('1 imported');
  expect(product.posted).toEqual([{ games }]);
  expect(asked()).toBeGreaterThan(before);
});

it('imports a dropped file', async () => {
  const { product, container } = await openPage();
  const zone = container.querySelector('[data-over]') ?? document.body;

  fireEvent.dragOver(zone, { dataTransfer: { types: ['Files'] } });
  expect(zone.getAttribute('data-over')).toBe('true');
  fireEvent.drop(zone, { dataTransfer: { types: ['Files'], files: [fileOf('[{"gameId":"a"}]')] } });

  await screen.findByText('The import is done.');
  expect(product.posted).toEqual([{ games: [{ gameId: 'a' }] }]);
});

it('says what is wrong with a file without games', async () => {
  const { product, choose } = await openPage();

  await choose(fileOf('gameId;goals', 'export.json'));
  expect((await screen.findByRole('alert')).textContent).toBe(
    'The content of export.json can’t be read as JSON. The file may be incomplete or in another format.',
  );
  await choose(fileOf('{}', 'empty.json'));

  expect((await screen.findByText('empty.json doesn’t contain any games.')).closest('[role="alert"]')).not.toBeNull();
  expect(product.posted).toEqual([]);
});

it('lists games with links to their details', async () => {
  await openPage();

  const [first] = screen.getAllByRole('link', { name: /Doubles/ });
  expect(first?.getAttribute('href')).toBe('/game-coach/games/game-0001');
  expect(within(screen.getByRole('navigation', { name: 'Game coach' })).getByText('Games').ariaCurrent).toBe('page');
});
