import type { StopReason } from '#contract/events';
import type { ImageType } from '#contract/uploads';
import type { Usage } from '#contract/usage';

/** A JSON value, as stored and as used for tool inputs and results. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/** Blocks of a message, as stored and as replayed to the model. */
export type ContentBlock =
  | { readonly type: 'text'; readonly text: string }
  /** `model` made the thought, and no other model can read it. */
  | { readonly type: 'reasoning'; readonly text: string; readonly signature?: string; readonly model?: string }
  | { readonly type: 'redacted_reasoning'; readonly data: string; readonly model?: string }
  | { readonly type: 'tool_use'; readonly toolUseId: string; readonly name: string; readonly input: Json }
  | {
      readonly type: 'tool_result';
      readonly toolUseId: string;
      readonly ok: boolean;
      readonly content: Json;
      /** The summary and duration of the tool call for the user. They are not sent to a model. */
      readonly summary?: string;
      readonly durationMs?: number;
    }
  | { readonly type: 'image'; readonly key: string };

type Thought = Extract<ContentBlock, { type: 'reasoning' | 'redacted_reasoning' }>;

export const isThought = (block: RequestBlock): block is Thought =>
  block.type === 'reasoning' || block.type === 'redacted_reasoning';

export type Role = 'user' | 'assistant';

export interface ModelMessage {
  readonly role: Role;
  readonly content: readonly ContentBlock[];
}

/** An image with its bytes. It is only in requests, because stored messages have its key. */
export interface ImageData {
  readonly type: 'image_data';
  readonly mediaType: ImageType;
  readonly bytes: Uint8Array;
}

export type RequestBlock = ContentBlock | ImageData;

export interface RequestMessage {
  readonly role: Role;
  readonly content: readonly RequestBlock[];
}

/** The text in place of an image that a request has no room for, or that is gone. */
export const SHOWN_EARLIER = '[an image that was shown earlier]';

export interface ToolSpec {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of the input. */
  readonly inputSchema: Json;
}

/** Which of the deployer's models to use: the coach itself, or the small one for side questions and builds. */
export type ModelRole = 'main' | 'small';

export interface ModelRequest {
  readonly role: ModelRole;
  /** Sent first and cached by the provider, so it must have the same bytes in every turn. */
  readonly systemStatic: string;
  /** The part of the prompt that changes from turn to turn. */
  readonly systemDynamic: string;
  /**
   * Starts with the user, roles alternate, and every tool use is followed by its result. An image that is only named by
   * its key is sent as the text {@link SHOWN_EARLIER}.
   */
  readonly messages: readonly RequestMessage[];
  readonly tools: readonly ToolSpec[];
  /** The one tool that the model must call. Models without forced tools may ignore it, so the prompt asks for it too. */
  readonly forcedTool?: string;
  readonly maxTokens: number;
  readonly thinkingTokens?: number;
}

export type ModelEvent =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'reasoning'; readonly text: string }
  /** Emitted when the block is finished, with its parsed input. Unparsable input is `null`. */
  | { readonly type: 'tool_use'; readonly toolUseId: string; readonly name: string; readonly input: Json }
  /** Always the last event. An answer without it is incomplete. */
  | {
      readonly type: 'end';
      readonly stopReason: StopReason;
      readonly usage: Usage;
      /** The whole message, for the history. */
      readonly content: readonly ContentBlock[];
    };

/** A language model. Each call produces one message. */
export interface Model {
  /**
   * Streams one message. Leaving the loop does not stop the provider, so abort `signal` too.
   *
   * @throws {ModelFailure} when the provider refuses, breaks off or ends the stream early.
   * @throws `signal.reason` when `signal` was aborted, whatever error the provider's client throws.
   */
  stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelEvent>;
}

/**
 * `busy`: retry · `invalid`: the same request will fail again · `too_long`: a shorter request may succeed ·
 * `refused`: the model declines · `unusable`: no request succeeds until an operator acts, as the message says.
 */
export type ModelFailureKind = 'busy' | 'invalid' | 'too_long' | 'refused' | 'unusable';

/** The model did not finish its message. */
export class ModelFailure extends Error {
  override readonly name = 'model_failure';
  readonly kind: ModelFailureKind;

  constructor(kind: ModelFailureKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}
