import * as z from 'zod/mini';
import { stepSettings, streamSettings } from '#adapters/environment/settings';
import type { StreamConfig } from '../config.ts';

export const config = {
  settings: z.object({ ...streamSettings, ...stepSettings }),
  jobs: ['summarize-conversation'],
  models: ['mainModel'],
  readsUploads: false,
  queriesLists: true,
} satisfies StreamConfig;
