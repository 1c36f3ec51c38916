import { type RecapDeps, recapOf } from '#services/recap';
import { json } from '../answers.ts';
import type { Route } from '../router.ts';
import { CHAT_SESSION } from './game-paths.ts';

/** What a conversation with the game coach has come to. */
export const recapRoutes = (deps: RecapDeps): readonly Route[] => [
  {
    method: 'GET',
    pattern: `${CHAT_SESSION}/recap`,
    handle: async ({ sub, params, request, startedAt }) => {
      const ref = { sub, kind: 'game_coach', sessionId: params['sessionId'] ?? '' } as const;
      return json(200, await recapOf({ ref, startedAt, signal: request.deadline }, deps));
    },
  },
];
