import { CreatorTurn } from '#contract/requests';
import { coachCreator } from '#domain/coach-creator/coach-creator';
import type { TurnDeps } from '#services/turn/turn-deps';
import type { DialectMessage } from '../read-turn.ts';
import type { Call, Route } from '../router.ts';
import { CREATOR_SESSION as SESSION } from './creator-paths.ts';
import { turnRoute } from './turn-route.ts';
import { turnStreamRoute } from './turn-state-routes.ts';

/** Paths 1 and 2 post to `/stream`; path 3 puts to the session, and gets one JSON object. */
export function creatorTurnRoutes(deps: TurnDeps): readonly Route[] {
  const turn = {
    coach: coachCreator,
    body: CreatorTurn,
    fieldsOf,
    sessionId: ({ params }: Call) => params['sessionId'] ?? '',
  };
  return [
    turnRoute({ ...turn, method: 'POST', pattern: `${SESSION}/stream` }, deps),
    turnRoute({ ...turn, method: 'PUT', pattern: SESSION }, deps),
    turnStreamRoute({ kind: coachCreator.kind, pattern: SESSION }, deps),
  ];
}

/** What a person says to the coach creator in another product’s client. */
export const fieldsOf = ({ text, sentAt, extra: { imageS3Keys, confirm } }: DialectMessage) => ({
  userResponse: text,
  messageTimestamp: sentAt,
  imageS3Keys,
  confirm,
});
