import { COACHES } from '#contract/coaches';
import { PromptMessage, type PromptTurn, StartPrompt } from '#contract/prompt-coach/requests';
import type { PromptCoach } from '#domain/prompt-coach/prompt-coach';
import type { TurnDeps } from '#services/turn/turn-deps';
import type { TurnReading } from '../read-turn.ts';
import type { Route } from '../router.ts';
import { turnRoutes } from './turn-routes.ts';

/** In another dialect, the fields of the start request are extra fields beside the message. */
const first: TurnReading<PromptTurn> = {
  body: StartPrompt,
  fieldsOf: ({ text, extra }) => ({
    description: text,
    assetType: extra['assetType'],
    mood: extra['mood'],
    customMood: extra['customMood'],
    gameId: extra['gameId'],
    gameName: extra['gameName'],
    brandContext: extra['brandContext'],
    referenceAssets: extra['referenceAssets'],
    preferences: extra['preferences'],
  }),
};

const next: TurnReading<PromptTurn> = {
  body: PromptMessage,
  fieldsOf: ({ text, extra: { referenceAssets } }) => ({ message: text, referenceAssets }),
};

export const promptCoachTurnRoutes = (coach: PromptCoach, deps: TurnDeps): readonly Route[] =>
  turnRoutes(COACHES.promptCoach, coach, { first, next }, deps);
