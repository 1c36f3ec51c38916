import * as z from 'zod/mini';
import { stepSettings } from '#adapters/environment/settings';
import { type StreamConfig, streamSettings } from '../config.ts';

export const config = {
  settings: z.object({ ...streamSettings, ...stepSettings }),
  jobs: ['summarize-conversation'],
  queriesLists: true,
} satisfies StreamConfig;
