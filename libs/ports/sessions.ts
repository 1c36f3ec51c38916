import type { BudgetRecord } from './budget-records.ts';
import type { JobOrder } from './jobs.ts';
import type { Json } from './model.ts';
import type { MessageRecord, SessionKind, SessionRecord, SessionRef } from './session-records.ts';
import type { UserRecord } from './user-records.ts';

/** A page of a list; `cursor` is opaque and goes back as it came. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor?: string;
}

export interface NewSession {
  readonly ref: SessionRef;
  readonly now: number;
  readonly expiresAt: string | null;
  readonly state: Json;
  /** Messages that the session begins with, numbered from 0. */
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
  /** Keeps sessions for which it is true; a page is filled as far as there are any. */
  readonly only?: (session: SessionRecord) => boolean;
}

/** Sessions outside a turn. What a turn changes goes through `Turns`. */
export interface Sessions {
  /**
   * Creates the session with its first messages, and counts it against the person's rate, in one transaction.
   *
   * @returns false when the rate window is full; nothing was created.
   */
  create(session: NewSession): Promise<boolean>;

  /** `undefined` for what does not exist, is deleted, or belongs to someone else. */
  get(ref: SessionRef): Promise<SessionRecord | undefined>;

  /** By last activity. */
  list(listing: SessionListing): Promise<Page<SessionRecord>>;

  /** Oldest first. */
  messages(ref: SessionRef, page: { readonly limit: number; readonly cursor?: string }): Promise<Page<MessageRecord>>;

  /** Those numbered from `from` up to, and without, `before`; oldest first. */
  messagesBetween(
    ref: SessionRef,
    numbers: { readonly from: number; readonly before: number },
  ): Promise<readonly MessageRecord[]>;

  /**
   * Keeps in short what was said before `summary.upTo`. That is no activity: nothing else of the session changes.
   *
   * @param readUpTo - Of the summary that this one goes on from; 0 where there was none.
   * @returns false when there is another one by now, or the session is gone; nothing was changed then.
   */
  summarize(ref: SessionRef, summary: NonNullable<SessionRecord['summary']>, readUpTo: number): Promise<boolean>;

  /**
   * Marks it deleted, at once and for every reader, and orders the removal of what belongs to it, in one transaction.
   *
   * @returns false when there is no such session, or a turn runs in it.
   */
  markDeleted(ref: SessionRef, order: JobOrder, now: number): Promise<boolean>;

  /** Removes messages, turns and events of a session that was marked, then the session. Repeatable. */
  remove(ref: SessionRef): Promise<void>;
}

/** People. */
export interface Users {
  /** Somebody whom we have not met yet is a free user. */
  get(sub: string): Promise<UserRecord>;

  /** What is committed and spent of a period; nothing yet where there is no such period. */
  budget(sub: string, period: string): Promise<BudgetRecord>;
}
