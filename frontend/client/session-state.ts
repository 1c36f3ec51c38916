import type { ProblemCode } from '#contract/problems';
import type { Message } from './message.ts';

export type StreamingStage = 'idle' | 'connecting' | 'thinking' | 'streaming' | 'complete' | 'error' | 'reconnecting';

export interface ToolChip {
  readonly toolUseId: string;
  readonly name: string;
  readonly label: string;
  readonly step: number;
  readonly state: 'running' | 'ok' | 'failed';
  readonly summary?: string;
  readonly durationMs?: number;
}

/** The thinking, or the preamble, of one step. */
export interface StepText {
  readonly step: number;
  readonly text: string;
}

/** One bubble. An assistant's has the steps to its answer, too. */
export interface ChatMessage {
  /** Stable while the message is shown; not the server's id. */
  readonly key: string;
  readonly role: 'user' | 'assistant';
  /** An answer without its preambles. */
  readonly text: string;
  /** Keys of uploaded pictures. */
  readonly images: readonly string[];
  /** What else the message carried, while this page knows: the server does not keep all of it. */
  readonly extras: Readonly<Record<string, unknown>>;
  /** Absent on a greeting. */
  readonly turnId: string | undefined;
  /** `partial`: an answer that was stopped, or a question that was stopped before its answer. `failed`: no answer. */
  readonly state: 'pending' | 'done' | 'partial' | 'failed';
  readonly thinking: readonly StepText[];
  /** Text before a tool call, for example "Let me look". */
  readonly preambles: readonly StepText[];
  readonly tools: readonly ToolChip[];
  /** ISO 8601; `undefined` while the server has not sent it. */
  readonly createdAt: string | undefined;
}

/** Why the session is in stage `error`. */
export type SessionError =
  | {
      readonly kind: 'refused';
      readonly code: ProblemCode;
      readonly retryAfterMs: number | undefined;
      /** The server's details of this code, for example what is left of a budget. */
      readonly details: Readonly<Record<string, unknown>>;
      /** The text is in the composer again, to be sent from there. */
      readonly isDraftBack: boolean;
    }
  /** The turn failed: a retry is a new turn with the same message. */
  | { readonly kind: 'failed'; readonly code: ProblemCode; readonly retryable: boolean }
  /** The client gave up: a retry requests the same turn. */
  | { readonly kind: 'interrupted' };

export interface Grounding {
  readonly isGrounding: boolean;
  readonly query: string | undefined;
  readonly results: readonly { readonly title: string; readonly host: string }[];
}

/** Everything that a screen shows of one session. */
export interface SessionState<Own = unknown> {
  readonly streamingStage: StreamingStage;
  readonly messages: readonly ChatMessage[];
  /** The turn without a terminal event, and whether a stop was asked for. */
  readonly openTurn: { readonly turnId: string; readonly isStopping: boolean } | undefined;
  /** The last turn that the server has claimed, as far as this page knows. */
  readonly lastTurnId: string | undefined;
  /** A passing line of status. */
  readonly contextual: string | undefined;
  readonly grounding: Grounding;
  readonly trial: 'trial' | 'preview' | undefined;
  /** `null`: no limit. `undefined`: not received yet. */
  readonly budgetRemaining: number | null | undefined;
  readonly turnsUsed: number;
  readonly turnsRemaining: number | null | undefined;
  readonly expiresAt: string | null;
  /** The server's clock minus ours, in milliseconds. */
  readonly clockSkewMs: number;
  readonly path: 1 | 2 | 3;
  readonly error: SessionError | undefined;
  /** A message that the server does not have, which goes back into the composer. */
  readonly returnedDraft: Message | undefined;
  /** What only this coach's sessions have. */
  readonly own: Own;
}

export const NO_GROUNDING: Grounding = { isGrounding: false, query: undefined, results: [] };

export const emptySession = <Own>(own: Own): SessionState<Own> => ({
  streamingStage: 'idle',
  messages: [],
  openTurn: undefined,
  lastTurnId: undefined,
  contextual: undefined,
  grounding: NO_GROUNDING,
  trial: undefined,
  budgetRemaining: undefined,
  turnsUsed: 0,
  turnsRemaining: undefined,
  expiresAt: null,
  clockSkewMs: 0,
  path: 1,
  error: undefined,
  returnedDraft: undefined,
  own,
});

/** A turn was sent, and has not ended. */
export const isStreaming = ({ streamingStage }: Pick<SessionState, 'streamingStage'>): boolean =>
  streamingStage === 'connecting' ||
  streamingStage === 'thinking' ||
  streamingStage === 'streaming' ||
  streamingStage === 'reconnecting';
