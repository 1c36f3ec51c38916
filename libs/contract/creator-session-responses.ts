import * as z from 'zod/mini';
import { ProgressDetails, SophisticationLevel } from './creator-progress.ts';
import { TurnState } from './turn-state.ts';

/** The collected answer of one field. */
const CollectedAnswer = z.object({
  value: z.union([z.string(), z.number(), z.array(z.string())]),
  confidence: z.enum(['high', 'medium', 'low']),
  /** The turn in which it was collected. */
  turnId: z.string(),
});

/** One topic of the interview and its collected answers. Topics that a level skips are omitted. */
export const ChecklistTopic = z.object({
  topic: z.string(),
  required: z.boolean(),
  isComplete: z.boolean(),
  /** The wording of the question for the user's level. */
  wording: z.string(),
  /** By field name. Unknown fields are absent. */
  fields: z.record(z.string(), CollectedAnswer),
});
export type ChecklistTopic = z.infer<typeof ChecklistTopic>;

/** An interview as all routes return it. */
export const CreatorSession = z.object({
  sessionId: z.string(),
  status: z.enum(['active', 'ended', 'expired']),
  isComplete: z.boolean(),
  phase: z.enum(['collecting', 'confirming', 'complete']),
  progressDetails: ProgressDetails,
  sophisticationLevel: SophisticationLevel,
  checklist: z.array(ChecklistTopic),
  title: z.nullable(z.string()),
  turnsUsed: z.int(),
  /** ISO 8601. `null` after the session has ended. */
  expiresAt: z.nullable(z.string()),
  createdAt: z.string(),
  updatedAt: z.string(),
  /** The running turn. */
  activeTurnId: z.optional(z.string()),
});
export type CreatorSession = z.infer<typeof CreatorSession>;

/** The content of a message that may be shown: text and images. */
export const SessionMessageBlock = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({ type: z.literal('image'), key: z.string() }),
]);
export type SessionMessageBlock = z.infer<typeof SessionMessageBlock>;

export const SessionMessage = z.object({
  messageId: z.string(),
  role: z.enum(['user', 'assistant']),
  /** The text of the message. */
  content: z.string(),
  contentBlocks: z.array(SessionMessageBlock),
  /** Absent for a greeting. */
  turnId: z.optional(z.string()),
  /** What became of the turn. Absent for a greeting. */
  turnStatus: z.optional(TurnState),
  /** The answer was cut short by a stop. */
  partial: z.optional(z.boolean()),
  createdAt: z.string(),
});
export type SessionMessage = z.infer<typeof SessionMessage>;

/** Messages oldest first. A new session has only the greeting. A failed turn is listed only while it is the last. */
export const CreatorSessionWithMessages = z.extend(CreatorSession, {
  messages: z.array(SessionMessage),
  nextCursor: z.optional(z.string()),
});
export type CreatorSessionWithMessages = z.infer<typeof CreatorSessionWithMessages>;

export const CreatorSessionList = z.object({
  sessions: z.array(CreatorSession),
  nextCursor: z.optional(z.string()),
});
export type CreatorSessionList = z.infer<typeof CreatorSessionList>;
