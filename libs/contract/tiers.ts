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
}

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
  },
  pro: {
    promptCoach: 'full',
    gameCoach: 'full',
    grounding: false,
    tokensPerMonth: 150_000,
    messagesPerMinute: 30,
    sessionsPerHour: 20,
    generationsPerMonth: 50,
  },
  studio: {
    promptCoach: 'full',
    gameCoach: 'full',
    grounding: true,
    tokensPerMonth: 500_000,
    messagesPerMinute: 50,
    sessionsPerHour: 20,
    generationsPerMonth: 200,
  },
};
