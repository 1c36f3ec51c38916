import { describe, expect, it } from 'vitest';
import { createDynamoGames } from '#adapters/dynamodb/games';
import type { Game } from '#contract/games';
import type { Json } from '#ports/model';
import { aFullGame, aGame } from '#testing/game-fixtures';
import { createMemoryDynamo } from '#testing/memory-dynamo/engine';
import { createStoreClock, MINUTE, NOW } from '#testing/storage-fixtures';
import { TABLE_NAME, tableDefinitions } from '#testing/tables';
import type { ToolScope } from '../../tool.ts';
import { createGameTools } from './tools.ts';

const DAY = 24 * 60 * MINUTE;
const scope: ToolScope = { sub: 'me', now: NOW, newId: () => 'fresh-id', signal: new AbortController().signal };

/** The tools over a store with these games of `me` and one of another user. */
async function open(mine: readonly Game[] = []) {
  const { client } = createMemoryDynamo(tableDefinitions);
  const games = createDynamoGames({ client, tableName: TABLE_NAME, clock: createStoreClock() });
  for (let at = 0; at < mine.length; at += 100) await games.put('me', mine.slice(at, at + 100));
  await games.put('another-user', [aGame({ gameId: 'theirs' })]);
  const tools = new Map(createGameTools({ games }).map((tool) => [tool.spec.name, tool]));
  return async (name: string, input: Json) => {
    const tool = tools.get(name);
    if (!tool) throw new Error(`no tool ${name}`);
    return tool.run(input, scope);
  };
}

/** One game per day, oldest first. The last one was played at `NOW`. */
const daily = (count: number, fields: (place: number) => Partial<Game> = () => ({})) =>
  Array.from({ length: count }, (_, place) =>
    aGame({ playedAt: new Date(NOW - (count - 1 - place) * DAY).toISOString(), ...fields(place) }),
  );

describe('get_recent_games', () => {
  it('get_recent_games returns 10 games by default, newest first', async () => {
    const games = daily(12, (place) => ({ won: place % 2 === 0 }));
    const run = await open(games);
    const newest = [...games].reverse();
    expect(await run('get_recent_games', {})).toEqual({
      ok: true,
      content: { games: newest.slice(0, 10) },
      summary: '10 games, 5 won',
    });
    expect(await run('get_recent_games', { limit: 1 })).toMatchObject({
      content: { games: newest.slice(0, 1) },
      summary: '1 game, 0 won',
    });
    expect((await run('get_recent_games', { limit: 50 })).content).toEqual({ games: newest });
  });

  it('get_recent_games filters by playlist', async () => {
    const games = daily(3, (place) => ({ playlist: place === 1 ? 'Hoops' : 'Ranked Duel' }));
    const run = await open(games);
    expect((await run('get_recent_games', { playlist: 'hoops' })).content).toEqual({ games: [games[1]] });
    expect(await run('get_recent_games', { playlist: 'Dropshot' })).toEqual({
      ok: true,
      content: { games: [] },
      summary: 'no games',
    });
  });
});

describe('get_stats_by_mode', () => {
  it('get_stats_by_mode returns averages and trends of the last 30 days by default', async () => {
    const games = daily(40, (place) => ({ mode: place % 2 ? 'duel' : 'standard', goals: place < 25 ? 1 : 2 }));
    const run = await open(games);
    const { content, summary } = await run('get_stats_by_mode', { mode: 'duel' });
    expect(content).toMatchObject({
      mode: 'duel',
      days: 30,
      from: new Date(NOW - 30 * DAY).toISOString(),
      games: 16,
      won: 16,
      averages: { goals: 1.5, assists: 1, winRatePct: 100, boostPerMinute: null },
      trends: { goals: 1, assists: 0, winRatePct: 0, boostPerMinute: null },
    });
    expect(content).not.toHaveProperty('note');
    expect(summary).toBe('16 games, 16 won in 30 days');
    expect((await run('get_stats_by_mode', { mode: 'all', days: 1 })).content).toMatchObject({
      games: 2,
      trends: null,
    });
    expect((await run('get_stats_by_mode', { mode: 'all', days: 365 })).content).toMatchObject({ games: 40 });
    expect(await run('get_stats_by_mode', { mode: 'doubles' })).toMatchObject({
      content: { games: 0, won: 0, averages: { goals: null, winRatePct: null }, trends: null },
      summary: 'no games in 30 days',
    });
  });

  it('get_stats_by_mode adds a note when the period holds more games than it counts', async () => {
    const run = await open(Array.from({ length: 501 }, (_, place) => aGame({ goals: place ? 0 : 100 }, -place)));
    expect((await run('get_stats_by_mode', { mode: 'all' })).content).toMatchObject({
      games: 500,
      averages: { goals: 0.2 },
      note: 'Only the newest 500 games of the period were counted.',
    });
  });
});

describe('get_game_details', () => {
  it('get_game_details returns one game with all known values', async () => {
    const game = aFullGame({ won: false });
    const run = await open([game]);
    expect(await run('get_game_details', { gameId: game.gameId })).toEqual({
      ok: true,
      content: { game },
      summary: 'lost, doubles, 2026-11-21, score 420',
    });
  });

  it.each(['theirs', 'unknown'])(
    "get_game_details answers alike for another user's game and for an unknown one (%s)",
    async (gameId) => {
      const run = await open();
      expect(await run('get_game_details', { gameId })).toMatchObject({
        ok: false,
        content: { error: 'No such game. get_recent_games gives the games with their ids.' },
      });
    },
  );
});

describe('get_rank_benchmarks', () => {
  it('get_rank_benchmarks returns the benchmarks of a rank with their source', async () => {
    const run = await open();
    const { content, ...rest } = await run('get_rank_benchmarks', { rank: ' gold  i' });
    expect(content).toMatchObject({
      benchmark: { rank: 'Gold I', goals: 0.55, shootingPct: 19, wavedashes: 0.3 },
      mode: 'standard',
      figuresFor: 'standard',
      source: expect.stringContaining('Illustrative'),
    });
    expect(content).not.toHaveProperty('note');
    expect(rest).toEqual({ ok: true, summary: 'Benchmarks of Gold I' });
  });

  it('get_rank_benchmarks notes that its benchmarks belong to another mode', async () => {
    const run = await open();
    expect((await run('get_rank_benchmarks', { rank: 'Gold I', mode: 'duel' })).content).toMatchObject({
      mode: 'duel',
      figuresFor: 'standard',
      note: 'There are no figures for duel: these are those for standard.',
    });
  });

  it('get_rank_benchmarks lists the known ranks without numbers for an unknown rank', async () => {
    const run = await open();
    const outcome = await run('get_rank_benchmarks', { rank: 'Gold II' });
    expect(outcome.ok).toBe(false);
    expect(JSON.stringify(outcome.content)).toMatch(/Bronze I, .*Supersonic Legend/);
    expect(JSON.stringify(outcome.content)).not.toMatch(/\d/);
  });
});

describe('save_coaching_note', () => {
  it('save_coaching_note stages the note for the commit of the answer', async () => {
    const run = await open();
    const content = 'Panics under <pressure>\nand dives.\ud800';
    const note = {
      noteId: 'fresh-id',
      content: 'Panics under <pressure>\nand dives.\ufffd',
      category: 'weakness',
      createdAt: new Date(NOW).toISOString(),
    };
    expect(await run('save_coaching_note', { content, category: 'weakness' })).toEqual({
      ok: true,
      content: { note },
      summary: 'Noted: weakness',
      writes: [{ type: 'save_note', note }],
    });
  });

  it('save_coaching_note counts code points after trimming', async () => {
    const run = await open();
    const notes = ['💥'.repeat(2_000), ` ${'x'.repeat(2_000)} `, '💥'.repeat(2_001)];
    const outcomes = await Promise.all(
      notes.map((content) => run('save_coaching_note', { content, category: 'goal' })),
    );
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, true, false]);
    expect(outcomes[2]?.content).toEqual({ error: 'Invalid input. content: text of 1 to 2000 characters' });
  });
});
