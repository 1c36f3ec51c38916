import * as z from 'zod/mini';

export const Tier = z.enum(['free', 'pro', 'studio']);
export type Tier = z.infer<typeof Tier>;

/** How a tier may use a coach: fully, once, or not at all. */
export type Access = 'full' | 'trial' | 'preview' | 'none';

/** Coaches whose access depends on the tier. */
export type Feature = 'promptCoach' | 'gameCoach';

/** A one-time grant: one session of the prompt coach (trial) or one message to the game coach (preview). */
export type TrialGrant = 'trial' | 'preview';

export interface TierLimits {
  readonly promptCoach: Access;
  readonly gameCoach: Access;
  readonly grounding: boolean;
  readonly tokensPerMonth: number;
  readonly messagesPerMinute: number;
  readonly sessionsPerHour: number;
  readonly generationsPerMonth: number;
  /** Of one session of the prompt coach. */
  readonly prompt: PromptLimits;
}

export interface PromptLimits {
  readonly turns: number;
  /** Without a turn, until the session ends by itself. */
  readonly idleMinutes: number;
  /** Of all texts that the person writes, in code points divided by 3, so that every script has the same room. */
  readonly textTokensIn: number;
  /** Of all texts of the answers, counted in the same way. */
  readonly textTokensOut: number;
  /** Web searches; 0 where the tier has none. */
  readonly searches: number;
}

const PROMPT: PromptLimits = { turns: 10, idleMinutes: 30, textTokensIn: 5_000, textTokensOut: 2_000, searches: 0 };

/** The only tier table, used by the API, the streams and the web app. Every user starts as free. */
export const TIERS: Readonly<Record<Tier, TierLimits>> = {
  free: {
    promptCoach: 'trial',
    gameCoach: 'preview',
    grounding: false,
    tokensPerMonth: 100_000,
    messagesPerMinute: 10,
    sessionsPerHour: 5,
    generationsPerMonth: 3,
    prompt: PROMPT,
  },
  pro: {
    promptCoach: 'full',
    gameCoach: 'full',
    grounding: false,
    tokensPerMonth: 150_000,
    messagesPerMinute: 30,
    sessionsPerHour: 20,
    generationsPerMonth: 50,
    prompt: PROMPT,
  },
  studio: {
    promptCoach: 'full',
    gameCoach: 'full',
    grounding: true,
    tokensPerMonth: 500_000,
    messagesPerMinute: 50,
    sessionsPerHour: 20,
    generationsPerMonth: 200,
    prompt: { ...PROMPT, searches: 3 },
  },
};
