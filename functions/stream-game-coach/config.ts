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

export const StreamGameCoachConfig = z.object({
  ...stageSettings,
  ...tableSettings,
  ...tokenSettings,
  ...modelSettings,
  ...stepSettings,
  ...jobSettings,
  ...frontDoorSettings,
});
