import { STATS, type Stat, type StatNumbers } from './stats.ts';

/**
 * What tools answer, read by what it looks like and not by where it stands: another wording of the results costs
 * nothing here.
 */

type Loose = Readonly<Record<string, unknown>>;

const isLoose = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const wordIn = (value: Loose, ...names: readonly string[]): string | undefined =>
  names.map((name) => value[name]).find((word): word is string => typeof word === 'string' && word !== '');
const numberIn = (value: Loose, ...names: readonly string[]): number | undefined =>
  names.map((name) => value[name]).find((number): number is number => typeof number === 'number');

interface Part {
  readonly value: Loose;
  /** Under which it stands. */
  readonly key: string;
}

/** Every object in a value, from the outside in, without what stands under `skipped`. */
function partsOf(value: unknown, key = '', skipped: readonly string[] = []): readonly Part[] {
  if (Array.isArray(value)) return value.flatMap((item) => partsOf(item, key, skipped));
  if (!isLoose(value)) return [];
  const inner = Object.entries(value).filter(([name]) => !skipped.includes(name));
  return [{ value, key }, ...inner.flatMap(([name, part]) => partsOf(part, name, skipped))];
}

const numbersIn = (value: Loose): StatNumbers =>
  Object.fromEntries(STATS.flatMap((stat) => (typeof value[stat] === 'number' ? [[stat, value[stat]]] : [])));

export interface SeenGame {
  readonly gameId: string | undefined;
  /** ISO 8601. */
  readonly playedAt: string | undefined;
  readonly mode: string | undefined;
  readonly playlist: string | undefined;
  readonly won: boolean | undefined;
  readonly rank: string | undefined;
  readonly numbers: StatNumbers;
}

const toGame = (value: Loose): SeenGame => ({
  gameId: wordIn(value, 'gameId', 'id'),
  playedAt: wordIn(value, 'playedAt', 'date'),
  mode: wordIn(value, 'mode'),
  playlist: wordIn(value, 'playlist'),
  won: typeof value['won'] === 'boolean' ? value['won'] : undefined,
  rank: wordIn(value, 'rank'),
  numbers: numbersIn(value),
});

/** Games of a list, or the one game of a result, in their order. */
export const readGames = (result: unknown): readonly SeenGame[] =>
  partsOf(result).flatMap(({ value }) =>
    typeof value['gameId'] === 'string' && typeof value['goals'] === 'number' ? [toGame(value)] : [],
  );

export interface SeenStats {
  readonly mode: string | undefined;
  readonly days: number | undefined;
  readonly games: number;
  readonly wins: number | undefined;
  /** 0 to 100. */
  readonly winPct: number | undefined;
  readonly averages: StatNumbers;
  /** How the newer half differs: signed numbers, or a word. */
  readonly trends: Readonly<Partial<Record<Stat, number | string>>>;
}

const GAMES = ['games', 'gamesPlayed', 'gameCount', 'count'];
const TRENDS = ['trend', 'trends'];
const MODES = ['duel', 'doubles', 'standard', 'all'];

function winPctIn(value: Loose, averages: Loose): number | undefined {
  const percent = [value, averages]
    .map((one) => numberIn(one, 'winRatePct', 'winPct'))
    .find((one) => one !== undefined);
  if (percent !== undefined) return percent;
  const rate = numberIn(value, 'winRate');
  return rate !== undefined && rate <= 1 ? rate * 100 : rate;
}

const EARLIER = ['earlier', 'before', 'previous', 'first', 'older', 'from'];
const LATER = ['later', 'recent', 'now', 'last', 'newer', 'second', 'to'];

/** A change as a number, in words, or as what it was and is. */
function changeIn(given: unknown): number | string | undefined {
  if (typeof given === 'number' || typeof given === 'string') return given;
  if (!isLoose(given)) return undefined;
  const [earlier, later] = [numberIn(given, ...EARLIER), numberIn(given, ...LATER)];
  const change = numberIn(given, 'change', 'delta', 'difference');
  return change ?? (earlier === undefined || later === undefined ? undefined : `from ${earlier} to ${later}`);
}

/** By stat, or stats by side: `{ goals: … }`, `{ earlier: { goals }, recent: { goals } }`, `{ change: { goals } }`. */
function trendsIn(value: Loose): SeenStats['trends'] {
  const trends = TRENDS.map((name) => value[name]).find(isLoose) ?? {};
  const sides = Object.entries(trends).filter((side): side is [string, Loose] => isLoose(side[1]));
  const pairs = STATS.flatMap((stat) => {
    const bySide = Object.fromEntries(sides.map(([side, numbers]) => [side, numbers[stat]]));
    const change = changeIn(trends[stat]) ?? changeIn(bySide);
    return change === undefined ? [] : [[stat, change]];
  });
  return Object.fromEntries(pairs);
}

/** Averages over some games, one for each mode that the result tells apart. */
export function readStats(result: unknown): readonly SeenStats[] {
  const outer = partsOf(result)[0]?.value ?? {};
  return partsOf(result, '', TRENDS).flatMap(({ value, key }) => {
    const games = Array.isArray(value['games']) ? undefined : numberIn(value, ...GAMES);
    const given = [value['averages'], value['average'], value['perGame']].find(isLoose) ?? value;
    const averages = numbersIn(given);
    if (games === undefined || (games > 0 && Object.keys(averages).length < 3)) return [];
    return [
      {
        mode: wordIn(value, 'mode') ?? (MODES.includes(key) ? key : wordIn(outer, 'mode')),
        days: numberIn(value, 'days') ?? numberIn(outer, 'days'),
        games,
        wins: numberIn(value, 'wins', 'won'),
        winPct: winPctIn(value, given),
        averages: games > 0 ? averages : {},
        trends: trendsIn(value),
      },
    ];
  });
}

export interface SeenBenchmark {
  readonly rank: string;
  readonly numbers: StatNumbers;
}

export function readBenchmark(result: unknown): SeenBenchmark | undefined {
  const rows = partsOf(result).filter(({ value }) => Object.keys(numbersIn(value)).length > 2);
  const rank = partsOf(result)
    .map(({ value }) => wordIn(value, 'rank'))
    .find((word) => word !== undefined);
  return rows[0] && rank ? { rank, numbers: numbersIn(rows[0].value) } : undefined;
}

export interface SeenNote {
  readonly content: string;
  readonly category: string | undefined;
}

/** The first, or every note of a list. */
export const readNotes = (result: unknown): readonly SeenNote[] =>
  partsOf(result).flatMap(({ value }) => {
    const content = wordIn(value, 'content', 'note', 'text');
    const category = wordIn(value, 'category');
    return content && (category ?? wordIn(value, 'noteId')) ? [{ content, category }] : [];
  });

/** What a tool says beside its numbers, for example that they are those of another mode. */
export const readRemark = (result: unknown): string | undefined => {
  const [outer] = partsOf(result);
  return outer && wordIn(outer.value, 'note');
};

/** The words of a failure. */
export function readError(result: unknown): string | undefined {
  const [outer] = partsOf(result);
  const error = outer?.value['error'];
  if (isLoose(error)) return wordIn(error, 'message', 'detail', 'code');
  return typeof error === 'string' ? error : undefined;
}

/** The rank of the person, where the prompt tells it in JSON. */
export const readRank = (values: readonly unknown[]): string | undefined =>
  values
    .flatMap((value) => partsOf(value))
    .filter(({ value }) => Object.keys(numbersIn(value)).length === 0)
    .map(({ value }) => wordIn(value, 'rank', 'playerRank'))
    .find((rank) => rank !== undefined);

/** Which tool such a result comes from; nothing for an input. */
export function toolOf(result: unknown): string | undefined {
  const keys = isLoose(result) ? Object.keys(result) : [];
  if (keys.includes('noteId') || (isLoose(result) && isLoose(result['note']))) return 'save_coaching_note';
  if (readStats(result).length > 0) return 'get_stats_by_mode';
  if (Array.isArray(isLoose(result) ? result['games'] : result)) return 'get_recent_games';
  if (readGames(result).length > 0) return 'get_game_details';
  return readBenchmark(result) && 'get_rank_benchmarks';
}
