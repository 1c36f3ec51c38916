import type { ContentBlock, Json, Role } from './model.ts';

export type SessionKind = 'coach_creator' | 'coach_conversation' | 'prompt_coach' | 'game_coach';

/** Whose session. `sub` is always the verified one: every key starts with it. */
export interface SessionRef {
  readonly sub: string;
  readonly kind: SessionKind;
  readonly sessionId: string;
}

export type SessionStatus = 'active' | 'ended' | 'expired' | 'deleted';

export interface SessionRecord<State = Json> {
  readonly kind: SessionKind;
  readonly sessionId: string;
  readonly status: SessionStatus;
  /** ISO 8601; `null` where sessions never expire. Decides on every read, whatever `status` says. */
  readonly expiresAt: string | null;
  readonly title: string | null;
  readonly activeTurn: string | null;
  /** A turn whose producer died and that nobody has taken over yet. It goes on when it is asked for again. */
  readonly parkedTurn: string | null;
  /** The last turn that ended, however it ended, and the last that completed. */
  readonly lastTurn: string | null;
  readonly lastCompletedTurn: string | null;
  readonly turnsUsed: number;
  /** Of all its turns that are over; cached input counts as input. */
  readonly tokensIn: number;
  readonly tokensOut: number;
  /** What fell out of the window, in short: of messages before `upTo`. */
  readonly summary?: { readonly text: string; readonly upTo: number };
  /** The next free message number. */
  readonly nextSeq: number;
  /** Numbers below it that no message has or will have in the end: it has `nextSeq - skipped` messages. */
  readonly skipped?: number;
  /** Grows with every change of a turn; the claim is made on condition of it. */
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Uses of what a session has a limited number of, by counter. */
  readonly used: Readonly<Record<string, number>>;
  /** The coach kind's own. */
  readonly state: State;
}

export interface MessageRecord {
  readonly messageId: string;
  readonly seq: number;
  readonly role: Role;
  readonly content: readonly ContentBlock[];
  /** Absent on a greeting. */
  readonly turnId?: string;
  /** An answer that was cut short by a stop. */
  readonly partial?: boolean;
  readonly createdAt: string;
}
