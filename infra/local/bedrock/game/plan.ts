import { readGames } from './readers.ts';
import type { Situation, ToolRun } from './situation.ts';
import { GAME_TOOLS, type ToolCall } from './tools.ts';
import type { Wish } from './wishes.ts';

/** Of one mode, the newest games are found among all of them: the tool knows playlists only. */
const GAMES_TO_SIFT = 50;
/** Games that surely tell the rank. */
const GAMES_FOR_RANK = 5;
const MAX_CALLS = 6;

type BenchmarkWish = Extract<Wish, { kind: 'benchmarks' }>;

function callOf(wish: Wish): ToolCall | undefined {
  switch (wish.kind) {
    case 'recent':
      return {
        name: GAME_TOOLS.recent,
        input: { limit: wish.mode ? GAMES_TO_SIFT : wish.limit, ...(wish.playlist && { playlist: wish.playlist }) },
      };
    case 'stats':
      return { name: GAME_TOOLS.stats, input: { mode: wish.mode, days: wish.days } };
    case 'game':
      return { name: GAME_TOOLS.game, input: { gameId: wish.gameId } };
    case 'benchmarks':
      return wish.rank ? benchmarkCall(wish.rank, wish.mode) : undefined;
    case 'note':
      return { name: GAME_TOOLS.note, input: { content: wish.content, category: wish.category } };
  }
}

const benchmarkCall = (rank: string, mode: string | undefined): ToolCall => ({
  name: GAME_TOOLS.benchmarks,
  input: { rank, ...(mode && { mode }) },
});

/** The rank of the newest game that has one. */
const rankOfGames = (runs: readonly ToolRun[]): string | undefined =>
  runs.flatMap(({ value }) => readGames(value)).find(({ rank }) => rank !== undefined)?.rank;

export const ownRank = ({ rank, runs }: Situation): string | undefined => rank ?? rankOfGames(runs);

/** Whatever order its keys came back in. */
const keyOf = ({ name, input }: Pick<ToolRun, 'name' | 'input'>): string =>
  `${name} ${JSON.stringify(Object.entries(input ?? {}).sort(([left], [right]) => (left < right ? -1 : 1)))}`;

/**
 * What has to be called next. What can be known at once is asked for in one step; the benchmarks of the person's own
 * rank wait for their numbers, and for the rank.
 */
export function nextCalls(
  wishes: readonly Wish[],
  situation: Situation,
  offered: readonly string[],
): readonly ToolCall[] {
  const made = new Set(situation.runs.map(keyOf));
  const isOpen = (call: ToolCall | undefined): call is ToolCall =>
    call !== undefined && offered.includes(call.name) && !made.has(keyOf(call));
  const againstOwnRank = wishes.filter((wish): wish is BenchmarkWish => wish.kind === 'benchmarks' && !wish.rank);
  const needsGames =
    againstOwnRank.length > 0 &&
    situation.rank === undefined &&
    !wishes.some(({ kind }) => kind === 'recent' || kind === 'game');
  const rankCall: ToolCall = { name: GAME_TOOLS.recent, input: { limit: GAMES_FOR_RANK } };

  const first = [...wishes.map(callOf), ...(needsGames ? [rankCall] : [])].filter(isOpen);
  if (first.length > 0) return first.slice(0, MAX_CALLS);
  const rank = ownRank(situation);
  return rank === undefined ? [] : againstOwnRank.map(({ mode }) => benchmarkCall(rank, mode)).filter(isOpen);
}
