import type { Game, GameMode, Note } from '#contract/games';
import type { Page } from './sessions.ts';

/** A player's own games. Every call is for one verified person. */
export interface Games {
  /**
   * Stores games that are new or differ from what is stored under their id; the same call again changes nothing.
   * Ids are unique among `games`.
   */
  put(sub: string, games: readonly Game[]): Promise<{ readonly imported: number; readonly unchanged: number }>;

  /** `undefined` for what does not exist or belongs to someone else. */
  get(sub: string, gameId: string): Promise<Game | undefined>;

  /** Newest first. */
  list(sub: string, listing: GameListing): Promise<Page<Game>>;

  /** @returns false when there is no such game. */
  remove(sub: string, gameId: string): Promise<boolean>;
}

export interface GameListing {
  readonly limit: number;
  readonly cursor?: string;
  /** Played at or after, ISO 8601 in UTC. */
  readonly from?: string;
  readonly mode?: GameMode;
  /** Compared without regard to case. */
  readonly playlist?: string;
}

/** A player's coaching notes. */
export interface Notes {
  /** Newest first. */
  list(sub: string, page: { readonly limit: number; readonly cursor?: string }): Promise<Page<Note>>;

  /** @returns false when there is no such note. */
  remove(sub: string, noteId: string): Promise<boolean>;
}
