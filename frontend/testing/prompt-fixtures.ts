import type { BrandKit } from '#contract/prompt-coach/brand';
import { type Draft, EMPTY_INTENT, type Intent, type Issue, type Validation } from '#contract/prompt-coach/intent';
import { DEFAULT_PREFERENCES } from '#contract/prompt-coach/requests';
import type { Generation, PromptSession } from '#contract/prompt-coach/responses';
import { SESSION } from './turn-fixtures.ts';

export const WORDS = [
  'A sleepy, happy orange fox holding a detailed teal cup, eyes closed, simple fluffy fur, warm morning light',
  'A sleepy, happy orange fox holding a detailed teal cup, eyes closed, about to smile, steam rising, flat simple fur, warm morning light',
] as const;

const CLASH: Issue = {
  code: 'conflict',
  severity: 'warning',
  message: '“simple” and “detailed” contradict each other. Choose one direction.',
  about: ['simple', 'detailed'],
};

/** Finds one thing, and knows how to fix it. */
export function validationOf(description: string): Validation {
  if (description.length < 10) {
    const issue: Issue = { code: 'prompt_too_short', severity: 'error', message: 'Too short.', about: [] };
    return { quality: 0.7, generationReady: false, issues: [issue] };
  }
  if (!/\bdetailed\b/.test(description)) return { quality: 1, generationReady: true, issues: [] };
  const fix = { label: 'Keep “simple”', description: description.replace('detailed ', '') };
  return { quality: 0.9, generationReady: true, issues: [{ ...CLASH, fix }] };
}

export const anIntent = (more: Partial<Intent> = {}): Intent => ({
  ...EMPTY_INTENT,
  description: WORDS[0],
  subject: 'a fox',
  action: 'holding a cup',
  emotion: 'sleepy and happy',
  style: 'flat',
  readiness: 'needs_confirmation',
  confidence: 0.7,
  ...more,
});

export const aDraft = (version: number, description: string, refinementRequest: string): Draft => ({
  version,
  description,
  refinementRequest,
  changesMade: [],
  brandElementsUsed: ['color:Teal'],
  validation: validationOf(description),
  createdAt: '2026-11-21T10:00:00.000Z',
});

export const A_KIT: BrandKit = {
  brandKitId: '01JD8Y7Z6K3M9QW2R5T8V0XK1T',
  name: 'My channel',
  colors: [
    { hex: '#F08A4B', name: 'Orange' },
    { hex: '#40B0BE', name: 'Teal' },
    { hex: '#2B3358', name: 'Night' },
  ],
  tone: 'warm',
  fonts: {},
  createdAt: '2026-11-01T10:00:00.000Z',
  updatedAt: '2026-11-01T10:00:00.000Z',
};

export const aPromptSession = (more: Partial<PromptSession> = {}): PromptSession => ({
  sessionId: SESSION,
  title: 'Morning fox',
  pinned: false,
  status: 'active',
  assetType: 'twitch_emote',
  mood: 'cozy',
  preferences: DEFAULT_PREFERENCES,
  turnsUsed: 2,
  turnsRemaining: 8,
  textTokensIn: 60,
  textTokensOut: 90,
  searchesUsed: 0,
  intent: anIntent({ description: WORDS[1] }),
  readiness: 'needs_confirmation',
  drafts: [aDraft(1, WORDS[0], 'A fox that says good morning'), aDraft(2, WORDS[1], 'Keep the steam')],
  validation: validationOf(WORDS[1]),
  generations: [],
  expiresAt: new Date(Date.now() + 29 * 60_000).toISOString(),
  createdAt: '2026-11-21T10:00:00.000Z',
  updatedAt: '2026-11-21T10:05:00.000Z',
  ...more,
});

export const aGeneration = (more: Partial<Generation> = {}): Generation => ({
  jobId: '7d8c1f80-4f52-4c53-9f5c-2a1f6a0c9d22',
  sessionId: SESSION,
  status: 'succeeded',
  count: 1,
  progress: 1,
  deadline: '2026-11-21T10:30:00.000Z',
  draftVersion: 2,
  description: WORDS[1],
  assets: [],
  createdAt: '2026-11-21T10:10:00.000Z',
  ...more,
});
