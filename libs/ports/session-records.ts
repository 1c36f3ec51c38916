import type { ContentBlock, Json, Role } from './model.ts';

/** The `kind` of a row in the table of coaches. Storage and engine accept any, so that they know no coach by name. */
export type SessionKind = string;

/** Identifies a session. `sub` is always the verified user, because every key starts with it. */
export interface SessionRef {
  readonly sub: string;
  readonly kind: SessionKind;
  readonly sessionId: string;
  /**
   * The ids that the session's path names above it, for example `coachId`. They are stored when the session is created.
   * A session that was created under other ones does not exist for this reference. Absent in jobs and sweeps, which
   * need no such check.
   */
  readonly parents?: Readonly<Record<string, string>>;
}

export type SessionStatus = 'active' | 'ended' | 'expired' | 'deleted';

export interface SessionRecord<State = Json> {
  readonly kind: SessionKind;
  readonly sessionId: string;
  /** As its {@link SessionRef} had them when it was created. */
  readonly parents?: Readonly<Record<string, string>>;
  readonly status: SessionStatus;
  /** ISO 8601. `null` when the session never expires. Checked on every read, independent of `status`. */
  readonly expiresAt: string | null;
  /** The one that the person gave, else the one that a turn found. */
  readonly title: string | null;
  readonly pinned?: boolean;
  /** Pictures that were made in it. */
  readonly assetCount?: number;
  readonly activeTurn: string | null;
  /** A turn whose producer died and that was not taken over. It continues when it is requested again. */
  readonly parkedTurn: string | null;
  /** The last turn that ended in any state, and the last one that completed. */
  readonly lastTurn: string | null;
  readonly lastCompletedTurn: string | null;
  readonly turnsUsed: number;
  /** Sums over all ended turns. Cached input counts as input. */
  readonly tokensIn: number;
  readonly tokensOut: number;
  /** Summary of the messages before `upTo`, which are no longer in the window. */
  readonly summary?: { readonly text: string; readonly upTo: number };
  /** Messages of the history that the model has room for, when it has refused the coach's window as too long. */
  readonly windowMessages?: number;
  /** The next free message number. */
  readonly nextSeq: number;
  /** Number of message numbers below `nextSeq` that stay unused: the session has `nextSeq - skipped` messages. */
  readonly skipped?: number;
  /** Incremented by every change of a turn. A claim requires it to be unchanged. */
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** State of the coach kind. */
  readonly used: Readonly<Record<string, number>>;
  /** The coach kind's own. */
  readonly state: State;
}

export interface MessageRecord {
  readonly messageId: string;
  readonly seq: number;
  readonly role: Role;
  readonly content: readonly ContentBlock[];
  /** Absent for a greeting. */
  readonly turnId?: string;
  /** The answer was cut short by a stop. */
  readonly partial?: boolean;
  /** Of a turn that was stopped or has failed; absent while it runs and when it completed. */
  readonly turnStatus?: 'aborted' | 'failed';
  /** Tokens of the whole turn, on its last answer. Cached input counts as input. */
  readonly tokensIn?: number;
  readonly tokensOut?: number;
  /** Whether the answer was made with results of a web search. */
  readonly groundingUsed?: boolean;
  readonly createdAt: string;
}
