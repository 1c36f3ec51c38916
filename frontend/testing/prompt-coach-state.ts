import { randomUUID } from 'node:crypto';
import type { CoachAccess } from '#contract/access-responses';
import type { ContentBlock } from '#contract/game-chat';
import { ASSET_FORMATS, type AssetType } from '#contract/prompt-coach/asset-types';
import type { BrandKit } from '#contract/prompt-coach/brand';
import type { Mood } from '#contract/prompt-coach/requests';
import type {
  Asset,
  Generation,
  PromptMessageView,
  PromptSession,
  PromptSessionItem,
} from '#contract/prompt-coach/responses';
import { TIERS } from '#contract/tiers';
import { accessOf, type GameCoachState, now } from './game-coach-state.ts';
import { anIntent, aPromptSession, validationOf } from './prompt-fixtures.ts';

/** Pictures that are being made: one more is ready after each interval. */
interface ScriptedGeneration {
  readonly order: Omit<Generation, 'assets' | 'status' | 'progress'>;
  readonly beganAt: number;
  /** Places whose picture fails. */
  readonly failing: readonly number[];
}

/** A session as the scripted prompt coach keeps it. */
export interface ScriptedPromptSession {
  session: PromptSession;
  readonly messages: PromptMessageView[];
  readonly generations: ScriptedGeneration[];
}

/** All that the scripted prompt coach knows of its one person. */
export interface PromptCoachState {
  readonly sessions: ScriptedPromptSession[];
  readonly kits: BrandKit[];
  readonly deletedAssets: Set<string>;
  usedPictures: number;
  isTrialUsed: boolean;
  /** Between two pictures, in milliseconds. */
  pictureMs: number;
  /** Places whose picture fails, from 0, in the generations to come. */
  failing: readonly number[];
  /** The query and the results of a search in every turn to come. */
  search: PromptSession['facts'] | undefined;
}

export const createPromptCoachState = (): PromptCoachState => ({
  sessions: [],
  kits: [],
  deletedAssets: new Set(),
  usedPictures: 3,
  isTrialUsed: false,
  pictureMs: 150,
  failing: [],
  search: undefined,
});

export const findPrompt = (state: PromptCoachState, id: string | undefined): ScriptedPromptSession | undefined =>
  state.sessions.find(({ session }) => session.sessionId === id);

/** As `/coach/access` says it. */
export function promptAccessOf(
  game: GameCoachState,
  { usedPictures: used, isTrialUsed }: PromptCoachState,
): CoachAccess {
  const access = accessOf(game);
  const limit = TIERS[game.tier].generationsPerMonth;
  return {
    ...access,
    trialAvailable: game.tier === 'free' && !isTrialUsed,
    trialUsed: isTrialUsed,
    generations: { used, limit, remaining: Math.max(0, limit - used) },
  };
}

export interface Start {
  readonly sessionId: string;
  readonly assetType: AssetType;
  readonly mood?: Mood | undefined;
  readonly brandKitId?: string | undefined;
  readonly description: string;
}

const LIFE_MS = 30 * 60_000;
export const lifeFromNow = (): string => new Date(Date.now() + LIFE_MS).toISOString();

/** A session begins with its first turn. */
export function beginPrompt(state: PromptCoachState, start: Start): ScriptedPromptSession {
  const { sessionId, assetType, mood, brandKitId, description } = start;
  const kit = state.kits.find((known) => known.brandKitId === brandKitId);
  const { brandKitId: id, name: kitName, colors, tone, fonts } = kit ?? {};
  const at = now();
  const session: PromptSession = {
    ...aPromptSession({ sessionId, title: description.slice(0, 60), assetType, createdAt: at, updatedAt: at }),
    mood,
    turnsUsed: 0,
    turnsRemaining: TIERS.pro.prompt.turns,
    intent: anIntent({ description: '', readiness: 'not_ready' }),
    drafts: [],
    validation: validationOf(''),
    expiresAt: lifeFromNow(),
    ...(id !== undefined && {
      brand: { brandKitId: id, kitName, colors: colors ?? [], tone: tone ?? '', fonts: fonts ?? {} },
    }),
  };
  const scripted: ScriptedPromptSession = { session, messages: [], generations: [] };
  state.sessions.unshift(scripted);
  return scripted;
}

export function addPromptMessage(
  { messages }: ScriptedPromptSession,
  role: 'user' | 'assistant',
  content: string,
  turnId: string,
  isPartial = false,
): void {
  const contentBlocks: ContentBlock[] = [{ type: 'text', text: content }];
  messages.push({
    messageId: randomUUID(),
    role,
    content,
    contentBlocks,
    turnId,
    ...(isPartial && { partial: true }),
    groundingUsed: false,
    tokensIn: 0,
    tokensOut: 0,
    createdAt: now(),
  });
}

/** A generation as it stands, with its pictures. */
export function generationNow(state: PromptCoachState, { order, beganAt, failing }: ScriptedGeneration): Generation {
  const over = Math.min(order.count, Math.floor((Date.now() - beganAt) / state.pictureMs));
  const places = Array.from({ length: over }, (_, place) => place).filter((place) => !failing.includes(place));
  const session = findPrompt(state, order.sessionId)?.session;
  const assetType = session?.assetType ?? 'twitch_emote';
  const { width, height } = ASSET_FORMATS[assetType];
  const made = places.map((place): Asset => {
    const assetId = `${order.jobId}-${place + 1}`;
    const { sessionId, description, createdAt } = order;
    const url = `/pictures/${width}x${height}-${place}.png?signed=${assetId}`;
    return { assetId, sessionId, url, assetType, width, height, description, createdAt };
  });
  const assets = made.filter(({ assetId }) => !state.deletedAssets.has(assetId));
  const isOver = over === order.count;
  const failed = order.count - made.length;
  const error = { code: 'dependency_unavailable', message: 'A service we need is not answering.', failed };
  return {
    ...order,
    status: isOver ? (made.length > 0 ? 'succeeded' : 'failed') : 'running',
    progress: over / order.count,
    ...(!isOver && { pollAfterMs: 100 }),
    assets,
    ...(isOver && failed > 0 && { error }),
  };
}

export const assetsOf = (state: PromptCoachState, { generations }: ScriptedPromptSession): readonly Asset[] =>
  generations.flatMap((generation) => generationNow(state, generation).assets).toReversed();

/** The session as the server answers it. */
export function promptSessionNow(
  state: PromptCoachState,
  { session, generations }: ScriptedPromptSession,
): PromptSession {
  const shown = generations.map((generation) => {
    const { assets: _, ...rest } = generationNow(state, generation);
    return rest;
  });
  return { ...session, generations: shown.toReversed() };
}

export function promptItem(state: PromptCoachState, scripted: ScriptedPromptSession): PromptSessionItem {
  const { sessionId, title, pinned, assetType, mood, status, turnsUsed, intent, expiresAt, createdAt, updatedAt } =
    scripted.session;
  const assetCount = assetsOf(state, scripted).length;
  const { description } = intent;
  return {
    sessionId,
    title,
    pinned,
    assetType,
    mood,
    status,
    turnsUsed,
    description,
    assetCount,
    expiresAt,
    createdAt,
    updatedAt,
  };
}
