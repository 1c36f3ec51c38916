import type { CoachAccess } from '#contract/access-responses';
import type { BrandKit } from '#contract/prompt-coach/brand';
import { TipsQuery } from '#contract/prompt-coach/requests';
import type { Asset, Generation, PromptMessageView, PromptSession } from '#contract/prompt-coach/responses';
import type { Tier } from '#contract/tiers';
import { tipListOf } from '#services/list-tips';
import { answerBrandKits } from './answer-brand-kits.ts';
import { aBudget } from './fake-game-coach.ts';
import { createFakeProduct, type FakeProduct, problemResponse, type RestCall } from './fake-product.ts';
import { accessOf, createGameCoachState } from './game-coach-state.ts';
import { aDraft, aGeneration, aPromptSession } from './prompt-fixtures.ts';
import { SESSION } from './turn-fixtures.ts';

/** What the prompt coach's API answers in memory; a test may change it at any time. */
export interface FakePromptCoach extends Omit<FakeProduct, 'session'> {
  prompt: PromptSession | undefined;
  messages: PromptMessageView[];
  kits: BrandKit[];
  access: CoachAccess;
  /** What the session's newest generation is. */
  generation: Generation | undefined;
  /** Bodies of what was posted to the API, beside the path. */
  readonly sent: { readonly what: string; readonly body: unknown }[];
  /** The next call that changes something is refused with it. */
  refusal: Response | undefined;
}

export const aPromptMessage = (role: 'user' | 'assistant', content: string): PromptMessageView => ({
  messageId: `${role} ${content}`,
  role,
  content,
  contentBlocks: [{ type: 'text', text: content }],
  turnId: 'earlier',
  groundingUsed: false,
  tokensIn: 0,
  tokensOut: 0,
  createdAt: '2026-11-21T10:00:00.000Z',
});

export const anAsset = (place: number, more: Partial<Asset> = {}): Asset => ({
  assetId: `${aGeneration().jobId}-${place}`,
  sessionId: SESSION,
  url: `http://api/pictures/${place}.png`,
  assetType: 'twitch_emote',
  width: 112,
  height: 112,
  description: 'A sleepy fox',
  createdAt: '2026-11-21T10:11:00.000Z',
  ...more,
});

export const promptAccess = (tier: Tier = 'pro', more: Partial<CoachAccess> = {}): CoachAccess => ({
  ...accessOf(createGameCoachState(tier)),
  budget: aBudget({ tier }),
  ...more,
});

const known = (value: unknown): Response => (value === undefined ? problemResponse('not_found') : Response.json(value));

/** The session as it is read, with what is known of its generation. */
function sessionNow({ prompt, generation }: FakePromptCoach): PromptSession | undefined {
  if (!prompt || !generation) return prompt;
  const { assets: _, ...shown } = generation;
  return { ...prompt, generations: [shown] };
}

function change(coach: FakePromptCoach, what: string, body: unknown): Response {
  const { prompt, refusal } = coach;
  coach.sent.push({ what, body });
  coach.refusal = undefined;
  if (refusal) return refusal;
  if (!prompt) return problemResponse('not_found');
  switch (what) {
    case 'drafts': {
      const { description } = body as { description: string };
      const draft = aDraft(prompt.drafts.length + 1, description, '');
      const { validation } = draft;
      coach.prompt = {
        ...prompt,
        drafts: [...prompt.drafts, draft],
        intent: { ...prompt.intent, description },
        validation,
      };
      return Response.json(draft, { status: 201 });
    }
    case 'generate': {
      const { generationId: jobId, count = 1 } = body as { generationId: string; count?: number };
      coach.generation = aGeneration({ jobId, count, status: 'running', progress: 0, pollAfterMs: 1 });
      return Response.json({ jobId, status: 'queued', count, pollAfterMs: 1 }, { status: 202 });
    }
    case 'extend': {
      const expiresAt = new Date(Date.now() + 30 * 60_000).toISOString();
      coach.prompt = { ...prompt, expiresAt };
      return Response.json({ expiresAt, serverTime: new Date().toISOString() });
    }
    default:
      return Response.json(sessionNow(coach));
  }
}

function answerKits(coach: FakePromptCoach, { method, pathname, body }: RestCall): Response {
  const [, brandKitId] = /\/brand-kits\/([^/]+)$/.exec(pathname) ?? [];
  const { refusal } = coach;
  if (method !== 'GET') {
    coach.sent.push({ what: `${method} brand-kits`, body });
    coach.refusal = undefined;
    if (refusal) return refusal;
  }
  const answered = answerBrandKits(coach.kits, { method, brandKitId, body });
  if (!answered) return problemResponse('not_found');
  if ('fields' in answered) return problemResponse('validation_failed', { details: answered });
  const { status } = answered;
  return status === 204 ? new Response(null, { status }) : Response.json(answered.body, { status });
}

function answer(coach: FakePromptCoach, call: RestCall): Response | undefined {
  const { method, pathname, query, body } = call;
  if (pathname.includes('/brand-kits')) return answerKits(coach, call);
  if (pathname === '/coach/tips') {
    const { assetType } = TipsQuery.parse(Object.fromEntries(query));
    return Response.json(tipListOf(coach.access.budget.tier, assetType));
  }
  if (pathname === '/coach/access') return Response.json(coach.access);
  if (pathname === '/coach/budget') return Response.json(coach.access.budget);
  if (pathname === '/coach/sessions') return Response.json({ sessions: [] });
  const [, what = ''] = /^\/coach\/sessions\/[^/]+\/?(.*)$/.exec(pathname) ?? [];
  if (!pathname.startsWith('/coach/sessions/')) return undefined;
  if (method !== 'GET') return change(coach, what, body);
  if (coach.prompt === undefined) return problemResponse('not_found');
  if (what === 'messages') return Response.json({ messages: coach.messages });
  if (what === 'assets') return Response.json({ assets: coach.generation?.assets ?? [] });
  return known(what.startsWith('generations') ? coach.generation : sessionNow(coach));
}

/** Answers `fetch` in memory, as the prompt coach's API and stream do. */
export function createFakePromptCoach(more: Partial<FakePromptCoach> = {}): FakePromptCoach {
  const product = createFakeProduct(undefined, (call) => answer(coach, call));
  const coach: FakePromptCoach = Object.assign(product, {
    prompt: aPromptSession(),
    messages: [aPromptMessage('user', 'A fox that says good morning'), aPromptMessage('assistant', 'With steam?')],
    kits: [],
    access: promptAccess(),
    generation: undefined,
    sent: [],
    refusal: undefined,
    ...more,
  });
  return coach;
}
