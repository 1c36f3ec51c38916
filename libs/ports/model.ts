import type { StopReason } from '#contract/events';
import type { Usage } from '#contract/usage';

/** A JSON value, as it is stored and as tools take and give it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/** Blocks of a message, as stored and as replayed to the model. */
export type ContentBlock =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'reasoning'; readonly text: string; readonly signature?: string }
  | { readonly type: 'redacted_reasoning'; readonly data: string }
  | { readonly type: 'tool_use'; readonly toolUseId: string; readonly name: string; readonly input: Json }
  | {
      readonly type: 'tool_result';
      readonly toolUseId: string;
      readonly ok: boolean;
      readonly content: Json;
      /** What it found and how long it took, as the person was shown it; no model is told. */
      readonly summary?: string;
      readonly durationMs?: number;
    }
  | { readonly type: 'image'; readonly key: string };

export type Role = 'user' | 'assistant';

export interface ModelMessage {
  readonly role: Role;
  readonly content: readonly ContentBlock[];
}

export interface ToolSpec {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of the input. */
  readonly inputSchema: Json;
}

/** Which of the deployer's models answers: the coach itself, or the small one for side questions and builds. */
export type ModelRole = 'main' | 'small';

export interface ModelRequest {
  readonly role: ModelRole;
  /** Sent first and cached by the provider: it must be the same bytes from turn to turn. */
  readonly systemStatic: string;
  /** What changes from turn to turn. */
  readonly systemDynamic: string;
  /** Begins with the user, roles alternate, every tool use is followed by its result. */
  readonly messages: readonly ModelMessage[];
  readonly tools: readonly ToolSpec[];
  /** The one tool that the model must call, where it can be forced. */
  readonly forcedTool?: string;
  readonly maxTokens: number;
  readonly thinkingTokens?: number;
}

export type ModelEvent =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'reasoning'; readonly text: string }
  /** From the finished block: its input is whole and parsed. Unparsable input arrives as `null`. */
  | { readonly type: 'tool_use'; readonly toolUseId: string; readonly name: string; readonly input: Json }
  /** Last event, always: without it the answer is not an answer. */
  | {
      readonly type: 'end';
      readonly stopReason: StopReason;
      readonly usage: Usage;
      /** The whole message, for the history. */
      readonly content: readonly ContentBlock[];
    };

/** A language model, asked once for one message. */
export interface Model {
  /**
   * Streams one message. Breaking off the loop does not stop the provider: abort `signal` too.
   *
   * @throws {ModelFailure} when the provider refuses, breaks off or ends without having finished.
   * @throws `signal.reason` when `signal` was aborted, whatever the provider's client made of that.
   */
  stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelEvent>;
}

/** `busy`: worth another try at once · `invalid`: the same request will fail again · `refused`: the model declines. */
export type ModelFailureKind = 'busy' | 'invalid' | 'refused';

/** The model did not finish its message. */
export class ModelFailure extends Error {
  override readonly name = 'model_failure';
  readonly kind: ModelFailureKind;

  constructor(kind: ModelFailureKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}
