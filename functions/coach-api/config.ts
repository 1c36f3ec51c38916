import * as z from 'zod/mini';
import {
  frontDoorSettings,
  imageModelSettings,
  jobSettings,
  modelSettings,
  objectSettings,
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
  ...imageModelSettings,
  ...objectSettings,
  ...stepSettings,
  ...jobSettings,
  ...frontDoorSettings,
  /** A sentence at the end of every greeting, for example that this is a simulation; may be empty. */
  COACH_NOTICE: z.string(),
});
