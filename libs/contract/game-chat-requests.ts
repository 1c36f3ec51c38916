import * as z from 'zod/mini';
import { FreeJson } from './free-json.ts';
import { ContentBlock } from './game-chat.ts';
import { GameId } from './games.ts';
import { GivenMessage } from './given-message.ts';
import { canonicalId, isId } from './ids.ts';
import { turnFields } from './requests.ts';
import { Characters, Text } from './text.ts';

const Id = z.string().check(z.overwrite(canonicalId), z.refine(isId, { error: 'an id' }));
const question = { message: Text(1, 10_000), sessionId: z.optional(Id), gameId: z.optional(GameId) };

/** A question to the game coach. Without `sessionId` it starts a session with the turn's id. */
export const GameChatTurn = z.strictObject({ ...turnFields, ...question });
export type GameChatTurn = z.infer<typeof GameChatTurn>;

export const ExecuteTool = z.strictObject({ toolName: Characters(64), toolInput: FreeJson });
export type ExecuteTool = z.infer<typeof ExecuteTool>;

/** For backends that run the model loop themselves. */
export const Preflight = z.strictObject(question);
export type Preflight = z.infer<typeof Preflight>;

/** Of one report: far more than a loop of ten steps can use. */
const Tokens = z.int().check(z.minimum(0), z.maximum(10_000_000));

/** Tokens of all model calls of a loop, as counted by the provider. */
const ReportedUsage = z.strictObject({
  inputTokens: Tokens,
  outputTokens: Tokens,
  cacheReadTokens: Tokens,
  cacheWriteTokens: Tokens,
});

const reservation = { sessionId: Id, reservationId: Id };

export const RecordTurn = z.strictObject({
  ...reservation,
  messages: z.array(GivenMessage).check(z.minLength(1), z.maxLength(60)),
  usage: ReportedUsage,
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
