import * as z from 'zod/mini';
import {
  frontDoorSettings,
  jobSettings,
  stageSettings,
  tableSettings,
  tokenSettings,
} from '#adapters/environment/settings';

export const CoachApiConfig = z.object({
  ...stageSettings,
  ...tableSettings,
  ...tokenSettings,
  ...jobSettings,
  ...frontDoorSettings,
  /** A sentence that every greeting ends with, for example that this is a simulation; may be empty. */
  COACH_NOTICE: z.string(),
});
