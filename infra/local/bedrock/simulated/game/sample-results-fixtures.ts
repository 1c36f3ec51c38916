import type { Game, RankBenchmark } from '#contract/games';

/** For tests: a player with some games, and the tool results for them. */

const game = (gameId: string, more: Partial<Game>): Game => ({
  gameId,
  playedAt: '2026-11-20T18:00:00Z',
  mode: 'doubles',
  playlist: 'ranked-doubles',
  won: true,
  goals: 2,
  assists: 1,
  saves: 3,
  shots: 5,
  score: 412,
  boostPerMinute: 351.5,
  rank: 'Gold I',
  ...more,
});

export const GAMES: readonly Game[] = [
  game('g-1', {}),
  game('g-2', { mode: 'standard', playlist: 'ranked-standard', won: false, goals: 0, score: 187, rank: 'Silver I' }),
  game('g-3', { won: false, goals: 1, assists: 4, saves: 0, shots: 7, score: 388, playedAt: '2026-11-18T20:15:00Z' }),
];

export const AVERAGES = {
  goals: 0.61,
  assists: 0.35,
  saves: 1.1,
  shots: 3.25,
  score: 329,
  shootingPct: 18.77,
  boostPerMinute: 351.5,
};

const BENCHMARKS: readonly RankBenchmark[] = [
  {
    rank: 'Platinum I',
    goals: 0.72,
    assists: 0.35,
    saves: 1.1,
    shots: 2.8,
    shootingPct: 22,
    boostPerMinute: 340,
    supersonicPct: 13,
    aerials: 0.7,
    wavedashes: 0.4,
  },
  {
    rank: 'Gold I',
    goals: 0.55,
    assists: 0.28,
    saves: 0.95,
    shots: 2.4,
    shootingPct: 19,
    boostPerMinute: 300,
    supersonicPct: 10,
    aerials: 0.5,
    wavedashes: 0.3,
  },
];

type Input = Readonly<Record<string, unknown>>;
type Results = Readonly<Record<string, (input: Input) => unknown>>;

/** The results of the tools. `{ error }` is a failure. */
export const RESULTS: Results = {
  get_recent_games: ({ limit }) => ({ games: GAMES.slice(0, Number(limit)) }),
  get_stats_by_mode: ({ mode, days }) => ({
    mode,
    days,
    from: '2026-10-22T10:00:00.000Z',
    games: 12,
    won: 7,
    averages: { ...AVERAGES, supersonicPct: null, aerials: null, wavedashes: null, winRatePct: 58.3 },
    trends: { goals: 0.2, saves: -0.4, aerials: null, winRatePct: 10 },
  }),
  get_game_details: ({ gameId }) => {
    const found = GAMES.find((one) => one.gameId === gameId);
    return found ? { game: found } : { error: `There is no game ${String(gameId)}.` };
  },
  get_rank_benchmarks: ({ rank, mode = 'standard' }) => {
    const benchmark = BENCHMARKS.find((row) => row.rank === rank);
    if (!benchmark) return { error: 'There are no figures for this rank. There are figures for: Gold I, Platinum I.' };
    const note = `There are no figures for ${String(mode)}: these are those for standard.`;
    return { benchmark, mode, figuresFor: 'standard', source: 'Illustrative.', ...(mode !== 'standard' && { note }) };
  },
  save_coaching_note: (input) => ({ note: { noteId: 'n1', ...input, createdAt: '2026-11-21T10:00:00Z' } }),
};

/** The results for a player without games. */
export const NO_GAMES: Results = {
  ...RESULTS,
  get_recent_games: () => ({ games: [] }),
  get_stats_by_mode: ({ mode, days }) => ({
    mode,
    days,
    games: 0,
    won: 0,
    averages: { goals: null, winRatePct: null },
    trends: null,
  }),
  get_game_details: ({ gameId }) => ({ error: `There is no game ${String(gameId)}.` }),
};
