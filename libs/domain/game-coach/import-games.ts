import { type CodedFault, codedFaultsOf } from '#contract/faults';
import { Game, type GamesImported } from '#contract/games';

type Rejected = GamesImported['rejected'][number];

export interface ReadGames {
  /** Ids are unique. Dates are in UTC with milliseconds. */
  readonly games: readonly Game[];
  readonly rejected: readonly Rejected[];
  /** Number of valid games that a later one with the same id replaced. They count as unchanged. */
  readonly repeated: number;
}

/** Maximum faults reported per game. A parser with more faults is wrong everywhere. */
const MAX_FAULTS = 10;
/** Smaller values become 0, so that no database has to store them. */
const SMALLEST = 1e-6;

/** Validates each game separately. The last valid one of an id wins. Never throws, whatever JSON the items are. */
export function readImportedGames(items: readonly unknown[]): ReadGames {
  const games = new Map<string, Game>();
  const rejected: Rejected[] = [];
  let valid = 0;
  for (const [index, item] of items.entries()) {
    const read = readGame(item);
    if ('faults' in read) {
      rejected.push({ index, code: 'validation_failed', fields: [...read.faults] });
    } else {
      games.set(read.game.gameId, read.game);
      valid += 1;
    }
  }
  return { games: [...games.values()], rejected, repeated: valid - games.size };
}

function readGame(item: unknown): { readonly game: Game } | { readonly faults: readonly CodedFault[] } {
  const result = Game.safeParse(item);
  if (!result.success) return { faults: codedFaultsOf(result.error.issues).slice(0, MAX_FAULTS) };
  const playedAt = utcOf(result.data.playedAt);
  if (playedAt === undefined) {
    return { faults: [{ path: 'playedAt', message: 'a year from 0 to 9999, in UTC', code: 'wrong_format' }] };
  }
  return { game: storable({ ...result.data, playedAt }) };
}

/** Requires a four-digit year, because the text must sort like the time. */
function utcOf(playedAt: string): string | undefined {
  const played = Date.parse(playedAt);
  const text = Number.isNaN(played) ? '' : new Date(played).toISOString();
  return /^\d{4}-/.test(text) ? text : undefined;
}

/** Replaces lone surrogates and tiny numbers, which storage would not preserve. */
function storable(game: Game): Game {
  const entries = Object.entries(game)
    .filter(([, value]) => value !== undefined)
    .map(([field, value]) => {
      if (typeof value === 'string') return [field, value.toWellFormed()];
      return [field, typeof value === 'number' && value < SMALLEST ? 0 : value];
    });
  return Object.fromEntries(entries) as Game;
}
