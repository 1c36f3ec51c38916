import * as z from 'zod/mini';
import { Decimal } from './decimal.ts';
import { FreeJson } from './free-json.ts';
import { canonicalId, isGameId } from './ids.ts';
import { Text } from './text.ts';

const Count = (max: number) => z.int().check(z.minimum(0), z.maximum(max));

export const GameMode = z.enum(['duel', 'doubles', 'standard']);
export type GameMode = z.infer<typeof GameMode>;

/** Assigned by the replay parser. A valid id fits into a storage key and a URL path. */
export const GameId = z
  .string()
  .check(z.overwrite(canonicalId), z.refine(isGameId, { error: '1 to 64 letters, digits, _ or -' }));

/** One game of one player, as a replay parser reports it. Counts are the player's own, for the whole game. */
export const Game = z.strictObject({
  gameId: GameId,
  /** ISO 8601 with a time zone. Stored in UTC. */
  playedAt: z.iso.datetime({ offset: true }).check(z.maxLength(40)),
  mode: GameMode,
  playlist: Text(1, 50),
  won: z.boolean(),
  goals: Count(100),
  assists: Count(100),
  saves: Count(200),
  shots: Count(300),
  score: Count(20_000),
  boostPerMinute: z.optional(Decimal(0, 2_000)),
  supersonicPct: z.optional(Decimal(0, 100)),
  aerials: z.optional(Count(500)),
  wavedashes: z.optional(Count(500)),
  rank: z.optional(Text(1, 30)),
  durationSeconds: z.optional(Count(7_200)),
});
export type Game = z.infer<typeof Game>;

export const MAX_GAMES_A_CALL = 100;

/** Each game is validated separately. An invalid one is rejected with its index and the others are imported. */
export const ImportGames = z.strictObject({
  games: z.array(FreeJson).check(z.minLength(1), z.maxLength(MAX_GAMES_A_CALL)),
});
export type ImportGames = z.infer<typeof ImportGames>;

export const GamesImported = z.object({
  imported: z.int(),
  /** Games that are already stored with the same content. */
  unchanged: z.int(),
  rejected: z.array(
    z.object({
      index: z.int(),
      code: z.literal('validation_failed'),
      fields: z.array(
        z.object({
          path: z.string(),
          message: z.string(),
          /** A kind of `FAULT_CODES`; a client shows `message` for one that it does not know. */
          code: z.optional(z.string()),
          limit: z.optional(z.number()),
        }),
      ),
    }),
  ),
});
export type GamesImported = z.infer<typeof GamesImported>;

/** Newest first. */
export const GameList = z.object({ games: z.array(Game), nextCursor: z.optional(z.string()) });
export type GameList = z.infer<typeof GameList>;

export const NoteCategory = z.enum(['strength', 'weakness', 'goal', 'observation']);
export type NoteCategory = z.infer<typeof NoteCategory>;

export const NOTE_MAX = 2_000;

export const NewNote = z.strictObject({ content: Text(1, NOTE_MAX), category: NoteCategory });
export type NewNote = z.infer<typeof NewNote>;

export const Note = z.object({
  noteId: z.string(),
  content: z.string(),
  category: NoteCategory,
  createdAt: z.string(),
});
export type Note = z.infer<typeof Note>;

/** Newest first. */
export const NoteList = z.object({ notes: z.array(Note), nextCursor: z.optional(z.string()) });
export type NoteList = z.infer<typeof NoteList>;

/** Average values of players of a rank, per game unless the name contains another unit. */
export const RankBenchmark = z.object({
  rank: z.string(),
  goals: z.number(),
  assists: z.number(),
  saves: z.number(),
  shots: z.number(),
  shootingPct: z.number(),
  boostPerMinute: z.number(),
  supersonicPct: z.number(),
  aerials: z.number(),
  wavedashes: z.number(),
});
export type RankBenchmark = z.infer<typeof RankBenchmark>;

/** Ordered from the lowest to the highest rank, with the source of the numbers. */
export const BenchmarkList = z.object({ benchmarks: z.array(RankBenchmark), source: z.string() });
export type BenchmarkList = z.infer<typeof BenchmarkList>;
