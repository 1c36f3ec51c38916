import type { Json, ToolSpec } from '#ports/model';
import type { Limiter } from '#ports/turns';

/** A question to the small model, answered through one forced tool call. */
export interface SideQuestion<Value> {
  readonly system: string;
  readonly text: string;
  readonly tool: ToolSpec;
  /** Output tokens. */
  readonly maxTokens: number;
  /** Milliseconds. */
  readonly timeoutMs: number;
  /** Converts the tool's input for the coach; `undefined` when it is unusable. */
  readonly parse: (input: Json) => Value | undefined;
}

/** A limiter, and for how many milliseconds a use may wait for a place. */
export interface LimitedPace extends Limiter {
  readonly waitMs: number;
}

/**
 * The side calls of a coach. Each call is metered separately, covered by the hold, charged like the answer, and ends
 * with the turn.
 */
export interface Work {
  /** Aborted when the result is no longer needed. */
  readonly signal: AbortSignal;
  /**
   * @returns `undefined` when the model fails, is too slow or returns nothing usable, or when the hold has no room.
   * Never throws.
   */
  ask<Value>(question: SideQuestion<Value>): Promise<Value | undefined>;
  /**
   * Counts one use of something that is limited for each session, before it is used. Waits for the claim.
   *
   * @param pace - For what all people together may use only so often. Counted with the use, or neither is.
   * @returns false when `limit` uses are counted already, `pace` has no place in time, or storage does not answer.
   */
  take(counter: string, limit: number, pace?: LimitedPace): Promise<boolean>;
}
