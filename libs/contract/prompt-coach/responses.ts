import * as z from 'zod/mini';
import { ContentBlock } from '../game-chat.ts';
import { TurnState } from '../turn-state.ts';
import { AssetType } from './asset-types.ts';
import { Brand } from './brand.ts';
import { Draft, Intent, Issue, Readiness, Validation } from './intent.ts';
import { Mood, Preferences } from './requests.ts';

const Status = z.enum(['active', 'ended', 'expired']);

/** What a web search has found. Everything in it is untrusted. */
export const Facts = z.object({
  query: z.string(),
  results: z.array(z.object({ title: z.string(), snippet: z.string(), url: z.string() })),
  foundAt: z.string(),
});
export type Facts = z.infer<typeof Facts>;

export const GenerationStatus = z.enum(['queued', 'running', 'succeeded', 'failed']);
export type GenerationStatus = z.infer<typeof GenerationStatus>;

export const Asset = z.object({
  assetId: z.string(),
  sessionId: z.string(),
  /** Presigned for 15 minutes. */
  url: z.string(),
  assetType: AssetType,
  width: z.int(),
  height: z.int(),
  description: z.string(),
  createdAt: z.string(),
});
export type Asset = z.infer<typeof Asset>;

/** Newest first. */
export const AssetList = z.object({ assets: z.array(Asset), nextCursor: z.optional(z.string()) });
export type AssetList = z.infer<typeof AssetList>;

export const QualityWarning = z.object({ message: z.string(), issues: z.array(Issue).check(z.maxLength(3)) });
export type QualityWarning = z.infer<typeof QualityWarning>;

/** The answer to an order. */
export const GenerationOrdered = z.object({
  jobId: z.string(),
  status: GenerationStatus,
  count: z.int(),
  pollAfterMs: z.int(),
  qualityWarning: z.optional(QualityWarning),
});
export type GenerationOrdered = z.infer<typeof GenerationOrdered>;

export const Generation = z.object({
  jobId: z.string(),
  sessionId: z.string(),
  status: GenerationStatus,
  count: z.int(),
  /** 0 to 1. */
  progress: z.number(),
  /** Absent once it has ended. */
  pollAfterMs: z.optional(z.int()),
  /** ISO 8601. A generation that is not ready by then has failed. */
  deadline: z.string(),
  draftVersion: z.int(),
  description: z.string(),
  basedOn: z.optional(z.string()),
  /** As they become ready. */
  assets: z.array(Asset),
  /** Why pictures are missing. */
  error: z.optional(z.object({ code: z.string(), message: z.string(), failed: z.int() })),
  createdAt: z.string(),
});
export type Generation = z.infer<typeof Generation>;

export const PromptSession = z.object({
  sessionId: z.string(),
  title: z.nullable(z.string()),
  pinned: z.boolean(),
  status: Status,
  assetType: AssetType,
  mood: z.optional(Mood),
  customMood: z.optional(z.string()),
  brand: z.optional(Brand),
  gameId: z.optional(z.string()),
  gameName: z.optional(z.string()),
  preferences: Preferences,
  turnsUsed: z.int(),
  turnsRemaining: z.nullable(z.int()),
  /** Tokens of the texts, by their length. What is billed is another number. */
  textTokensIn: z.int(),
  textTokensOut: z.int(),
  searchesUsed: z.int(),
  intent: Intent,
  readiness: Readiness,
  /** Oldest first. */
  drafts: z.array(Draft),
  validation: Validation,
  facts: z.optional(Facts),
  /** Newest first, without addresses of their pictures. */
  generations: z.array(z.omit(Generation, { assets: true })),
  /** The running turn. */
  activeTurnId: z.optional(z.string()),
  expiresAt: z.nullable(z.string()),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type PromptSession = z.infer<typeof PromptSession>;

export const PromptSessionItem = z.object({
  sessionId: z.string(),
  title: z.nullable(z.string()),
  pinned: z.boolean(),
  assetType: AssetType,
  mood: z.optional(Mood),
  status: Status,
  turnsUsed: z.int(),
  description: z.string(),
  assetCount: z.int(),
  expiresAt: z.nullable(z.string()),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type PromptSessionItem = z.infer<typeof PromptSessionItem>;

/** By last activity, newest first. */
export const PromptSessionList = z.object({
  sessions: z.array(PromptSessionItem),
  nextCursor: z.optional(z.string()),
});
export type PromptSessionList = z.infer<typeof PromptSessionList>;

export const PromptMessageView = z.object({
  messageId: z.string(),
  role: z.enum(['user', 'assistant']),
  content: z.string(),
  contentBlocks: z.array(ContentBlock),
  turnId: z.optional(z.string()),
  turnStatus: z.optional(TurnState),
  partial: z.optional(z.boolean()),
  groundingUsed: z.boolean(),
  tokensIn: z.int(),
  tokensOut: z.int(),
  createdAt: z.string(),
});
export type PromptMessageView = z.infer<typeof PromptMessageView>;

/** Oldest first. */
export const PromptMessageList = z.object({
  messages: z.array(PromptMessageView),
  nextCursor: z.optional(z.string()),
});
export type PromptMessageList = z.infer<typeof PromptMessageList>;

export const PromptEnded = z.object({
  refinedIntent: Intent,
  suggestedAssetType: AssetType,
  /** At most 10 different content words of subject, elements and style, in order. */
  keywords: z.array(z.string()),
  confidence: z.number(),
  metadata: z.object({
    turnsUsed: z.int(),
    /** As billed. */
    tokensIn: z.int(),
    tokensOut: z.int(),
    draftVersions: z.int(),
    searchesUsed: z.int(),
    durationSeconds: z.int(),
  }),
});
export type PromptEnded = z.infer<typeof PromptEnded>;

export const SessionExtended = z.object({ expiresAt: z.string(), serverTime: z.string() });
export type SessionExtended = z.infer<typeof SessionExtended>;

export const AssetPack = z.object({ url: z.string(), expiresAt: z.string() });
export type AssetPack = z.infer<typeof AssetPack>;
