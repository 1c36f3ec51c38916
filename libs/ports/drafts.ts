import type { Draft } from '#contract/prompt-coach/intent';
import type { Json } from './model.ts';
import type { SessionRef } from './session-records.ts';

/** A draft as it is stored. Drafts of turns have no `draftId`. */
export type StoredDraft = Draft & { readonly draftId?: string };

/** A change of a session's own state outside a turn, with the draft that it makes. */
export interface DraftEdit {
  readonly ref: SessionRef;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** The version of the session as it was read. */
  readonly version: number;
  readonly state: Json;
  readonly draft: StoredDraft;
}

/** Versions of the description of a prompt session. Those of turns are staged writes. */
export interface Drafts {
  /** Oldest first. */
  list(ref: SessionRef): Promise<readonly StoredDraft[]>;

  /**
   * Stores the draft and the state in one transaction.
   * @returns false when the session has changed since it was read, is not active, or has a running or parked turn.
   */
  edit(edit: DraftEdit): Promise<boolean>;
}
