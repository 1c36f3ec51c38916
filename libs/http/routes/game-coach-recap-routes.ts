import { COACHES } from '#contract/coaches';
import { type RecapDeps, recapOf } from '#services/recap';
import { json } from '../answers.ts';
import type { Route } from '../router.ts';
import { sessionRefOf } from '../session-ref.ts';

const { session: SESSION } = COACHES.gameCoach;

/** The recap of a chat with the game coach. */
export const gameCoachRecapRoutes = (deps: RecapDeps): readonly Route[] => [
  {
    method: 'GET',
    pattern: `${SESSION}/recap`,
    spends: true,
    handle: async (call) => {
      const { request, startedAt } = call;
      const ref = sessionRefOf(COACHES.gameCoach, call);
      return json(200, await recapOf({ ref, startedAt, signal: request.deadline }, deps));
    },
  },
];
