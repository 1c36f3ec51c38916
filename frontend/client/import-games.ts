import { type GamesImported, MAX_GAMES_A_CALL } from '#contract/games';
import { pause } from './deadline.ts';
import type { GameRest } from './game-rest.ts';
import { Refusal } from './refusal.ts';

/** One game that was rejected, by its index in the file, counted from 0. */
export type RejectedGame = GamesImported['rejected'][number];

/** The progress of an import. */
export interface ImportProgress {
  readonly done: number;
  readonly total: number;
  readonly imported: number;
  readonly unchanged: number;
  readonly rejected: readonly RejectedGame[];
}

/** Why nothing of a file can be sent. */
export type FileFault = 'not_json' | 'no_games';

/** A body may have 64 KiB; this leaves room for the JSON around the games. */
const MAX_CALL_BYTES = 60_000;
/** A rate window of one minute, and 5 s more. */
const MAX_WAIT_MS = 65_000;
const MAX_WAITS = 3;

/** The games in a file: an array, or an object with an array under `games`. The server validates each game. */
export function readGames(text: string): readonly unknown[] | FileFault {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return 'not_json';
  }
  const games: unknown = Array.isArray(value) ? value : Object(value).games;
  return Array.isArray(games) && games.length > 0 ? games : 'no_games';
}

const bytesOf = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length + 1;

/** As few calls as the limits of games and bytes allow, in order. */
function callsOf(games: readonly unknown[]): readonly (readonly unknown[])[] {
  const calls: unknown[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const game of games) {
    const size = bytesOf(game);
    const last = calls.at(-1);
    if (last && last.length < MAX_GAMES_A_CALL && bytes + size <= MAX_CALL_BYTES) {
      last.push(game);
      bytes += size;
    } else {
      calls.push([game]);
      bytes = size;
    }
  }
  return calls;
}

/** Waits when it is rate limited. A single game that is too large for a call counts as rejected. */
async function send(
  rest: GameRest['games'],
  games: readonly unknown[],
  leave: AbortSignal,
  waits = 0,
): Promise<GamesImported> {
  try {
    return await rest.import(games);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.code === 'body_too_large' && games.length === 1) {
      const fields = [{ path: '', message: error.message, code: error.code }];
      return { imported: 0, unchanged: 0, rejected: [{ index: 0, code: 'validation_failed', fields }] };
    }
    const waitMs = error.code === 'rate_limited' ? (error.retryAfterMs ?? MAX_WAIT_MS) : Number.POSITIVE_INFINITY;
    if (waits === MAX_WAITS || waitMs > MAX_WAIT_MS) throw error;
    await pause(waitMs, () => () => undefined, leave);
    leave.throwIfAborted();
    return send(rest, games, leave, waits + 1);
  }
}

/**
 * Sends any number of games, one call after another, and yields the progress after each.
 * Sending the same games again changes nothing, so an interrupted import is started over.
 *
 * @throws {Refusal | Unreachable} when the rest was not sent.
 */
export async function* importGames(
  games: readonly unknown[],
  rest: GameRest['games'],
  leave: AbortSignal,
): AsyncGenerator<ImportProgress, void, undefined> {
  let progress: ImportProgress = { done: 0, total: games.length, imported: 0, unchanged: 0, rejected: [] };
  yield progress;
  for (const call of callsOf(games)) {
    leave.throwIfAborted();
    const { imported, unchanged, rejected } = await send(rest, call, leave);
    const { done } = progress;
    progress = {
      ...progress,
      done: done + call.length,
      imported: progress.imported + imported,
      unchanged: progress.unchanged + unchanged,
      rejected: [...progress.rejected, ...rejected.map((game) => ({ ...game, index: done + game.index }))],
    };
    yield progress;
  }
}
