import type { Json, ToolSpec } from '#ports/model';

/** A question to the small model, answered through one forced tool call. */
export interface SideQuestion<Value> {
  readonly system: string;
  readonly text: string;
  readonly tool: ToolSpec;
  /** Output tokens. */
  readonly maxTokens: number;
  /** Milliseconds. */
  readonly timeoutMs: number;
  /** The tool's input as the coach needs it; `undefined` for an input that it cannot use. */
  readonly parse: (input: Json) => Value | undefined;
}

/**
 * What a coach may do besides answering. Each call is metered by itself, covered by the hold, charged like the answer,
 * and ends with the turn.
 */
export interface Work {
  /** Aborted when the result is no longer needed. */
  readonly signal: AbortSignal;
  /** @returns `undefined` when the model fails, is late, gives nothing usable, or cannot be paid. Never throws. */
  ask<Value>(question: SideQuestion<Value>): Promise<Value | undefined>;
  /**
   * Counts one more use of something that a session has a limited number of, before it is used. Waits for the claim.
   *
   * @returns false when `limit` uses are counted already, or storage does not answer.
   */
  take(counter: string, limit: number): Promise<boolean>;
}
