import type { Game, GameMode, Note } from '#contract/games';
import type { Page } from './sessions.ts';

/** A player's own games. Every call is for one verified user. */
export interface Games {
  /**
   * Stores games that are new or differ from the stored game with their id. A repeated call changes nothing. Ids are
   * unique among `games`.
   *
   * @throws {CoachError} `validation_failed` when the new ones exceed what a person may store. None is stored then.
   */
  put(sub: string, games: readonly Game[]): Promise<{ readonly imported: number; readonly unchanged: number }>;

  /** `undefined` when the game does not exist or belongs to another user. */
  get(sub: string, gameId: string): Promise<Game | undefined>;

  /** Newest first. */
  list(sub: string, listing: GameListing): Promise<Page<Game>>;

  /** @returns false when the game does not exist. */
  remove(sub: string, gameId: string): Promise<boolean>;
}

export interface GameListing {
  readonly limit: number;
  readonly cursor?: string;
  /** Played at or after this instant, ISO 8601 in UTC. */
  readonly from?: string;
  readonly mode?: GameMode;
  /** Compared case-insensitively. */
  readonly playlist?: string;
}

/** A player's coaching notes. */
export interface Notes {
  /** Newest first. */
  list(sub: string, page: { readonly limit: number; readonly cursor?: string }): Promise<Page<Note>>;

  /** @returns false when the note does not exist. */
  remove(sub: string, noteId: string): Promise<boolean>;
}
