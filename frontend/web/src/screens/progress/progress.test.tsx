// @vitest-environment jsdom
import { cleanup, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, it } from 'vitest';
import { createFakeGameCoach } from '../../../../testing/fake-game-coach.ts';
import { gameAt } from '../../../../testing/game-fixtures.ts';
import { renderPage } from '../../../../testing/render-app.ts';
import { Progress } from './progress.tsx';

afterEach(cleanup);

const NEWEST = '2026-11-21T10:00:00.000Z';
const games = [
  { ...gameAt(0, NEWEST), mode: 'duel' as const, goals: 2, shots: 4 },
  { ...gameAt(1, NEWEST), mode: 'doubles' as const, goals: 0, shots: 4 },
];

const rowOf = (name: string) =>
  within(screen.getByRole('row', { name: new RegExp(`^${name} `) }))
    .getAllByRole('cell')
    .map(({ textContent }) => textContent);

it('draws a bar for each measure and shows the same numbers in a table', async () => {
  await renderPage(<Progress />, { fetch: createFakeGameCoach({ games }).fetch });

  const chart = await screen.findByRole('img', { name: /as a percentage of the Gold I average/ });
  expect(chart.querySelectorAll('rect')).toHaveLength(9);
  expect(chart.querySelectorAll('[style]')).toHaveLength(0);
  expect(rowOf('Goals')).toEqual(['1', '0.55', '182%']);
  expect(rowOf('Shooting percentage')).toEqual(['25%', '19%', '132%']);
  expect(rowOf('Time at supersonic')).toEqual(['11%', '10%', '105%']);
  const bars = [...chart.querySelectorAll('g:has(rect)')].map((bar) => [
    bar.querySelector('text')?.textContent,
    Number(bar.querySelector('rect')?.getAttribute('width')),
  ]);
  const rankAt = Number(chart.querySelector('[data-rank="true"] line')?.getAttribute('x1'));
  expect(Object.fromEntries(bars)).toMatchObject({
    Goals: expect.closeTo(rankAt / 0.55, 3),
    'Shooting percentage': expect.closeTo((rankAt * 25) / 19, 3),
  });
  expect(screen.getByText(/Based on your latest 2 games\./)).toBeDefined();
});

it('compares with the chosen rank and counts the chosen mode', async () => {
  const user = userEvent.setup();
  await renderPage(<Progress />, { fetch: createFakeGameCoach({ games }).fetch });

  await user.selectOptions(await screen.findByRole('combobox', { name: 'Rank' }), 'Diamond I');
  await user.selectOptions(screen.getByRole('combobox', { name: 'Mode' }), 'Duel');

  expect(rowOf('Goals')).toEqual(['2', '0.9', '222%']);
  await user.selectOptions(screen.getByRole('combobox', { name: 'Mode' }), 'Standard');
  expect(screen.getByText('You have no recent games in this mode.')).toBeDefined();
});

it('asks the player to import games when there are none', async () => {
  await renderPage(<Progress />, { fetch: createFakeGameCoach({ games: [] }).fetch });

  expect((await screen.findByRole('link', { name: 'Import games' })).getAttribute('href')).toBe('/game-coach/games');
});
