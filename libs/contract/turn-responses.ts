import * as z from 'zod/mini';
import { PROBLEM_CODES } from './problem-codes.ts';
import { TurnState } from './turn-state.ts';
import { Usage } from './usage.ts';

/** The state of a turn. */
export const TurnStatus = z.object({
  turnId: z.string(),
  sessionId: z.string(),
  status: TurnState,
  /** False for a turn that was stopped before the server had its message. */
  accepted: z.boolean(),
  /** The text of the answer so far, or of the finished answer. */
  text: z.string(),
  /** Present once the turn is over. */
  usage: z.optional(Usage),
  /** Present when the turn failed. */
  error: z.optional(
    z.object({
      code: z.enum(PROBLEM_CODES),
      message: z.string(),
      retryable: z.boolean(),
    }),
  ),
  /** The last stored event, `<epoch>-<seq>`. Use it as the cursor to continue. */
  lastEventId: z.string(),
  /** When to poll again, in milliseconds. Absent once the turn is over. */
  pollAfterMs: z.optional(z.int()),
});
export type TurnStatus = z.infer<typeof TurnStatus>;
