import { createS3Objects } from '#adapters/s3/objects';
import { COACHES } from '#contract/coaches';
import { coachCreatorTurnRoutes } from '#http/routes/coach-creator-turn-routes';
import { streamHandler } from '../compose-stream.ts';
import { config } from './config.ts';

export const handler = await streamHandler(COACHES.coachCreator, config, ({ settings, deps }) => {
  const objects = createS3Objects({ bucketName: settings.BUCKET_NAME, clock: deps.clock });
  return coachCreatorTurnRoutes({ ...deps, objects });
});
