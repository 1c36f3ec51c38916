import type { ProgressDetails } from '#contract/events';
import type { ProblemCode } from '#contract/problems';
import type { ChatMessage } from './session-state.ts';
import type { Message } from './turn-fields.ts';
import type { TurnUpdate } from './updates.ts';

/** A session as it was read from the server. */
export interface LoadedSession {
  readonly type: 'session_loaded';
  readonly messages: readonly ChatMessage[];
  readonly progress: ProgressDetails | undefined;
  readonly readyToConfirm: boolean;
  readonly isComplete: boolean;
  readonly turnsUsed: number;
  readonly expiresAt: string | null;
}

/** What happens on this side of the wire. */
export type LocalAction =
  | LoadedSession
  /** Shown at once, before anything was sent; also when an open turn is asked for again. */
  | ({ readonly type: 'turn_sent'; readonly turnId: string; readonly createdAt: string } & Message)
  /** Another window's turn is read along, from its beginning; without an id not any more, though it has not ended. */
  | { readonly type: 'turn_read'; readonly turnId: string | undefined }
  | { readonly type: 'stop_requested' }
  | {
      readonly type: 'turn_refused';
      readonly code: ProblemCode;
      readonly retryAfterMs: number | undefined;
      readonly details: Readonly<Record<string, unknown>>;
    }
  | { readonly type: 'turn_interrupted' }
  | { readonly type: 'draft_taken' };

export type SessionAction = TurnUpdate | LocalAction;
