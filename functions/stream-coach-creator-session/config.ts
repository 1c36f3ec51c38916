import * as z from 'zod/mini';
import { type StreamConfig, streamSettings } from '../config.ts';

export const config = {
  settings: z.object(streamSettings),
  jobs: ['build-coach-config'],
  queriesLists: false,
} satisfies StreamConfig;
