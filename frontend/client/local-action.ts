import type { ProblemCode } from '#contract/problems';
import type { Message } from './message.ts';
import type { ChatMessage } from './session-state.ts';
import type { TurnUpdate } from './updates.ts';

/** A session as read from the server. */
export interface LoadedSession<Own = unknown> {
  readonly type: 'session_loaded';
  readonly messages: readonly ChatMessage[];
  readonly turnsUsed: number;
  readonly expiresAt: string | null;
  readonly own: Own;
}

/** What happens on this side of the wire. */
export type LocalAction<Own = unknown> =
  | LoadedSession<Own>
  /** Nothing is shown any more. */
  | { readonly type: 'session_cleared' }
  /** Shown at once, before anything was sent; also when an open turn is asked for again. */
  | {
      readonly type: 'turn_sent';
      readonly turnId: string;
      readonly message: Message;
      readonly createdAt: string;
      /** The failed turn that is sent again by this one. */
      readonly replaces?: string | undefined;
    }
  /** The page follows another window's turn from its beginning; without an id it no longer does. */
  | { readonly type: 'turn_read'; readonly turnId: string | undefined }
  | { readonly type: 'stop_requested' }
  | {
      readonly type: 'turn_refused';
      readonly code: ProblemCode;
      readonly retryAfterMs: number | undefined;
      readonly details: Readonly<Record<string, unknown>>;
    }
  /** The turn was stopped before the server had its message. */
  | { readonly type: 'turn_not_accepted'; readonly turnId: string }
  | { readonly type: 'turn_interrupted' }
  | { readonly type: 'draft_taken' };

export type SessionAction<Own = unknown> = TurnUpdate | LocalAction<Own>;
