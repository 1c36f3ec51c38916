import * as z from 'zod/mini';
import { objectSettings, streamSettings } from '#adapters/environment/settings';
import type { StreamConfig } from '../config.ts';

export const config = {
  settings: z.object({ ...streamSettings, ...objectSettings }),
  jobs: ['build-coach-config'],
  models: ['mainModel'],
  readsUploads: true,
  queriesLists: false,
} satisfies StreamConfig;
