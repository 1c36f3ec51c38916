/** One call of a model, as it came over Bedrock's wire, reduced to what an answer depends on. */
export interface ModelCall {
  readonly modelId: string;
  /** All system blocks, joined by line breaks. */
  readonly system: string;
  /** Converse messages, as sent. */
  readonly messages: readonly ConverseMessage[];
  /** Names of the tools that were offered. */
  readonly tools: readonly string[];
  /** `toolChoice.tool.name`. */
  readonly forcedTool?: string;
  readonly maxTokens: number;
  readonly thinking: boolean;
}

export interface ConverseMessage {
  readonly role: 'user' | 'assistant';
  readonly content: readonly Readonly<Record<string, unknown>>[];
}

/** Names of the exceptions that Bedrock raises in a stream or before it, in their lower-camel form. */
export type ModelException =
  | 'throttlingException'
  | 'modelStreamErrorException'
  | 'internalServerException'
  | 'serviceUnavailableException'
  | 'validationException'
  | 'modelTimeoutException'
  | 'accessDeniedException'
  | 'modelErrorException'
  | 'modelNotReadyException'
  | 'resourceNotFoundException'
  | 'serviceQuotaExceededException';

/** What a simulated or scripted model does, in order. `delayMs` stands before the step. */
export type Step =
  | { readonly text: string; readonly delayMs?: number }
  | { readonly reasoning: string; readonly delayMs?: number }
  | { readonly tool: { readonly name: string; readonly input: unknown }; readonly delayMs?: number }
  | { readonly throw: ModelException; readonly message?: string; readonly delayMs?: number }
  | { readonly cut: true; readonly delayMs?: number }
  | { readonly usage: { readonly inputTokens: number; readonly outputTokens: number } };

/** A simulated model for one use: `undefined` when the call is not for it. Deterministic by call and seed. */
export type SimulatedModel = (call: ModelCall, seed: number) => readonly Step[] | undefined;
