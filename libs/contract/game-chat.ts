import * as z from 'zod/mini';
import { GameId } from './games.ts';
import { isId } from './ids.ts';
import { turnFields } from './requests.ts';
import { Text } from './text.ts';
import { Count, Usage } from './usage.ts';

const Id = z.string().check(z.refine(isId, { error: 'an id' }));
const question = { message: Text(1, 10_000), sessionId: z.optional(Id), gameId: z.optional(GameId) };

/** A question to the game coach; without `sessionId` it starts a session, which gets the turn's id. */
export const GameChatTurn = z.strictObject({ ...turnFields, ...question });
export type GameChatTurn = z.infer<typeof GameChatTurn>;

/** What the game coach adds to `complete`. */
export const GameComplete = z.object({
  /** Names of the tools that ran, in order, each once. */
  toolsUsed: z.array(z.string()),
  /** Model calls of the turn. */
  steps: Count,
});
export type GameComplete = z.infer<typeof GameComplete>;

export const ExecuteTool = z.strictObject({ toolName: z.string().check(z.maxLength(64)), toolInput: z.unknown() });
export type ExecuteTool = z.infer<typeof ExecuteTool>;

/** For whoever runs the model loop elsewhere. */
export const Preflight = z.strictObject(question);
export type Preflight = z.infer<typeof Preflight>;

/** Blocks as they are stored; images are keys of uploads. */
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
    /** As the event of this name said it; of tools that ran elsewhere, only when those who ran them say it. */
    summary: z.optional(z.string()),
    durationMs: z.optional(z.number()),
  }),
  z.strictObject({ type: z.literal('image'), key: z.string() }),
]);
export type ContentBlock = z.infer<typeof ContentBlock>;

const GivenMessage = z.strictObject({
  role: z.enum(['user', 'assistant']),
  content: z.union([Text(1, 100_000), z.array(ContentBlock).check(z.minLength(1), z.maxLength(100))]),
});
export type GivenMessage = z.infer<typeof GivenMessage>;

const reservation = { sessionId: Id, reservationId: Id };

export const RecordTurn = z.strictObject({
  ...reservation,
  messages: z.array(GivenMessage).check(z.minLength(1), z.maxLength(60)),
  usage: Usage,
});
export type RecordTurn = z.infer<typeof RecordTurn>;

export const AbortPreflight = z.strictObject({
  ...reservation,
  partialMessages: z.optional(z.array(GivenMessage).check(z.maxLength(60))),
});
export type AbortPreflight = z.infer<typeof AbortPreflight>;

export const ToolSchemas = z.object({
  tools: z.array(z.object({ name: z.string(), description: z.string(), inputSchema: z.unknown() })),
});
export type ToolSchemas = z.infer<typeof ToolSchemas>;

export const ToolExecuted = z.object({ toolName: z.string(), result: z.unknown() });
export type ToolExecuted = z.infer<typeof ToolExecuted>;

export const PreflightAnswer = z.object({
  sessionId: z.string(),
  reservationId: z.string(),
  turnId: z.string(),
  estimatedTokens: z.int(),
  budgetRemaining: z.int(),
  isFreePreview: z.boolean(),
  history: z.array(z.object({ role: z.enum(['user', 'assistant']), content: z.array(ContentBlock) })),
  /** For trusted backends only. */
  systemMessage: z.optional(z.string()),
});
export type PreflightAnswer = z.infer<typeof PreflightAnswer>;

export const ChatSession = z.object({
  sessionId: z.string(),
  title: z.nullable(z.string()),
  status: z.enum(['active', 'ended', 'expired']),
  messageCount: z.int(),
  tokensIn: z.int(),
  tokensOut: z.int(),
  createdAt: z.string(),
  updatedAt: z.string(),
  /** A turn that is running now. */
  activeTurnId: z.optional(z.string()),
});
export type ChatSession = z.infer<typeof ChatSession>;

/** By last activity, newest first. */
export const ChatSessionList = z.object({ sessions: z.array(ChatSession), nextCursor: z.optional(z.string()) });
export type ChatSessionList = z.infer<typeof ChatSessionList>;

/** A message with everything that is kept of it; results of tools come back as messages of role `user`. */
export const ChatMessage = z.object({
  messageId: z.string(),
  role: z.enum(['user', 'assistant']),
  /** Its text. */
  content: z.string(),
  contentBlocks: z.array(ContentBlock),
  turnId: z.optional(z.string()),
  /** An answer that was cut short by a stop. */
  partial: z.optional(z.boolean()),
  createdAt: z.string(),
});
export type ChatMessage = z.infer<typeof ChatMessage>;

/** Oldest first. */
export const ChatMessageList = z.object({ messages: z.array(ChatMessage), nextCursor: z.optional(z.string()) });
export type ChatMessageList = z.infer<typeof ChatMessageList>;

const Points = z.array(z.string()).check(z.maxLength(5));

export const Recap = z.object({
  strengths: Points,
  weaknesses: Points,
  actionItems: Points,
  summary: z.string().check(z.maxLength(1_000)),
  /** Messages that it was made of. */
  messageCount: z.int(),
});
export type Recap = z.infer<typeof Recap>;
