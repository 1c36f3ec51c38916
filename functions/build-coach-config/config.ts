import * as z from 'zod/mini';
import { modelSettings, stageSettings, tableSettings } from '#adapters/environment/settings';

export const BuildCoachConfigConfig = z.object({ ...stageSettings, ...tableSettings, ...modelSettings });
