import * as z from 'zod/mini';
import type { CoachRow } from '#contract/coaches';
import { turnFields } from '#contract/requests';
import { Text } from '#contract/text';

const START = '/practice/start';
const SESSION = '/practice/sessions/:sessionId';
const MESSAGES = `${SESSION}/messages`;

/** A coach for musicians that exists only in tests. Its first turn has a route and a body of its own. */
export const PRACTICE_ROW: CoachRow = {
  kind: 'practice_coach',
  function: 'stream-practice-coach',
  session: SESSION,
  turns: {
    first: { stream: START, json: { method: 'POST', path: START } },
    next: { stream: MESSAGES, json: { method: 'POST', path: MESSAGES } },
  },
};

/** The body of the turn that creates a session. */
export const PracticeStart = z.strictObject({ ...turnFields, piece: Text(1, 100), minutes: z.int() });

/** The body of every other turn. */
export const PracticeTurn = z.strictObject({
  ...turnFields,
  message: Text(0, 500),
  recordings: z.optional(z.array(z.string())),
});

/** What the coach adds to `complete`: the plan that its model reported so far. */
export const PracticeComplete = z.object({
  plan: z.array(z.object({ bars: z.string(), minutes: z.int() })),
});
export type PracticeComplete = z.infer<typeof PracticeComplete>;

export const PracticeSession = z.object({
  sessionId: z.string(),
  status: z.enum(['active', 'ended', 'expired']),
  title: z.nullable(z.string()),
  turnsUsed: z.int(),
  expiresAt: z.nullable(z.string()),
  activeTurnId: z.optional(z.string()),
  plan: PracticeComplete.shape.plan,
});
export type PracticeSession = z.infer<typeof PracticeSession>;
