import { COACHES } from '#contract/coaches';
import { CreatorTurn } from '#contract/requests';
import { coachCreator } from '#domain/coach-creator/coach-creator';
import type { TurnDeps } from '#services/turn/turn-deps';
import type { TurnReading } from '../read-turn.ts';
import type { Route } from '../router.ts';
import { turnRoutes } from './turn-routes.ts';

export const coachCreatorTurn: TurnReading<CreatorTurn> = {
  body: CreatorTurn,
  fieldsOf: ({ text, sentAt, extra: { imageS3Keys, confirm } }) => ({
    userResponse: text,
    messageTimestamp: sentAt,
    imageS3Keys,
    confirm,
  }),
};

export const coachCreatorTurnRoutes = (deps: TurnDeps): readonly Route[] =>
  turnRoutes(COACHES.coachCreator, coachCreator, { next: coachCreatorTurn }, deps);
