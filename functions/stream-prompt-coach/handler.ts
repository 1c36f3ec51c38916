import { createDynamoBrandKits } from '#adapters/dynamodb/brand-kits';
import { createS3Objects } from '#adapters/s3/objects';
import { COACHES } from '#contract/coaches';
import { createPromptCoach } from '#domain/prompt-coach/prompt-coach';
import { promptCoachTurnRoutes } from '#http/routes/prompt-coach-turn-routes';
import { streamHandler } from '../compose-stream.ts';
import { openSearch, openSearchCache } from '../open-search.ts';
import { config } from './config.ts';

export const handler = await streamHandler(COACHES.promptCoach, config, ({ settings, storage, deps }) => {
  const grounding = { ...deps, search: openSearch(settings), cache: openSearchCache(storage) };
  const coach = createPromptCoach({ brandKits: createDynamoBrandKits(storage), grounding });
  const objects = createS3Objects({ bucketName: settings.BUCKET_NAME, clock: deps.clock });
  return promptCoachTurnRoutes(coach, { ...deps, objects });
});
