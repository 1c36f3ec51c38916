import * as z from 'zod/mini';
import { stageSettings, tableSettings } from '#adapters/environment/settings';

export const MarkFailedJobConfig = z.object({ ...stageSettings, ...tableSettings });
