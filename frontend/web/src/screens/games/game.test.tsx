// @vitest-environment jsdom
import { cleanup, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import type { Game as GameRecord } from '#contract/games';
import { createFakeGameCoach } from '../../../../testing/fake-game-coach.ts';
import { renderPage } from '../../../../testing/render-app.ts';
import { Game } from './game.tsx';

afterEach(cleanup);

const played: GameRecord = {
  gameId: 'g1',
  playedAt: new Date(2020, 10, 20, 19, 42).toISOString(),
  mode: 'doubles',
  playlist: 'Ranked Doubles',
  won: false,
  goals: 2,
  assists: 1,
  saves: 3,
  shots: 5,
  score: 1_540,
  boostPerMinute: 341,
  supersonicPct: 12.6,
  aerials: 4,
  wavedashes: 6,
  rank: 'Gold I',
  durationSeconds: 318,
};

async function factsOf(game: GameRecord) {
  const { fetch } = createFakeGameCoach({ games: [game] });
  const { container } = await renderPage(<Game gameId="g1" />, { fetch, path: '/game-coach/games/g1' });
  await screen.findByRole('heading', { name: 'Movement' });
  return [...container.querySelectorAll('dl > div')].map((fact) =>
    [...fact.children].map(({ textContent }) => textContent.replaceAll(/\s/g, ' ')).join(': '),
  );
}

it('shows every fact of a game under its name', async () => {
  expect(await factsOf(played)).toEqual([
    'Score: 1,540',
    'Goals: 2',
    'Assists: 1',
    'Saves: 3',
    'Shots: 5',
    'Shooting percentage: 40%',
    'Boost per minute: 341',
    'Time at supersonic: 13%',
    'Aerials: 4',
    'Wavedashes: 6',
    'Played: Nov 20, 2020, 7:42 PM',
    'Playlist: Ranked Doubles',
    'Rank: Gold I',
    'Length: 5:18',
    'ID: g1',
  ]);
  expect(screen.getByRole('heading', { name: 'LostDoubles' })).toBeDefined();
  expect(document.querySelector('nav [aria-current="page"]')?.textContent).toBe('Games');
});

it('says which facts of a game were not recorded', async () => {
  const { gameId, playedAt, mode, playlist, won, goals, assists, saves, score } = played;
  const facts = await factsOf({ gameId, playedAt, mode, playlist, won, goals, assists, saves, score, shots: 0 });

  expect(facts.filter((fact) => fact.endsWith(': Not recorded'))).toHaveLength(6);
  expect(facts.some((fact) => fact.startsWith('Shooting percentage'))).toBe(false);
});
