import type { Draft } from '#contract/prompt-coach/intent';
import type {
  PromptEnded,
  PromptMessageView,
  PromptSession,
  PromptSessionItem,
} from '#contract/prompt-coach/responses';
import { TIERS, type Tier } from '#contract/tiers';
import type { MessageRecord, SessionRecord } from '#ports/session-records';
import { blockView } from '../block-view.ts';
import { turnFieldsOf } from '../turn-fields.ts';
import { validationOf } from './drafts.ts';
import { keywordsOf } from './keywords-of.ts';
import type { PromptState } from './state.ts';
import { suggestedAssetType } from './suggested-asset-type.ts';
import { textTokens } from './text-tokens.ts';

type Session = SessionRecord<PromptState>;

const statusOf = ({ status }: Session) => (status === 'deleted' ? 'ended' : status);
/** Only an active session expires. */
const expiryShown = ({ status, expiresAt }: Session) => (status === 'ended' ? null : expiresAt);
const searchesOf = ({ used }: Session): number => used['searches'] ?? 0;

const startOf = ({ state: { assetType, mood } }: Session) => ({ assetType, ...(mood !== undefined && { mood }) });

export interface SessionFacts {
  readonly session: Session;
  readonly tier: Tier;
  readonly drafts: readonly Draft[];
  readonly messages: readonly MessageRecord[];
  readonly generations: PromptSession['generations'];
}

/** A whole session for its owner. */
export function promptSessionView({ session, tier, drafts, messages, generations }: SessionFacts): PromptSession {
  const { state } = session;
  const { customMood, brand, gameId, gameName, preferences, intent, grounding } = state;
  return {
    sessionId: session.sessionId,
    title: session.title,
    pinned: session.pinned ?? false,
    status: statusOf(session),
    ...startOf(session),
    ...(customMood !== undefined && { customMood }),
    ...(brand && { brand }),
    ...(gameId !== undefined && { gameId }),
    ...(gameName !== undefined && { gameName }),
    preferences,
    turnsUsed: session.turnsUsed,
    turnsRemaining: session.status === 'ended' ? null : Math.max(0, TIERS[tier].prompt.turns - session.turnsUsed),
    ...textTokens(messages),
    searchesUsed: searchesOf(session),
    intent,
    readiness: intent.readiness,
    drafts: drafts.map(draftView),
    validation: validationOf(intent, state),
    ...(grounding.facts && { facts: grounding.facts }),
    generations: [...generations],
    ...(session.activeTurn !== null && { activeTurnId: session.activeTurn }),
    expiresAt: expiryShown(session),
    createdAt: session.createdAt,
    updatedAt: session.updatedAt,
  };
}

/** Without what only storage needs. */
export function draftView({
  version,
  description,
  refinementRequest,
  changesMade,
  brandElementsUsed,
  validation,
  createdAt,
}: Draft): Draft {
  return { version, description, refinementRequest, changesMade, brandElementsUsed, validation, createdAt };
}

/** A session in a list. */
export const promptSessionItem = (session: Session): PromptSessionItem => ({
  sessionId: session.sessionId,
  title: session.title,
  pinned: session.pinned ?? false,
  ...startOf(session),
  status: statusOf(session),
  turnsUsed: session.turnsUsed,
  description: session.state.intent.description || session.state.idea,
  assetCount: session.assetCount ?? 0,
  expiresAt: expiryShown(session),
  createdAt: session.createdAt,
  updatedAt: session.updatedAt,
});

/** A message with all its stored blocks. */
export const promptMessageView = (message: MessageRecord, session: SessionRecord): PromptMessageView => ({
  messageId: message.messageId,
  role: message.role,
  content: message.content.flatMap((block) => (block.type === 'text' ? [block.text] : [])).join('\n'),
  contentBlocks: message.content.map(blockView),
  ...turnFieldsOf(message, session),
  groundingUsed: message.groundingUsed ?? false,
  tokensIn: message.tokensIn ?? 0,
  tokensOut: message.tokensOut ?? 0,
  createdAt: message.createdAt,
});

/** What an ended session has come to. The same at every repetition. */
export function promptEndedView(session: Session): PromptEnded {
  const { state, turnsUsed, tokensIn, tokensOut, createdAt, updatedAt } = session;
  return {
    refinedIntent: state.intent,
    suggestedAssetType: suggestedAssetType(state),
    keywords: [...keywordsOf(state.intent)],
    confidence: state.intent.confidence,
    metadata: {
      turnsUsed,
      tokensIn,
      tokensOut,
      draftVersions: state.draftVersion,
      searchesUsed: searchesOf(session),
      durationSeconds: Math.max(0, Math.round((Date.parse(updatedAt) - Date.parse(createdAt)) / 1_000)),
    },
  };
}
