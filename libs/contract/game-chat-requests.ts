import * as z from 'zod/mini';
import { ContentBlock } from './game-chat.ts';
import { GameId } from './games.ts';
import { canonicalId, isId } from './ids.ts';
import { turnFields } from './requests.ts';
import { Text } from './text.ts';
import { Usage } from './usage.ts';

const Id = z.string().check(z.overwrite(canonicalId), z.refine(isId, { error: 'an id' }));
const question = { message: Text(1, 10_000), sessionId: z.optional(Id), gameId: z.optional(GameId) };

/** A question to the game coach. Without `sessionId` it starts a session with the turn's id. */
export const GameChatTurn = z.strictObject({ ...turnFields, ...question });
export type GameChatTurn = z.infer<typeof GameChatTurn>;

export const ExecuteTool = z.strictObject({ toolName: z.string().check(z.maxLength(64)), toolInput: z.unknown() });
export type ExecuteTool = z.infer<typeof ExecuteTool>;

/** For backends that run the model loop themselves. */
export const Preflight = z.strictObject(question);
export type Preflight = z.infer<typeof Preflight>;

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
  partialMessages: z.optional(z.array(GivenMessage).check(z.maxLength(20))),
});
export type AbortPreflight = z.infer<typeof AbortPreflight>;

export const ToolSchemas = z.object({
  tools: z.array(z.object({ name: z.string(), description: z.string(), inputSchema: z.unknown() })),
});
export type ToolSchemas = z.infer<typeof ToolSchemas>;

/** `ok` and `result` are what the `tool_result` block of `record` takes as `ok` and `content`. */
export const ToolExecuted = z.object({ toolName: z.string(), ok: z.boolean(), result: z.unknown() });
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
