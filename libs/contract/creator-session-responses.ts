import * as z from 'zod/mini';
import { ProgressDetails, SophisticationLevel } from './creator-progress.ts';

/** What was collected in one field. */
const CollectedAnswer = z.object({
  value: z.union([z.string(), z.number(), z.array(z.string())]),
  confidence: z.enum(['high', 'medium', 'low']),
  /** The turn that it came from. */
  turnId: z.string(),
});

/** One topic of the interview, and what is known of it. Topics that a level skips are left out. */
export const ChecklistTopic = z.object({
  topic: z.string(),
  required: z.boolean(),
  isComplete: z.boolean(),
  /** How it is asked at the person's level. */
  wording: z.string(),
  /** By field name; only what is known. */
  fields: z.record(z.string(), CollectedAnswer),
});
export type ChecklistTopic = z.infer<typeof ChecklistTopic>;

/** An interview, as every route answers it. */
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
  /** ISO 8601; `null` once it has ended. */
  expiresAt: z.nullable(z.string()),
  createdAt: z.string(),
  updatedAt: z.string(),
  /** A turn that is running now. */
  activeTurnId: z.optional(z.string()),
});
export type CreatorSession = z.infer<typeof CreatorSession>;

/** What may be shown of a message: words and pictures. */
export const SessionMessageBlock = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({ type: z.literal('image'), key: z.string() }),
]);
export type SessionMessageBlock = z.infer<typeof SessionMessageBlock>;

export const SessionMessage = z.object({
  messageId: z.string(),
  role: z.enum(['user', 'assistant']),
  /** Its text. */
  content: z.string(),
  contentBlocks: z.array(SessionMessageBlock),
  /** Absent on a greeting. */
  turnId: z.optional(z.string()),
  /** An answer that was cut short by a stop. */
  partial: z.optional(z.boolean()),
  createdAt: z.string(),
});
export type SessionMessage = z.infer<typeof SessionMessage>;

/** Messages oldest first; of a new session the greeting. */
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
