import * as z from 'zod/mini';
import { PROBLEM_CODES } from './problem-codes.ts';
import { Usage } from './usage.ts';

/** How a turn stands. */
export const TurnStatus = z.object({
  turnId: z.string(),
  sessionId: z.string(),
  status: z.enum(['running', 'parked', 'completed', 'aborted', 'failed']),
  /** What was said so far, or in the end. */
  text: z.string(),
  /** Once it is over. */
  usage: z.optional(Usage),
  /** Of a failed one. */
  error: z.optional(
    z.object({
      code: z.enum(PROBLEM_CODES),
      message: z.string(),
      retryable: z.boolean(),
    }),
  ),
  /** The last event that is stored, `<epoch>-<seq>`: a cursor to go on from. */
  lastEventId: z.string(),
  /** While it is not over: when to ask again, in milliseconds. */
  pollAfterMs: z.optional(z.int()),
});
export type TurnStatus = z.infer<typeof TurnStatus>;
