import type * as z from 'zod/mini';
import {
  frontDoorSettings,
  jobSettings,
  modelSettings,
  stageSettings,
  tableSettings,
  tokenSettings,
} from '#adapters/environment/settings';

/** Settings of every stream function. */
export const streamSettings = {
  ...stageSettings,
  ...tableSettings,
  ...tokenSettings,
  ...modelSettings,
  ...jobSettings,
  ...frontDoorSettings,
};

/** What a coach's stream function needs. The stack gives it exactly this. */
export interface StreamConfig {
  readonly settings: z.ZodMiniObject;
  /** Functions that do its jobs: folders under `functions/`. */
  readonly jobs: readonly string[];
  /** Whether it queries the index `list`. */
  readonly queriesLists: boolean;
}
