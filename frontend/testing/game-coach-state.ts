import { randomUUID } from 'node:crypto';
import type { CoachAccess } from '#contract/access-responses';
import type { Budget } from '#contract/budget-responses';
import type { ChatMessage, ChatSession, ContentBlock, Recap } from '#contract/game-chat';
import type { Game, Note } from '#contract/games';
import { TIERS, type Tier } from '#contract/tiers';

/** A conversation as the scripted game coach keeps it. */
export interface ScriptedChat {
  session: ChatSession;
  readonly messages: ChatMessage[];
}

/** All that the scripted game coach knows of its one player. */
export interface GameCoachState {
  readonly chats: ScriptedChat[];
  games: Game[];
  readonly notes: Note[];
  tier: Tier;
  usedTokens: number;
  isPreviewUsed: boolean;
  /** What it says to everything, where a test wants something of its own. */
  answer: string | undefined;
}

export const createGameCoachState = (tier: Tier): GameCoachState => ({
  chats: [],
  games: [],
  notes: [],
  tier,
  usedTokens: 21_400,
  isPreviewUsed: false,
  answer: undefined,
});

export const now = (): string => new Date().toISOString();

export const findChat = ({ chats }: GameCoachState, id: string | undefined): ScriptedChat | undefined =>
  chats.find(({ session }) => session.sessionId === id);

export function budgetOf({ tier, usedTokens }: GameCoachState): Budget {
  const limit = TIERS[tier].tokensPerMonth;
  const today = new Date();
  const [year, month] = [today.getUTCFullYear(), today.getUTCMonth()];
  return {
    tier,
    limit,
    used: usedTokens,
    held: 0,
    remaining: Math.max(0, limit - usedTokens),
    periodStart: new Date(Date.UTC(year, month)).toISOString(),
    periodEnd: new Date(Date.UTC(year, month + 1)).toISOString(),
    warning: usedTokens >= 0.8 * limit,
  };
}

/** As `/coach/access` says it. */
export function accessOf(state: GameCoachState): CoachAccess {
  const isFree = state.tier === 'free';
  return {
    hasAccess: !isFree,
    feature: isFree ? 'tips_only' : 'full_coach',
    grounding: TIERS[state.tier].grounding,
    trialAvailable: isFree,
    trialUsed: false,
    previewAvailable: isFree && !state.isPreviewUsed,
    previewUsed: isFree && state.isPreviewUsed,
    limits: { ...TIERS[state.tier], ...TIERS[state.tier].prompt },
    generations: {
      used: 0,
      limit: TIERS[state.tier].generationsPerMonth,
      remaining: TIERS[state.tier].generationsPerMonth,
    },
    budget: budgetOf(state),
  };
}

/** A conversation begins with its first question. */
export function beginChat(state: GameCoachState, sessionId: string, title: string): ScriptedChat {
  const at = now();
  const limits = { messageCount: 0, tokensIn: 0, tokensOut: 0, createdAt: at, updatedAt: at };
  const chat: ScriptedChat = { session: { sessionId, title, status: 'active', ...limits }, messages: [] };
  state.chats.unshift(chat);
  return chat;
}

export function addMessage(
  chat: ScriptedChat,
  role: ChatMessage['role'],
  contentBlocks: readonly ContentBlock[],
  more: Pick<ChatMessage, 'turnId' | 'partial'>,
): void {
  const createdAt = now();
  const content = contentBlocks.map((block) => (block.type === 'text' ? block.text : '')).join('');
  chat.messages.push({ messageId: randomUUID(), role, content, contentBlocks: [...contentBlocks], createdAt, ...more });
  const messageCount = chat.messages.filter((message) => message.content !== '').length;
  chat.session = { ...chat.session, messageCount, updatedAt: createdAt };
}

export const RECAP: Omit<Recap, 'messageCount'> = {
  summary:
    'You asked how your last games went. Six of ten were won, and both goals and saves are above what your rank reaches on average.',
  strengths: ['Saves: 1.5 a game, well above the average of Gold I', 'Steady boost use over all ten games'],
  weaknesses: ['Few assists in doubles', 'Shots come late: most after the third minute'],
  actionItems: ['Two sessions of passing drills', 'Shoot on the first touch when the goal is open'],
};
