import type { Game } from '#contract/games';

/** With fewer games, a half has hardly more than one. */
const GAMES_FOR_TRENDS = 4;

/** Values of a game. Some parsers do not report all of them. */
const FIGURES = [
  'goals',
  'assists',
  'saves',
  'shots',
  'score',
  'boostPerMinute',
  'supersonicPct',
  'aerials',
  'wavedashes',
] as const;

/**
 * Per game, except percentages and rates. `shootingPct` is all goals divided by all shots, `winRatePct` all wins
 * divided by all games. `null` when no game has the value.
 */
export type Averages = Readonly<Record<(typeof FIGURES)[number] | 'shootingPct' | 'winRatePct', number | null>>;

/** Rounded to 2 places. */
export const averagesOf = (games: readonly Game[]): Averages => mapped(exactAveragesOf(games), rounded);

/**
 * The average of the later half of the games minus that of the earlier half, by time of play. The middle game of an odd
 * number belongs to the later half. Rounded to 2 places.
 * @returns `null` for fewer than 4 games.
 */
export function trendsOf(games: readonly Game[]): Averages | null {
  if (games.length < GAMES_FOR_TRENDS) return null;
  const inOrder = games.toSorted((a, b) => Date.parse(a.playedAt) - Date.parse(b.playedAt));
  const middle = Math.floor(inOrder.length / 2);
  const earlier = exactAveragesOf(inOrder.slice(0, middle));
  const later = exactAveragesOf(inOrder.slice(middle));
  return mapped(later, (value, name) => {
    const before = earlier[name];
    return value === null || before === null ? null : rounded(value - before);
  });
}

export const winsOf = (games: readonly Game[]): number => games.filter(({ won }) => won).length;

/** For the user, for example `10 games, 6 won`. */
export function recordOf(games: readonly Game[]): string {
  if (games.length === 0) return 'no games';
  return `${games.length} ${games.length === 1 ? 'game' : 'games'}, ${winsOf(games)} won`;
}

function exactAveragesOf(games: readonly Game[]): Averages {
  const figures = Object.fromEntries(FIGURES.map((name) => [name, meanOf(games.map((game) => game[name]))]));
  const goals = sumOf(games.map((game) => game.goals));
  const shots = sumOf(games.map((game) => game.shots));
  return {
    ...(figures as Record<(typeof FIGURES)[number], number | null>),
    shootingPct: percentOf(goals, shots),
    winRatePct: percentOf(winsOf(games), games.length),
  };
}

function meanOf(values: readonly (number | undefined)[]): number | null {
  const known = values.filter((value) => value !== undefined);
  return known.length > 0 ? sumOf(known) / known.length : null;
}

const percentOf = (part: number, whole: number): number | null => (whole > 0 ? (100 * part) / whole : null);

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** Never −0, which JSON cannot represent. */
const rounded = (value: number | null): number | null => (value === null ? null : Math.round(value * 100) / 100 + 0);

const mapped = (averages: Averages, change: (value: number | null, name: keyof Averages) => number | null): Averages =>
  Object.fromEntries(
    Object.entries(averages).map(([name, value]) => [name, change(value, name as keyof Averages)]),
  ) as Averages;
