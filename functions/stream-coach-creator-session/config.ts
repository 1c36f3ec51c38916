import * as z from 'zod/mini';
import {
  frontDoorSettings,
  jobSettings,
  modelSettings,
  stageSettings,
  tableSettings,
  tokenSettings,
} from '#adapters/environment/settings';

export const StreamCoachCreatorSessionConfig = z.object({
  ...stageSettings,
  ...tableSettings,
  ...tokenSettings,
  ...modelSettings,
  ...jobSettings,
  ...frontDoorSettings,
});
