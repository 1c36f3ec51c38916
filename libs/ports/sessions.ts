import type { BudgetRecord } from './budget-records.ts';
import type { JobOrder } from './jobs.ts';
import type { Json } from './model.ts';
import type { MessageRecord, SessionKind, SessionRecord, SessionRef } from './session-records.ts';
import type { UserRecord } from './user-records.ts';

/** A page of a list. `cursor` is opaque and is passed back unchanged. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor?: string;
}

export interface NewSession {
  readonly ref: SessionRef;
  readonly now: number;
  readonly expiresAt: string | null;
  readonly state: Json;
  /** The first messages of the session, numbered from 0. */
  readonly messages: readonly MessageRecord[];
  readonly rate: { readonly window: string; readonly limit: number; readonly endsAt: number };
}

export interface SessionListing {
  readonly sub: string;
  readonly kind: SessionKind;
  readonly limit: number;
  readonly cursor?: string;
  readonly sortOrder: 'asc' | 'desc';
  /** Last activity, inclusive, ISO 8601. */
  readonly from?: string;
  readonly to?: string;
  /** Keeps sessions for which it returns true. Pages are filled with matching sessions. */
  readonly only?: (session: SessionRecord) => boolean;
}

/** Sessions outside a turn. A turn's changes are made by `Turns`. */
export interface Sessions {
  /**
   * Creates the session with its first messages and counts it in the user's rate, in one transaction.
   *
   * @returns false when the rate window is full. Nothing is created then.
   */
  create(session: NewSession): Promise<boolean>;

  /** `undefined` when the session does not exist, is deleted, or belongs to another user or to other parents. */
  get(ref: SessionRef): Promise<SessionRecord | undefined>;

  /** Ordered by last activity. */
  list(listing: SessionListing): Promise<Page<SessionRecord>>;

  /** Oldest first. */
  messages(ref: SessionRef, page: { readonly limit: number; readonly cursor?: string }): Promise<Page<MessageRecord>>;

  /**
   * Messages with numbers from `from` up to, but not including, `before`, oldest first. Numbers may be unused.
   *
   * @param only - At most this many of them, the oldest or the newest.
   */
  messagesBetween(
    ref: SessionRef,
    numbers: { readonly from: number; readonly before: number },
    only?: { readonly count: number; readonly of: 'oldest' | 'newest' },
  ): Promise<readonly MessageRecord[]>;

  /**
   * Stores a summary of the messages before `summary.upTo`. It is no activity: nothing else in the session changes.
   *
   * @param readUpTo - `upTo` of the summary that was read. 0 when there was none.
   * @returns false when another summary was stored meanwhile, or the session is gone. Nothing is changed then.
   */
  summarize(ref: SessionRef, summary: NonNullable<SessionRecord['summary']>, readUpTo: number): Promise<boolean>;

  /**
   * Gives the session another name, or pins it, in any status. It is no activity, and no turn replaces a given name.
   * @returns false when the session does not exist.
   */
  rename(ref: SessionRef, change: { readonly title?: string; readonly pinned?: boolean }): Promise<boolean>;

  /**
   * Moves the expiry of an active session, and never back.
   * @param expiresAt - ISO 8601.
   * @returns false when the session is not active or has expired.
   */
  extend(ref: SessionRef, expiresAt: string, now: number): Promise<boolean>;

  /**
   * Ends an active session.
   * @param removeAt - When the sweeper finds it, in milliseconds; absent when it is kept.
   * @returns false when it is not active, has expired, or a turn runs in it. A parked turn ends nothing and stays.
   */
  end(ref: SessionRef, now: number, removeAt?: number): Promise<boolean>;

  /**
   * Marks the session as deleted for every reader and orders the removal of its items, in one transaction.
   *
   * @param again - A second removal, for what late writers have left.
   * @returns false when the session does not exist or a turn runs in it.
   */
  markDeleted(ref: SessionRef, order: JobOrder, now: number, again?: JobOrder): Promise<boolean>;

  /**
   * Removes messages, turns and events of a session that was marked, then the session. Repeatable.
   *
   * @param turnIds - Turns whose events may be there without them, because the turns were removed before.
   * @param releaseImages - Called with the keys of images in messages, each time before the messages are removed, so that
   *   it is called again when the removal is interrupted. Not called for none.
   */
  remove(
    ref: SessionRef,
    turnIds?: readonly string[],
    releaseImages?: (keys: readonly string[]) => Promise<void>,
  ): Promise<void>;
}

export interface Users {
  /** An unknown user is returned as a free user. */
  get(sub: string): Promise<UserRecord>;

  /** Committed and spent tokens of a period. 0 for a period without usage. */
  budget(sub: string, period: string): Promise<BudgetRecord>;
}
