import * as z from 'zod/mini';
import { streamSettings } from '#adapters/environment/settings';
import type { StreamConfig } from '../config.ts';

export const config = {
  settings: z.object(streamSettings),
  jobs: ['build-coach-config'],
  models: ['mainModel'],
  queriesLists: false,
} satisfies StreamConfig;
