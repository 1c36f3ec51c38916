import { describe, expect, it } from 'vitest';
import { jsonIn } from './json-in.ts';
import { readBenchmark, readError, readGames, readNotes, readRank, readStats, toolOf } from './readers.ts';

const averages = { goals: 0.5, assists: 0.25, saves: 1, shots: 2 };

describe('averages are read', () => {
  it.each<[string, unknown, object]>([
    ['as they are', { mode: 'duel', days: 7, games: 4, winPct: 50, averages }, { mode: 'duel', days: 7, winPct: 50 }],
    ['inside', { stats: { games: 4, wins: 2, averages } }, { wins: 2 }],
    ['flat, with a rate', { mode: 'all', games: 4, winRate: 0.5, ...averages }, { mode: 'all', winPct: 50 }],
    ['with a percentage that calls itself a rate', { games: 4, winRate: 58.3, averages }, { winPct: 58.3 }],
    ['with changes', { games: 4, averages, trends: { goals: 0.1 } }, { trends: { goals: 0.1 } }],
    ['with words', { games: 4, averages, trend: { goals: 'improving' } }, { trends: { goals: 'improving' } }],
    [
      'with changes inside',
      { games: 4, averages, trends: { goals: { change: 0.1 }, saves: { earlier: 1, recent: 2 } } },
      { trends: { goals: 0.1, saves: 'from 1 to 2' } },
    ],
    [
      'with sides',
      {
        games: 4,
        averages,
        trend: { recent: { games: 2, ...averages }, earlier: { games: 2, ...averages, goals: 0.4 } },
      },
      { trends: { goals: 'from 0.4 to 0.5' } },
    ],
  ])('%s', (_, result, seen) => {
    expect(readStats(result)).toMatchObject([{ games: 4, averages, ...seen }]);
  });

  it('mode by mode', () => {
    const one = { games: 4, averages };
    expect(readStats({ days: 7, byMode: { duel: one, doubles: one } })).toMatchObject([
      { mode: 'duel', days: 7 },
      { mode: 'doubles', days: 7 },
    ]);
    expect(readStats({ modes: [{ mode: 'standard', ...one }] })).toMatchObject([{ mode: 'standard' }]);
  });

  it('of no games, as none', () => {
    expect(readStats({ mode: 'duel', days: 7, games: 0 })).toMatchObject([{ games: 0, averages: {} }]);
    expect(readStats({ games: [] })).toEqual([]);
  });
});

it('reads games wherever they stand', () => {
  const game = { gameId: 'a', goals: 1, won: true };
  for (const result of [{ games: [game] }, [game], { game }, game, { result: { items: [game] } }]) {
    expect(readGames(result)).toMatchObject([{ gameId: 'a', won: true, numbers: { goals: 1 } }]);
  }
});

it('reads benchmarks, notes, errors and ranks wherever they stand', () => {
  expect(readBenchmark({ benchmark: { rank: 'Gold I', ...averages } })).toEqual({ rank: 'Gold I', numbers: averages });
  expect(readBenchmark({ rank: 'Gold I', mode: 'standard', numbers: averages })).toEqual({
    rank: 'Gold I',
    numbers: averages,
  });
  expect(readNotes({ note: { noteId: 'n', content: 'a', category: 'goal' } })).toEqual([
    { content: 'a', category: 'goal' },
  ]);
  expect(readNotes({ noteId: 'n', content: 'a' })).toEqual([{ content: 'a', category: undefined }]);
  expect(readError({ error: 'Gone.' })).toBe('Gone.');
  expect(readError({ error: { code: 'x', message: 'Gone.' } })).toBe('Gone.');
  expect(readError({ games: [] })).toBeUndefined();
  expect(readRank([{ rank: 'Silver I', goals: 3 }, { player: { rank: 'Gold I' } }])).toBe('Gold I');
});

it('knows results from inputs', () => {
  expect(toolOf({ games: [] })).toBe('get_recent_games');
  expect(toolOf({ mode: 'all', games: 0 })).toBe('get_stats_by_mode');
  expect(toolOf({ game: { gameId: 'a', goals: 1 } })).toBe('get_game_details');
  expect(toolOf({ benchmark: { rank: 'Gold I', ...averages } })).toBe('get_rank_benchmarks');
  expect(toolOf({ note: { noteId: 'n', content: 'a', category: 'goal' } })).toBe('save_coaching_note');
  for (const input of [
    { limit: 5 },
    { mode: 'all', days: 30 },
    { gameId: 'a' },
    { rank: 'Gold I' },
    { content: 'a', category: 'goal' },
  ]) {
    expect(toolOf(input)).toBeUndefined();
  }
});

it('finds JSON in a text, and the whole pieces of what was cut', () => {
  expect(jsonIn('a {"b":[1]} and [2] (c) {d} {"e":"}"}').map(({ value }) => value)).toEqual([
    { b: [1] },
    [2],
    { e: '}' },
  ]);
  expect(jsonIn('{"games":[{"a":"\\"{"},{"a":2},{"a":').map(({ value }) => value)).toEqual([{ a: '"{' }, { a: 2 }]);
  expect(jsonIn('none')).toEqual([]);
});
