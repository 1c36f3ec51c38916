import * as z from 'zod/mini';
import {
  frontDoorSettings,
  jobSettings,
  modelSettings,
  stageSettings,
  stepSettings,
  tableSettings,
  tokenSettings,
} from '#adapters/environment/settings';

export const CoachApiConfig = z.object({
  ...stageSettings,
  ...tableSettings,
  ...tokenSettings,
  ...modelSettings,
  ...stepSettings,
  ...jobSettings,
  ...frontDoorSettings,
  /** A sentence at the end of every greeting, for example that this is a simulation; may be empty. */
  COACH_NOTICE: z.string(),
});
