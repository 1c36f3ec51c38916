// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, it } from 'vitest';
import { createFakeGameCoach } from '../../../../testing/fake-game-coach.ts';
import { problemResponse } from '../../../../testing/fake-product.ts';
import { gameAt, gamesUntil } from '../../../../testing/game-fixtures.ts';
import { renderPage } from '../../../../testing/render-app.ts';
import { Games } from './games.tsx';

afterEach(cleanup);

const fileOf = (text: string, name = 'games.json') => new File([text], name, { type: 'application/json' });

async function openPage(product = createFakeGameCoach(), fetch = product.fetch) {
  const page = await renderPage(<Games />, { fetch, path: '/game-coach/games' });
  await screen.findByRole('heading', { name: 'Imported games' });
  const user = userEvent.setup();
  const choose = (file: File) => user.upload(page.container.querySelector('input') ?? document.body, file);
  return { ...page, product, user, choose };
}

it('imports a chosen file and reloads the list', async () => {
  const { product, choose } = await openPage(createFakeGameCoach({ games: [] }));
  expect(screen.getByText('No games yet. Import a file to see them here.')).toBeDefined();
  const games = gamesUntil('2026-11-21T10:00:00.000Z', 2);
  product.games = [...games];

  await choose(fileOf(JSON.stringify({ games })));

  expect((await screen.findByText('The import is done.')).parentElement?.textContent).toBe(
    'The import is done. 1 imported.',
  );
  expect(product.posted).toEqual([{ games }]);
  await waitFor(() => expect(screen.getAllByRole('link', { name: /^(Won|Lost)/ })).toHaveLength(2));
});

it('sends nothing of a file that is too large', async () => {
  const { product, choose } = await openPage();
  const file = Object.defineProperty(fileOf('[{}]'), 'size', { value: 20_000_001 });

  await choose(file);

  expect((await screen.findByRole('alert')).textContent).toBe('games.json is too large. The limit is 20 MB.');
  expect(product.posted).toEqual([]);
});

it('says how far an import came that was interrupted', async () => {
  const product = createFakeGameCoach();
  let calls = 0;
  const { choose } = await openPage(product, async (input, init) => {
    if (init?.method !== 'POST') return product.fetch(input, init);
    calls += 1;
    const outcome = { imported: 90, unchanged: 10, rejected: [] };
    return calls === 1 ? Response.json(outcome) : problemResponse('upgrade_required');
  });

  await choose(fileOf(JSON.stringify(gamesUntil('2026-11-21T10:00:00.000Z', 120))));

  expect((await screen.findByRole('alert')).textContent).toBe(
    'This needs another plan. The import was interrupted. Import the same file again to continue. Nothing is stored twice. 90 imported and 10 already imported.',
  );
});

it('shows the first ten games that were rejected, and counts the others', async () => {
  const product = createFakeGameCoach();
  const rejected = Array.from({ length: 13 }, (_, index) => ({ index, code: 'validation_failed', fields: [] }));
  const { choose } = await openPage(product, async (input, init) =>
    init?.method === 'POST' ? Response.json({ imported: 1, unchanged: 0, rejected }) : product.fetch(input, init),
  );

  await choose(fileOf('[{}]'));

  expect(await screen.findByText('and 3 more')).toBeDefined();
  expect(screen.getByText('Game 10 in the file')).toBeDefined();
  expect(screen.queryByText('Game 11 in the file')).toBeNull();
  expect(screen.getByText(/1 imported and 13 not imported/)).toBeDefined();
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

it('lists games with their figures and with links to their details', async () => {
  const game = { ...gameAt(0, '2026-11-21T10:00:00.000Z'), goals: 2, assists: 1, saves: 3, shots: 5, score: 1_540 };
  await openPage(createFakeGameCoach({ games: [game] }));

  const [first] = screen.getAllByRole('link', { name: /Doubles/ });
  expect(first?.getAttribute('href')).toBe('/game-coach/games/game-0001');
  const figures = [...(first?.closest('li')?.querySelectorAll('dl > div') ?? [])];
  expect(figures.map((figure) => [...figure.children].map(({ textContent }) => textContent).join(': '))).toEqual([
    'Goals: 2',
    'Assists: 1',
    'Saves: 3',
    'Shots: 5',
    'Score: 1,540',
  ]);
  expect(within(screen.getByRole('navigation', { name: 'Game coach' })).getByText('Games').ariaCurrent).toBe('page');
});
