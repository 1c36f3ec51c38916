import * as z from 'zod/mini';
import { objectSettings, searchSettings, streamSettings } from '#adapters/environment/settings';
import type { StreamConfig } from '../config.ts';

export const config = {
  settings: z.object({ ...streamSettings, ...searchSettings, ...objectSettings }),
  jobs: [],
  models: ['mainModel', 'smallModel'],
  readsUploads: true,
  queriesLists: false,
} satisfies StreamConfig;
