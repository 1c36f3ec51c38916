import * as z from 'zod/mini';
import { TurnState } from './turn-state.ts';
import { Count } from './usage.ts';

/** What the game coach adds to `complete`. */
export const GameComplete = z.object({
  /** Names of the tools that ran, in order, each once. */
  toolsUsed: z.array(z.string()),
  /** Model calls of the turn. */
  steps: Count,
});
export type GameComplete = z.infer<typeof GameComplete>;

/** Blocks as they are stored. Images are keys of uploads. */
export const ContentBlock = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.string() }),
  z.strictObject({ type: z.literal('reasoning'), text: z.string(), signature: z.optional(z.string()) }),
  z.strictObject({ type: z.literal('redacted_reasoning'), data: z.string() }),
  z.strictObject({ type: z.literal('tool_use'), toolUseId: z.string(), name: z.string(), input: z.unknown() }),
  z.strictObject({
    type: z.literal('tool_result'),
    toolUseId: z.string(),
    ok: z.boolean(),
    content: z.unknown(),
    /** As in the `tool_result` event. For tools that ran in another backend, only when that backend sends it. */
    summary: z.optional(z.string()),
    durationMs: z.optional(z.number()),
  }),
  z.strictObject({ type: z.literal('image'), key: z.string() }),
]);
export type ContentBlock = z.infer<typeof ContentBlock>;

export const ChatSession = z.object({
  sessionId: z.string(),
  title: z.nullable(z.string()),
  status: z.enum(['active', 'ended', 'expired']),
  messageCount: z.int(),
  tokensIn: z.int(),
  tokensOut: z.int(),
  createdAt: z.string(),
  updatedAt: z.string(),
  /** The running turn. */
  activeTurnId: z.optional(z.string()),
});
export type ChatSession = z.infer<typeof ChatSession>;

/** Ordered by last activity, newest first. */
export const ChatSessionList = z.object({ sessions: z.array(ChatSession), nextCursor: z.optional(z.string()) });
export type ChatSessionList = z.infer<typeof ChatSessionList>;

/** A message with all its stored blocks. Tool results are returned as messages with the role `user`. */
export const ChatMessage = z.object({
  messageId: z.string(),
  role: z.enum(['user', 'assistant']),
  /** The text of the message. */
  content: z.string(),
  contentBlocks: z.array(ContentBlock),
  turnId: z.optional(z.string()),
  turnStatus: z.optional(TurnState),
  /** The answer was cut short by a stop. */
  partial: z.optional(z.boolean()),
  createdAt: z.string(),
});
export type ChatMessage = z.infer<typeof ChatMessage>;

/** Oldest first. A failed turn is listed only while it is the last. */
export const ChatMessageList = z.object({ messages: z.array(ChatMessage), nextCursor: z.optional(z.string()) });
export type ChatMessageList = z.infer<typeof ChatMessageList>;

const Points = z.array(z.string()).check(z.maxLength(5));

export const Recap = z.object({
  strengths: Points,
  weaknesses: Points,
  actionItems: Points,
  summary: z.string().check(z.maxLength(1_000)),
  /** Number of messages that the recap covers. */
  messageCount: z.int(),
});
export type Recap = z.infer<typeof Recap>;
