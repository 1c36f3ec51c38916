import { COACHES } from '#contract/coaches';
import { coachCreatorTurnRoutes } from '#http/routes/coach-creator-turn-routes';
import { streamHandler } from '../compose-stream.ts';
import { config } from './config.ts';

export const handler = await streamHandler(COACHES.coachCreator, config, ({ deps }) => coachCreatorTurnRoutes(deps));
