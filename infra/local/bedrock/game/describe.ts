import { listed } from '../creator/phrasing.ts';
import type { SeenBenchmark, SeenGame, SeenNote, SeenStats } from './readers.ts';
import { counted, numeral, quoted, STATS, type Stat, type StatNumbers, WORDING } from './stats.ts';

/** What results say, in sentences. Every number in them comes from a result, or counts its games. */

const GAMES_TOLD = 5;
/** With fewer, averages say little. */
const ENOUGH_GAMES = 10;
const HEADLINE: readonly Stat[] = ['goals', 'assists', 'saves', 'shots', 'score'];

const withStats = (numbers: StatNumbers, stats: readonly Stat[]): readonly string[] =>
  stats.flatMap((stat) => (numbers[stat] === undefined ? [] : [counted(stat, numbers[stat])]));

const many = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
const named = (mode: string | undefined): string => (mode && mode !== 'all' ? `${mode} ` : '');

function result({ won, mode, playlist, playedAt }: SeenGame): string {
  const outcome = won === undefined ? 'played' : won ? 'won' : 'lost';
  const where = playlist && playlist.toLowerCase() !== mode ? ` (${playlist})` : '';
  return `${outcome} a ${named(mode)}game${where}${playedAt ? ` on ${playedAt.slice(0, 10)}` : ''}`;
}

/** One game with all that is known of it. */
export function describeGame(game: SeenGame, opening: string): string {
  const headline = listed(withStats(game.numbers, HEADLINE));
  const others = listed(
    withStats(
      game.numbers,
      STATS.filter((stat) => !HEADLINE.includes(stat)),
    ),
  );
  return [
    `${opening} you ${result(game)}: ${headline || 'without any numbers'}.`,
    others && `Also: ${others}.`,
    game.rank && `It was played at ${game.rank}.`,
  ]
    .filter(Boolean)
    .join(' ');
}

export function describeGames(games: readonly SeenGame[], focus: readonly Stat[]): string {
  const [only] = games;
  if (only && games.length === 1) return describeGame(only, 'In your last game');
  const wins = games.filter(({ won }) => won).length;
  const asked = focus.length > 0 ? focus : HEADLINE;
  const lines = games
    .slice(0, GAMES_TOLD)
    .map((game) => `- ${result(game)}: ${listed(withStats(game.numbers, asked)) || 'no numbers of that kind'}`);
  const opening = `I looked at your ${many(games.length, 'newest game')}: you won ${wins} of them.`;
  const rank = games.find((game) => game.rank !== undefined)?.rank;
  return [
    `${opening}${games.length > GAMES_TOLD ? ' The latest ones are these:' : ''}`,
    ...lines,
    ...(rank ? ['', `The latest rank in them is ${rank}.`] : []),
  ].join('\n');
}

function trendOf({ trends }: SeenStats, focus: readonly Stat[]): string {
  const told = STATS.flatMap((stat) => {
    const change = trends[stat];
    if (change === undefined || (focus.length > 0 && !focus.includes(stat))) return [];
    const { label } = WORDING[stat];
    if (typeof change === 'string') return [`${label} ${change}`];
    if (change === 0) return [`${label} steady`];
    return [`${label} ${change > 0 ? 'up' : 'down'} by ${quoted(stat, Math.abs(change))}`];
  });
  return told.length > 0 ? `The trend: ${listed(told.slice(0, 3))}.` : '';
}

/** Averages; what was asked for stands in front. */
export function describeStats(stats: SeenStats, focus: readonly Stat[]): string {
  const { mode, days, games, wins, winPct, averages } = stats;
  const won = winPct === undefined ? wins && `won ${wins}` : `won ${numeral(winPct)}%`;
  const period = days === undefined ? '' : ` in the last ${many(days, 'day')}`;
  const asked = withStats(averages, focus);
  const others = withStats(
    averages,
    STATS.filter((stat) => !focus.includes(stat)),
  );
  return [
    `You played ${games} ${named(mode)}game${games === 1 ? '' : 's'}${period}${won ? ` and ${won} of them` : ''}.`,
    asked.length > 0 && `What you asked for, on average: ${listed(asked)} a game.`,
    others.length > 0 && `${asked.length > 0 ? 'The rest' : 'On average'}: ${listed(others)}.`,
    trendOf(stats, focus),
    games < ENOUGH_GAMES && 'With so few games this is a first impression.',
  ]
    .filter(Boolean)
    .join(' ');
}

export const describeBenchmark = ({ rank, numbers }: SeenBenchmark): string =>
  `Players at ${rank} average ${listed(withStats(numbers, STATS))} a game. These are community figures, not a verdict.`;

export interface Own {
  readonly numbers: StatNumbers;
  /** `Your averages`, `That game`. */
  readonly name: string;
}

interface Gap {
  readonly stat: Stat;
  readonly own: number;
  readonly theirs: number;
}

function gapsOf(own: StatNumbers, theirs: StatNumbers): readonly Gap[] {
  return STATS.flatMap((stat) => {
    const [mine, average] = [own[stat], theirs[stat]];
    return mine === undefined || average === undefined ? [] : [{ stat, own: mine, theirs: average }];
  });
}

const shareOf = ({ own, theirs }: Gap): number => (theirs === 0 ? 0 : (own - theirs) / theirs);
const toWords = (gaps: readonly Gap[]): string =>
  listed(
    gaps.map(({ stat, own, theirs }) => `${WORDING[stat].label} (${quoted(stat, own)} to ${quoted(stat, theirs)})`),
  );

export interface Comparison {
  readonly text: string;
  /** Where the person is furthest behind. */
  readonly weakest: Stat | undefined;
}

/** The person's numbers beside those of a rank. */
export function compare({ numbers, name }: Own, benchmark: SeenBenchmark): Comparison {
  const gaps = gapsOf(numbers, benchmark.numbers);
  const ahead = gaps.filter((gap) => gap.own > gap.theirs);
  const level = gaps.filter((gap) => gap.own === gap.theirs);
  const behind = gaps.filter((gap) => gap.own < gap.theirs).toSorted((left, right) => shareOf(left) - shareOf(right));
  const parts = [
    ahead.length > 0 && `ahead in ${toWords(ahead)}`,
    level.length > 0 && `level in ${toWords(level)}`,
    behind.length > 0 && `behind in ${toWords(behind)}`,
  ].filter((part) => part !== false);
  if (parts.length === 0) return { text: describeBenchmark(benchmark), weakest: undefined };
  return {
    text: `${name} against the benchmarks of ${benchmark.rank}: ${parts.join('; ')}.`,
    weakest: behind[0]?.stat,
  };
}

export const describeNote = ({ content, category }: SeenNote): string =>
  `I have saved this${category ? ` as ${/^[aeiou]/.test(category) ? 'an' : 'a'} ${category}` : ''}: "${content}".`;
