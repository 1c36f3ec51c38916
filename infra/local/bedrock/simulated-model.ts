/** A tool that a model may call. */
export interface OfferedTool {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of its input. */
  readonly inputSchema: unknown;
}

/** The parts of a Converse request that a simulated answer depends on. */
export interface ModelCall {
  readonly modelId: string;
  /** All system blocks, joined by line breaks. */
  readonly system: string;
  /** Converse messages, as sent. */
  readonly messages: readonly ConverseMessage[];
  readonly tools: readonly OfferedTool[];
  /** `toolChoice.tool.name`. */
  readonly forcedTool?: string;
  readonly maxTokens: number;
  readonly thinking: boolean;
}

export interface ConverseMessage {
  readonly role: 'user' | 'assistant';
  readonly content: readonly Readonly<Record<string, unknown>>[];
}

/** Names of Bedrock's exceptions in lower camel case, as its streams write them. */
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

/** One step of a simulated or scripted model. `delayMs` is waited before the step. */
export type Step =
  | { readonly text: string; readonly delayMs?: number }
  | { readonly reasoning: string; readonly delayMs?: number }
  | { readonly tool: { readonly name: string; readonly input: unknown }; readonly delayMs?: number }
  | { readonly throw: ModelException; readonly message?: string; readonly delayMs?: number }
  | { readonly cut: true; readonly delayMs?: number }
  | { readonly usage: { readonly inputTokens: number; readonly outputTokens: number } };

/** A simulated model. Returns `undefined` for calls that it does not answer. Deterministic by call and seed. */
export type SimulatedModel = (call: ModelCall, seed: number) => readonly Step[] | undefined;

export const isOffered = ({ tools }: ModelCall, name: string): boolean => tools.some((tool) => tool.name === name);
