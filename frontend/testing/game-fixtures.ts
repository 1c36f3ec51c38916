import type { Game, RankBenchmark } from '#contract/games';

const ROWS = [
  ['Bronze I', 0.25, 0.15, 0.65, 1.8, 14, 220, 5, 0.2, 0.1],
  ['Silver I', 0.4, 0.2, 0.8, 2.1, 16, 260, 7, 0.3, 0.2],
  ['Gold I', 0.55, 0.28, 0.95, 2.4, 19, 300, 10, 0.5, 0.3],
  ['Platinum I', 0.72, 0.35, 1.1, 2.8, 22, 340, 13, 0.7, 0.4],
  ['Diamond I', 0.9, 0.45, 1.25, 3.1, 24, 375, 16, 0.9, 0.5],
  ['Champion I', 1.05, 0.55, 1.35, 3.5, 27, 410, 19, 1.1, 0.7],
  ['Grand Champion I', 1.2, 0.62, 1.45, 3.9, 30, 445, 22, 1.3, 0.9],
  ['Supersonic Legend', 1.35, 0.7, 1.6, 4.2, 32, 480, 25, 1.6, 1.1],
] as const;

export const BENCHMARKS: readonly RankBenchmark[] = ROWS.map(
  ([rank, goals, assists, saves, shots, shootingPct, boostPerMinute, supersonicPct, aerials, wavedashes]) => ({
    rank,
    goals,
    assists,
    saves,
    shots,
    shootingPct,
    boostPerMinute,
    supersonicPct,
    aerials,
    wavedashes,
  }),
);

const MODES = ['doubles', 'standard', 'doubles', 'duel'] as const;
const PLAYLISTS = { duel: 'Ranked Duel', doubles: 'Ranked Doubles', standard: 'Ranked Standard' } as const;
const HOUR_MS = 3_600_000;

/** A game that differs from its neighbours as games do, and is the same at every run. @param index - 0: the newest. */
export function gameAt(index: number, newest: string): Game {
  const mode = MODES[index % MODES.length] ?? 'doubles';
  const goals = [1, 0, 2, 0, 1, 0, 0, 3][index % 8] ?? 0;
  const shots = goals + ([1, 2, 1, 2, 1][index % 5] ?? 1);
  return {
    gameId: `game-${String(index + 1).padStart(4, '0')}`,
    playedAt: new Date(Date.parse(newest) - index * 5 * HOUR_MS).toISOString(),
    mode,
    playlist: PLAYLISTS[mode],
    won: (index * 3) % 5 < 3,
    goals,
    assists: [0, 0, 1, 0, 0, 0, 0][index % 7] ?? 0,
    saves: [1, 2, 0, 3, 1, 2][index % 6] ?? 1,
    shots,
    score: 180 + goals * 100 + ((index * 37) % 120),
    boostPerMinute: 318 + ((index * 13) % 60),
    supersonicPct: 9 + ((index * 3) % 8),
    aerials: [0, 1, 0, 1, 0][index % 5] ?? 0,
    wavedashes: [1, 0, 1, 2][index % 4] ?? 0,
    rank: 'Gold I',
    durationSeconds: 300 + ((index * 17) % 90),
  };
}

/** So many games, newest first. */
export const gamesUntil = (newest: string, count: number): readonly Game[] =>
  Array.from({ length: count }, (_, index) => gameAt(index, newest));
